import { describe, expect, it } from "vitest";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, revision4, revisions } from "./guest.js";

describe("packets for a namespace that the server has taken the client out of", () => {
  it.each(revisions)("are dropped, attachments too, and the connection lives, $name", async (revision) => {
    const io = new MemoryServer();
    io.of("/admin");
    const { peer, socket } = await arrive(io, revision, "/admin");
    const heard: unknown[] = [];
    socket.onAny((...event) => heard.push(event));
    socket.disconnect();

    peer.send('42/admin,["say"]');
    peer.send('451-/admin,["say",{"_placeholder":true,"num":0}]');
    peer.send(revision.binary(1));
    peer.send("43/admin,0[]");
    peer.send("41/admin,");

    expect(heard).toEqual([]);
    expect(peer.closing).toBeUndefined();
  });

  it("close the connection when it was never in it", async () => {
    const { peer } = await arrive(new MemoryServer());

    peer.send('42/admin,["say"]');

    expect(peer.closing).toEqual({ code: 1008, reason: expect.stringContaining("NAMESPACE_NOT_JOINED") });
  });
});

describe("a socket that has left", () => {
  it.each(revisions)("emits and joins into the void, $name", async (revision) => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io, revision);
    peer.send("41");

    expect(socket.emit("say")).toBe(true);
    socket.join("news");
    io.emit("say");

    expect(peer.take()).toEqual([]);
    expect(socket.rooms.size).toBe(0);
    expect(io.sockets.adapter.rooms.size).toBe(0);
  });

  it("can still broadcast to the others", async () => {
    const io = new MemoryServer();
    const { peer } = await arrive(io);
    const leaving = await arrive(io, revision4);
    leaving.socket.on("disconnect", () => leaving.socket.broadcast.emit("left", 1));

    leaving.peer.drop();

    expect(peer.take()).toEqual(['42["left",1]']);
  });
});
