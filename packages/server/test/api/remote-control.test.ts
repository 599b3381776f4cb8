import { describe, expect, it } from "vitest";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, type Guest, revision3, revision4 } from "./guest.js";

/** Three clients of both revisions: `a` and `b` are in `red`. */
async function stage(): Promise<{ io: MemoryServer; a: Guest; b: Guest; c: Guest }> {
  const io = new MemoryServer();
  const [a, b, c] = [await arrive(io, revision4), await arrive(io, revision3), await arrive(io, revision4)];
  a.socket.join("red");
  b.socket.join("red");
  return { io, a, b, c };
}

describe("fetchSockets", () => {
  it("finds the sockets themselves, on this server", async () => {
    const { io, a, b, c } = await stage();

    expect(await io.fetchSockets()).toEqual([a.socket, b.socket, c.socket]);
    expect(await io.sockets.fetchSockets()).toHaveLength(3);
    expect(await io.in("red").fetchSockets()).toEqual([a.socket, b.socket]);
    expect(await io.except("red").fetchSockets()).toEqual([c.socket]);
    expect(await io.local.fetchSockets()).toHaveLength(3);
    expect(await io.in("nowhere").fetchSockets()).toEqual([]);
  });

  it("of a socket's operator leaves the socket out", async () => {
    const { a, b } = await stage();

    expect(await a.socket.in("red").fetchSockets()).toEqual([b.socket]);
  });
});

describe("allSockets", () => {
  it("finds the ids", async () => {
    const { io, a, b, c } = await stage();

    expect(await io.allSockets()).toEqual(new Set([a.socket.id, b.socket.id, c.socket.id]));
    expect(await io.in("red").allSockets()).toEqual(new Set([a.socket.id, b.socket.id]));
    expect(await io.of("/admin").allSockets()).toEqual(new Set());
  });
});

describe("socketsJoin and socketsLeave", () => {
  it("move all whom they reach", async () => {
    const { io, a, b, c } = await stage();

    io.socketsJoin("all");
    io.in("red").socketsJoin(["blue", "green"]);
    io.in("blue").except(b.socket.id).socketsLeave(["red", "green"]);
    c.socket.to("red").socketsLeave("all");

    expect([...a.socket.rooms].slice(1)).toEqual(["all", "blue"]);
    expect([...b.socket.rooms].slice(1)).toEqual(["red", "blue", "green"]);
    expect([...c.socket.rooms].slice(1)).toEqual(["all"]);
  });

  it("move those out of a room by which they were chosen", async () => {
    const { io, a, b } = await stage();

    io.in("red").socketsLeave("red");

    expect([a, b].map(({ socket }) => socket.rooms.has("red"))).toEqual([false, false]);
  });
});

describe("disconnectSockets", () => {
  it("removes all whom it reaches from the namespace", async () => {
    const { io, a, b, c } = await stage();
    const heard: string[] = [];
    a.socket.on("disconnect", (reason) => heard.push(reason));

    io.in("red").disconnectSockets();

    expect(heard).toEqual(["server namespace disconnect"]);
    expect([a, b, c].map(({ socket }) => socket.connected)).toEqual([false, false, true]);
    expect([a, b].map(({ peer }) => [peer.take(), peer.closing])).toEqual([
      [["41"], undefined],
      [["41"], undefined],
    ]);
  });

  it("ends their connections, if it is told to", async () => {
    const { io, a, b, c } = await stage();

    io.disconnectSockets(true);

    expect([a, b, c].map(({ peer }) => peer.closing?.code)).toEqual([1008, 1008, 1008]);
    expect(io.engine.clientsCount).toBe(0);
  });

  it("reaches everybody though the first to go takes others with it", async () => {
    const { io, a, b, c } = await stage();
    a.socket.on("disconnect", () => b.socket.disconnect());

    io.disconnectSockets();

    expect([a, b, c].map(({ socket }) => socket.connected)).toEqual([false, false, false]);
  });
});
