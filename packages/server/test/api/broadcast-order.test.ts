import { describe, expect, it } from "vitest";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, revision4 } from "./guest.js";

describe("a broadcast", () => {
  it("goes to those who were there, whatever its listeners do with the room", async () => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io);
    socket.join("room");
    let told = 0;
    socket.onAnyOutgoing(() => {
      told += 1;
      socket.leave("room");
      socket.join("room");
    });

    io.to("room").emit("news");

    expect(told).toBe(1);
    expect(peer.take()).toEqual(['42["news"]']);
  });

  it("that can't travel is not told to listeners", async () => {
    const io = new MemoryServer();
    const { socket } = await arrive(io);
    const told: unknown[] = [];
    socket.onAnyOutgoing((event) => told.push(event));

    expect(() => io.emit("news", 10n)).toThrow("expected values that JSON can carry");
    expect(told).toEqual([]);
  });

  it("that is volatile and dropped is not waited for", async () => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io);
    peer.pause();
    socket.emit("fills", "the buffer");

    const answers = await io.volatile.timeout(1000).emitWithAck("ask");

    expect(answers).toEqual([]);
    expect(socket.acks.size).toBe(0);
  });

  it("leaves no ack behind on the sockets of a parent's children", async () => {
    const io = new MemoryServer();
    const parent = io.of(/^\/room-\d+$/);
    const { socket } = await arrive(io, revision4, "/room-1");
    const answers = parent.timeout(100).emitWithAck("ask");

    io.clock.advance(100);

    await expect(answers).rejects.toMatchObject({ responses: [] });
    expect(socket.acks.size).toBe(0);
  });

  it("waits for answers no longer than the server lives", async () => {
    const io = new MemoryServer();
    await arrive(io);
    const answers = io.timeout(60_000).emitWithAck("ask");

    await io.close();

    await expect(answers).rejects.toThrow("the server is shutting down");
    expect(io.clock.pending).toBe(0);
  });
});

describe("a socket on its way out", () => {
  it("sends nothing after the packet that takes its client out", async () => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io);
    socket.on("disconnecting", () => socket.emit("bye"));

    socket.disconnect();

    expect(peer.take()).toEqual(["41"]);
  });

  it("joins no further room when it was made to leave at the first", async () => {
    const io = new MemoryServer();
    const { socket } = await arrive(io);
    io.of("/").adapter.on("join-room", () => void socket.disconnect());

    socket.join(["a", "b"]);

    expect(io.of("/").adapter.rooms.size).toBe(0);
    expect(io.of("/").adapter.sids.size).toBe(0);
  });
});
