import { describe, expect, it } from "vitest";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, type Revision, revisions, settle } from "./guest.js";

/** Clients of one revision that have done what leaves traces. */
async function crowd(io: MemoryServer, revision: Revision): Promise<(() => void)[]> {
  const guests = await Promise.all(
    ["/", "/admin", "/room-1", "/room-2"].map((name) => arrive(io, revision, name)),
  );
  return guests.map(({ peer, socket }) => {
    socket.join(["news", "weather"]);
    socket.emit("ask", () => undefined);
    socket.timeout(60_000).emit("ask", () => undefined);
    socket.emitWithAck("ask").catch(() => undefined);
    peer.send(`451-${socket.nsp.name},["half",{"_placeholder":true,"num":0}]`);
    return () => peer.drop();
  });
}

function traces(io: MemoryServer): Record<string, number> {
  const sum = (sizes: number[]): number => sizes.reduce((total, size) => total + size, 0);
  const namespaces = [...io._nsps.values()];
  return {
    namespaces: namespaces.length,
    connections: io.engine.clients.size,
    timers: io.clock.pending,
    sockets: sum(namespaces.map(({ sockets }) => sockets.size)),
    rooms: sum(namespaces.map(({ adapter }) => adapter.rooms.size)),
    ids: sum(namespaces.map(({ adapter }) => adapter.sids.size)),
  };
}

const nothing = { namespaces: 2, connections: 0, timers: 0, sockets: 0, rooms: 0, ids: 0 };

describe.each(revisions)("a server that everybody has left, $name", (revision) => {
  it("has kept nothing of them", async () => {
    const io = new MemoryServer();
    io.of("/admin");
    io.of(/^\/room-/);

    for (const leave of await crowd(io, revision)) {
      leave();
    }
    await settle();

    expect(traces(io)).toEqual(nothing);
  });

  it("has kept nothing after it was closed", async () => {
    const io = new MemoryServer();
    io.of("/admin");
    io.of(/^\/room-/);
    await crowd(io, revision);
    let isTold = false;

    await io.close(() => {
      isTold = true;
    });

    expect(isTold).toBe(true);
    expect(traces(io)).toEqual(nothing);
  });

  it("has kept nothing of clients whom it disconnected", async () => {
    const io = new MemoryServer();
    io.of("/admin");
    io.of(/^\/room-/);
    await crowd(io, revision);

    for (const namespace of io._nsps.values()) {
      namespace.disconnectSockets(true);
    }

    expect(traces(io)).toEqual(nothing);
  });
});

describe("a server that is closed", () => {
  it("tells the sockets why, and waits for its adapters", async () => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io);
    const heard: string[] = [];
    socket.on("disconnect", (reason) => heard.push(reason));
    io.sockets.adapter.close = async () => {
      await settle();
      heard.push("adapter");
    };

    await io.close();

    expect(heard).toEqual(["server shutting down", "adapter"]);
    expect(peer.closing).toEqual({ code: 1001, reason: "server shutting down" });
  });

  it("lets a client that was in the middleware not come in", async () => {
    const io = new MemoryServer();
    const waiting: (() => void)[] = [];
    io.use((_socket, next) => waiting.push(next));
    const peer = await io.connect();
    peer.send("40");

    await io.close();
    waiting[0]?.();

    expect(io.sockets.sockets.size).toBe(0);
    expect(io.clock.pending).toBe(0);
  });
});
