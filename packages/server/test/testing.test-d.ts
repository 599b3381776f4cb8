import { expectTypeOf, test } from "vitest";
import type { Server } from "../src/index.js";
import { type MemoryPeer, MemoryServer } from "../src/testing/index.js";

interface ClientToServer {
  chat: (text: string) => void;
}

interface ServerToClient {
  joined: (id: string) => void;
}

test("a server for tests is typed by its events as the server on Node is", () => {
  const io = new MemoryServer<ClientToServer, ServerToClient>();

  io.on("connection", (socket) => {
    expectTypeOf(socket.id).toBeString();
    socket.on("chat", (text) => expectTypeOf(text).toBeString());
    // @ts-expect-error: clients do not send this event
    socket.on("joined", () => undefined);
  });
  // @ts-expect-error: the server does not send this event
  io.emit("chat", "hello");
  expectTypeOf(io.connect()).resolves.toEqualTypeOf<MemoryPeer>();
});

test("what takes the API of a server takes both", () => {
  expectTypeOf<Server>().toExtend<{ emit(event: "joined", id: string): boolean }>();
  expectTypeOf<MemoryServer>().toExtend<{ emit(event: "joined", id: string): boolean }>();
});
