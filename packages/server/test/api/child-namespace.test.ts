import { describe, expect, it } from "vitest";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, childrenOf, connect, revision3, revision4, taken } from "./guest.js";

const rooms = /^\/room-\d+$/;

describe("a namespace with a parent", () => {
  it("inherits middleware and connection listeners", async () => {
    const io = new MemoryServer();
    const heard: string[] = [];
    io.of(rooms)
      .use((_socket, next) => {
        heard.push("middleware");
        next();
      })
      .on("connection", (socket) => heard.push(`connection ${socket.nsp.name}`))
      .on("connect", (socket) => heard.push(`connect ${socket.nsp.name}`));

    await arrive(io, revision4, "/room-1");

    expect(heard).toEqual(["middleware", "connect /room-1", "connection /room-1"]);
  });

  it("inherits when the application makes it by name", async () => {
    const io = new MemoryServer();
    const heard: string[] = [];
    io.of(rooms).on("connection", (socket) => heard.push(socket.nsp.name));
    io.of("/room-1");

    await arrive(io, revision4, "/room-1");

    expect(heard).toEqual(["/room-1"]);
  });

  it("has middleware of its own after what it inherited", async () => {
    const io = new MemoryServer();
    const heard: string[] = [];
    io.of(rooms).use((_socket, next) => {
      heard.push("parent");
      next();
    });
    io.of("/room-1").use((_socket, next) => {
      heard.push("child");
      next();
    });

    await arrive(io, revision4, "/room-1");
    await arrive(io, revision4, "/room-2");

    expect(heard).toEqual(["parent", "child", "parent"]);
  });

  it("hears what the parent broadcasts, as do its siblings", async () => {
    const io = new MemoryServer();
    const parent = io.of(rooms);
    const one = await arrive(io, revision4, "/room-1");
    const two = await arrive(io, revision3, "/room-2");
    two.socket.join("quiet");

    parent.emit("news", 1);
    parent.to("quiet").emit("news", 2);
    parent.except("quiet").emit("news", Uint8Array.of(3));

    expect(taken(one.peer)).toEqual([
      '42/room-1,["news",1]',
      '451-/room-1,["news",{"_placeholder":true,"num":0}]',
      [3],
    ]);
    expect(taken(two.peer)).toEqual(['42/room-2,["news",1]', '42/room-2,["news",2]']);
  });

  it("is not listed by its parent, which refuses to fetch sockets", async () => {
    const io = new MemoryServer();
    const parent = io.of(rooms);

    await expect(parent.fetchSockets()).rejects.toThrow("parent namespace");
  });
});

describe("an empty namespace that a client called into being", () => {
  it("goes with its last socket", async () => {
    const io = new MemoryServer();
    const parent = io.of(rooms);
    const first = await arrive(io, revision4, "/room-1");
    const last = await arrive(io, revision3, "/room-1");

    first.peer.send("41/room-1,");
    expect(io._nsps.has("/room-1")).toBe(true);
    last.peer.drop();

    expect(io._nsps.has("/room-1")).toBe(false);
    expect(childrenOf(parent).size).toBe(0);
  });

  it("goes when its only client is refused", async () => {
    const io = new MemoryServer();
    io.of(rooms).use((_socket, next) => next(new Error("no")));
    const peer = await connect(io, revision4);

    peer.send("40/room-1,");

    expect(peer.take()).toEqual(['44/room-1,{"message":"no"}']);
    expect(io._nsps.has("/room-1")).toBe(false);
  });

  it("stays with cleanupEmptyChildNamespaces false", async () => {
    const io = new MemoryServer({ cleanupEmptyChildNamespaces: false });
    io.of(rooms);
    const { peer } = await arrive(io, revision4, "/room-1");

    peer.drop();

    expect(io._nsps.has("/room-1")).toBe(true);
  });

  it("goes though the application has looked it up by name, or peers could make any number of them stay", async () => {
    const io = new MemoryServer();
    io.of(rooms).on("connection", ({ nsp }) => {
      nsp.on("connection", () => undefined);
      io.of(nsp.name).emit("joined");
    });
    io.of(rooms).on("connection", (socket) => {
      socket.on("disconnect", () => io.of(socket.nsp.name).emit("left"));
    });

    for (let number = 0; number < 10; number += 1) {
      (await arrive(io, revision4, `/room-${number}`)).peer.drop();
    }

    expect([...io._nsps.keys()]).toEqual(["/"]);
  });

  it("stays when the application made it by name before any client came", async () => {
    const io = new MemoryServer();
    io.of(rooms);
    const namespace = io.of("/room-1");
    const { peer } = await arrive(io, revision4, "/room-1");

    peer.drop();

    expect(io._nsps.get("/room-1")).toBe(namespace);
  });

  it("stays while another client is in its middleware, who then gets in", async () => {
    const io = new MemoryServer();
    const waiting: (() => void)[] = [];
    io.of(rooms).use((_socket, next) => waiting.push(next));
    const [first, second] = [await connect(io, revision4), await connect(io, revision4)];
    first.send("40/room-1,");
    waiting.shift()?.();
    second.send("40/room-1,");

    first.drop();
    const namespace = io._nsps.get("/room-1");
    waiting.shift()?.();

    expect(namespace?.sockets.size).toBe(1);
    expect(io._nsps.get("/room-1")).toBe(namespace);
    expect(second.take().at(-1)).toMatch(/^40\/room-1,/);
  });

  it("closes its adapter", async () => {
    const io = new MemoryServer();
    io.of(rooms);
    const { peer, socket } = await arrive(io, revision4, "/room-1");
    let closed = 0;
    socket.adapter.close = () => {
      closed += 1;
    };

    peer.drop();

    expect(closed).toBe(1);
  });

  it("is made anew when a client comes back", async () => {
    const io = new MemoryServer();
    const made: unknown[] = [];
    io.on("new_namespace", (namespace) => made.push(namespace));
    io.of(rooms);
    const { peer } = await arrive(io, revision4, "/room-1");
    peer.drop();

    const again = await arrive(io, revision4, "/room-1");

    expect(made).toHaveLength(2);
    expect(made[1]).toBe(again.socket.nsp);
  });
});

describe("maxDynamicNamespaces", () => {
  it("refuses one more, and has room again when one has gone", async () => {
    const io = new MemoryServer({ maxDynamicNamespaces: 2 });
    io.of(rooms);
    const { peer: first } = await arrive(io, revision4, "/room-1");
    await arrive(io, revision4, "/room-2");
    const peer = await connect(io, revision4);

    peer.send("40/room-3,");
    first.drop();
    peer.send("40/room-3,");

    expect(peer.take()).toEqual([
      '44/room-3,{"message":"Too many namespaces"}',
      expect.stringMatching(/^40\/room-3,/),
    ]);
  });

  it("counts neither static namespaces nor a second client", async () => {
    const io = new MemoryServer({ maxDynamicNamespaces: 1 });
    io.of(rooms);
    io.of("/room-8");
    io.of("/static");
    await arrive(io, revision4, "/room-1");

    const guests = [await arrive(io, revision4, "/room-1"), await arrive(io, revision4, "/room-8")];

    expect(guests.map(({ socket }) => socket.connected)).toEqual([true, true]);
  });
});
