import { describe, expect, it } from "vitest";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, connect, revision3, revision4, settle } from "./guest.js";

describe("a client that is slow to answer", () => {
  it("stays connected, however many answers come too late", async () => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io);
    for (let id = 0; id < 150; id += 1) {
      socket.timeout(100).emit("ask", () => undefined);
    }
    io.clock.advance(100);

    for (let id = 0; id < 150; id += 1) {
      peer.send(`43${id}[]`);
    }

    expect(peer.closing).toBeUndefined();
  });

  it("may answer after it has left the namespace", async () => {
    const io = new MemoryServer();
    const { peer } = await arrive(io);
    peer.send("40/chat,");
    io.of("/chat");
    peer.send("40/chat,");
    peer.send("41/chat,");

    peer.send("43/chat,0[]");

    expect(peer.closing).toBeUndefined();
  });
});

describe("a client that asks and takes it back, over and over", () => {
  it("occupies one middleware at a time", async () => {
    const io = new MemoryServer();
    const running: (() => void)[] = [];
    io.of("/club").use((_socket, next) => void running.push(next));
    const peer = await connect(io, revision4);

    for (let round = 0; round < 1000; round += 1) {
      peer.send("40/club,");
      peer.send("41/club,");
    }
    peer.send("40/club,");

    expect(running).toHaveLength(1);
    expect(peer.closing).toBeUndefined();
  });

  it("gets what it asked for last once the first decision has come", async () => {
    const io = new MemoryServer();
    const running: (() => void)[] = [];
    io.of("/club").use((_socket, next) => void running.push(next));
    const peer = await connect(io, revision4);
    peer.send("40/club,");
    peer.send("41/club,");
    peer.send("40/club,");

    running[0]?.();
    running[1]?.();

    expect(peer.take().at(-1)).toMatch(/^40\/club,/);
    expect(io.of("/club").sockets.size).toBe(1);
  });

  it("is closed for a wish on top of a wish", async () => {
    const io = new MemoryServer();
    io.of("/club").use(() => undefined);
    const peer = await connect(io, revision4);
    peer.send("40/club,");
    peer.send("41/club,");
    peer.send("40/club,");

    peer.send("40/club,");

    expect(peer.closing?.reason).toMatch(/^CONNECT_REPEATED/);
  });
});

describe("a client that pings with a long payload", () => {
  it("gets no more than 125 characters of it back", async () => {
    const io = new MemoryServer();
    const peer = await connect(io, revision3);
    peer.take();

    peer.send(`2${"x".repeat(1000)}`);

    expect(peer.take()).toEqual([`3${"x".repeat(125)}`]);
  });
});

describe("a request", () => {
  it("keeps what follows a second question mark", async () => {
    const io = new MemoryServer();
    const queries: unknown[] = [];
    io.use(({ handshake }, next) => {
      queries.push(handshake.query);
      next();
    });

    await io.connect({ query: "next=/a?b=1&token=xyz&EIO=3&transport=websocket" });
    await settle();

    expect(queries).toEqual([{ next: "/a?b=1", token: "xyz", EIO: "3", transport: "websocket" }]);
  });
});
