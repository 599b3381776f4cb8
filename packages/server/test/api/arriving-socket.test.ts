import { describe, expect, it } from "vitest";
import type { NamespaceMiddleware } from "../../src/api.js";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, connect, revision3, revision4, revisions } from "./guest.js";

type Next = Parameters<NamespaceMiddleware>[1];

describe("a client that leaves while it is in the middleware", () => {
  it.each(revisions)("by dropping the connection is not let in, $name", async (revision) => {
    const io = new MemoryServer();
    const waiting: Next[] = [];
    const heard: string[] = [];
    io.of("/admin")
      .use((socket, next) => {
        socket.join("early");
        waiting.push(next);
      })
      .on("connection", () => heard.push("connection"));
    const peer = await connect(io, revision);
    peer.send("40/admin,");

    peer.drop();
    waiting[0]?.();

    expect(heard).toEqual([]);
    expect(io.of("/admin").sockets.size).toBe(0);
    expect(io.of("/admin").adapter.rooms.size).toBe(0);
    expect(io.clock.pending).toBe(0);
  });

  it.each(revisions)("by a disconnect packet is not let in, $name", async (revision) => {
    const io = new MemoryServer();
    const waiting: Next[] = [];
    io.of("/admin").use((_socket, next) => waiting.push(next));
    const peer = await connect(io, revision);
    peer.send("40/admin,");
    peer.take();

    peer.send("41/admin,");
    waiting[0]?.();

    expect(peer.take()).toEqual([]);
    expect(io.of("/admin").sockets.size).toBe(0);
    expect(peer.closing).toBeUndefined();
  });

  it("and asks again keeps its rooms when the first try is decided on late", async () => {
    const io = new MemoryServer();
    const waiting: Next[] = [];
    io.of("/admin").use((_socket, next) => waiting.push(next));
    const peer = await connect(io, revision3);
    peer.send("40/admin,");
    peer.send("41/admin,");
    peer.send("40/admin,");

    for (const next of waiting) {
      next();
    }

    const [socket] = io.of("/admin").sockets.values();
    expect([...(socket?.rooms ?? [])]).toEqual([socket?.id]);
  });
});

describe("a socket in the middleware", () => {
  it("is not connected yet, and in no broadcast", async () => {
    const io = new MemoryServer();
    const states: unknown[] = [];
    io.use((socket, next) => {
      states.push([socket.connected, io.sockets.sockets.size]);
      io.emit("news");
      next();
    });
    const peer = await connect(io, revision4);

    peer.send("40");

    expect(states).toEqual([[false, 0]]);
    expect(peer.take()).toEqual([expect.stringMatching(/^40\{/)]);
  });

  it("keeps the rooms and the data that it is given there", async () => {
    const io = new MemoryServer();
    io.use((socket, next) => {
      socket.join("vip");
      socket.data.user = "alice";
      next();
    });

    const { socket } = await arrive(io);

    expect([...socket.rooms].sort()).toEqual([socket.id, "vip"].sort());
    expect(socket.data).toEqual({ user: "alice" });
  });

  it("that is refused leaves no room behind", async () => {
    const io = new MemoryServer();
    io.use((socket, next) => {
      socket.join("vip");
      next(new Error("no"));
    });
    const peer = await connect(io, revision4);

    peer.send("40");

    expect(io.sockets.adapter.rooms.size).toBe(0);
    expect(io.sockets.adapter.sids.size).toBe(0);
  });

  it("is not touched by middleware that is added meanwhile", async () => {
    const io = new MemoryServer();
    const heard: string[] = [];
    io.use((_socket, next) => {
      io.use(() => heard.push("late"));
      next();
    });

    const { socket } = await arrive(io);

    expect(socket.connected).toBe(true);
    expect(heard).toEqual([]);
  });
});

describe("a middleware that gives a bare text to next", () => {
  it.each(revisions)("refuses with that text as the message, $name", async (revision) => {
    const io = new MemoryServer();
    io.of("/admin").use((_socket, next) => (next as (refusal: unknown) => void)("not today"));
    const peer = await connect(io, revision);

    peer.send("40/admin,");

    expect(peer.take().at(-1)).toBe(`44/admin,${revision.refusal({ message: "not today" })}`);
  });
});
