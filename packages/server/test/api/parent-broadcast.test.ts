import { describe, expect, it } from "vitest";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, revision3, revision4 } from "./guest.js";

const rooms = /^\/room-\d+$/;

function serverWithRooms(): MemoryServer {
  const io = new MemoryServer();
  io.of(rooms);
  return io;
}

describe("a parent namespace", () => {
  it("gathers the answers of clients in all its children", async () => {
    const io = serverWithRooms();
    const one = await arrive(io, revision4, "/room-1");
    const two = await arrive(io, revision3, "/room-2");
    const answers = io.of(rooms).timeout(1000).emitWithAck("ask");

    one.peer.send('43/room-1,0["one"]');
    two.peer.send('43/room-2,0["two"]');

    expect(await answers).toEqual(["one", "two"]);
  });

  it("has nobody to ask while it has no children", async () => {
    const io = new MemoryServer();

    expect(await io.of(rooms).timeout(1000).emitWithAck("ask")).toEqual([]);
  });

  it("makes the sockets of its children join and leave rooms", async () => {
    const io = serverWithRooms();
    const one = await arrive(io, revision4, "/room-1");
    const two = await arrive(io, revision4, "/room-2");

    io.of(rooms).socketsJoin(["a", "b"]);
    io.of(rooms).socketsLeave("a");

    expect([...one.socket.rooms]).toEqual([one.socket.id, "b"]);
    expect([...two.socket.rooms]).toEqual([two.socket.id, "b"]);
  });

  it("disconnects the sockets of its children", async () => {
    const io = serverWithRooms();
    const one = await arrive(io, revision4, "/room-1");
    const two = await arrive(io, revision4, "/room-2");

    io.of(rooms).disconnectSockets();

    expect(one.peer.take()).toEqual(["41/room-1,"]);
    expect(two.peer.take()).toEqual(["41/room-2,"]);
  });
});
