import { describe, expect, it } from "vitest";
import type { Socket } from "../../src/core/socket/socket.js";
import type { MemoryPeer } from "../../src/testing/memory-peer.js";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, revision3, revisions } from "./guest.js";

interface Ending {
  readonly how: string;
  readonly reason: string;
  readonly description?: unknown;
  readonly end: (io: MemoryServer, peer: MemoryPeer, socket: Socket) => unknown;
  /** What the peer is told on Socket.IO's level. */
  readonly told?: string;
  readonly code?: number;
}

const endings: Ending[] = [
  {
    how: "the client leaves the namespace",
    reason: "client namespace disconnect",
    end: (_io, peer) => peer.send("41"),
  },
  {
    how: "the server disconnects the socket",
    reason: "server namespace disconnect",
    end: (_io, _peer, socket) => socket.disconnect(),
    told: "41",
  },
  {
    how: "the server disconnects the client",
    reason: "server namespace disconnect",
    end: (_io, _peer, socket) => socket.disconnect(true),
    told: "41",
    code: 1008,
  },
  {
    how: "the client closes the connection",
    reason: "transport close",
    description: { code: 1001, reason: "bye" },
    end: (_io, peer) => peer.close(1001, "bye"),
    code: 1001,
  },
  {
    how: "the client closes on Engine.IO's level",
    reason: "transport close",
    end: (_io, peer) => peer.send("1"),
    code: 1000,
  },
  {
    how: "the connection is lost",
    reason: "transport close",
    description: { code: 1006, reason: "" },
    end: (_io, peer) => peer.drop(),
    code: 1006,
  },
  {
    how: "the client breaks the protocol",
    reason: "parse error",
    description: { code: "EVENT_NAME_INVALID", message: expect.any(String) },
    end: (_io, peer) => peer.send("42[1]"),
    code: 1002,
  },
  {
    how: "the client sends too much",
    reason: "parse error",
    description: expect.any(RangeError),
    end: (_io, peer) => peer.send("4".repeat(1_000_001)),
    code: 1009,
  },
  {
    how: "the heartbeat stops",
    reason: "ping timeout",
    end: (io) => io.clock.advance(45_000),
    code: 1008,
  },
  {
    how: "the application closes the connection",
    reason: "forced close",
    end: (_io, _peer, socket) => socket.conn.close(),
    code: 1000,
  },
  {
    how: "the application cuts the connection",
    reason: "forced close",
    end: (_io, _peer, socket) => socket.conn.close(true),
    code: 1000,
  },
  { how: "the server is closed", reason: "server shutting down", end: (io) => io.close(), code: 1001 },
];

const cases = revisions.flatMap((revision) =>
  endings.map((ending) => ({ ...ending, revision, eio: revision.name })),
);

describe.each(cases)("when $how, $eio", ({ revision, reason, description, end, told, code }) => {
  it("the socket tells disconnecting with its rooms, then disconnect without", async () => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io, revision);
    socket.join("news");
    const heard: unknown[] = [];
    socket.on("disconnecting", (...args) => heard.push(["disconnecting", ...args, [...socket.rooms]]));
    socket.on("disconnect", (...args) => heard.push(["disconnect", ...args, [...socket.rooms]]));

    end(io, peer, socket);

    expect(heard).toEqual([
      ["disconnecting", reason, description, [socket.id, "news"]],
      ["disconnect", reason, description, []],
    ]);
    expect(peer.take().filter((frame) => frame !== "2")).toEqual(told === undefined ? [] : [told]);
    expect(peer.closing?.code).toBe(code);
  });

  it("the socket is gone from the namespace and its rooms", async () => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io, revision);
    socket.join("news");

    end(io, peer, socket);

    expect(socket.connected).toBe(false);
    expect(socket.disconnected).toBe(true);
    expect(io.sockets.sockets.size).toBe(0);
    expect(io.sockets.adapter.rooms.size).toBe(0);
    expect(io.sockets.adapter.sids.size).toBe(0);
    expect(io.engine.clientsCount).toBe(code === undefined ? 1 : 0);
  });
});

describe("disconnect(true)", () => {
  it.each(revisions)("ends all namespaces of the connection, $name", async (revision) => {
    const io = new MemoryServer();
    io.of("/admin");
    const { peer, socket } = await arrive(io, revision);
    peer.send("40/admin,");
    peer.take();
    const [other] = io.of("/admin").sockets.values();

    socket.disconnect(true);

    expect(other?.connected).toBe(false);
    expect(peer.take()).toEqual(["41", "41/admin,"]);
    expect(peer.closing).toEqual({ code: 1008, reason: "forced server close" });
  });
});

describe("disconnect", () => {
  it.each([false, true])("inside an event handler ends the stay, with close %s", async (close) => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io);
    const heard: string[] = [];
    socket.on("quit", () => socket.disconnect(close));
    socket.on("quit", () => heard.push("second listener"));
    socket.on("disconnect", (reason) => heard.push(reason));

    peer.send('42["quit"]');
    peer.send('42["quit"]');

    expect(heard).toEqual(["server namespace disconnect", "second listener"]);
  });

  it.each([false, true])("inside disconnecting changes nothing, with close %s", async (close) => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io);
    const heard: string[] = [];
    socket.on("disconnecting", (reason) => {
      heard.push(`disconnecting ${reason}`);
      socket.disconnect(close);
    });
    socket.on("disconnect", (reason) => heard.push(`disconnect ${reason}`));

    peer.drop();

    expect(heard).toEqual(["disconnecting transport close", "disconnect transport close"]);
  });

  it.each(revisions)("inside connection reaches the client after its grant, $name", async (revision) => {
    const io = new MemoryServer();
    const heard: string[] = [];
    io.on("connection", (socket: Socket) => {
      socket.on("disconnect", (reason) => heard.push(reason));
      socket.disconnect();
    });
    const peer = await io.connect({ query: revision.query });

    if (!revision.joinsRoot) {
      peer.send("40");
    }

    expect(peer.take().slice(1)).toEqual([expect.stringMatching(/^40/), "41"]);
    expect(heard).toEqual(["server namespace disconnect"]);
    expect(io.sockets.sockets.size).toBe(0);
  });

  it("is told once however often it is called", async () => {
    const { peer, socket } = await arrive(new MemoryServer());
    const heard: string[] = [];
    socket.on("disconnect", (reason) => heard.push(reason));

    socket.disconnect().disconnect().disconnect(true);
    peer.drop();

    expect(heard).toEqual(["server namespace disconnect"]);
    expect(peer.take()).toEqual(["41"]);
  });

  it("leaves the client free to come back on the same connection", async () => {
    const io = new MemoryServer();
    io.of("/admin");
    const { peer, socket } = await arrive(io, revision3, "/admin");
    socket.disconnect();

    peer.send("40/admin,");

    const [again] = io.of("/admin").sockets.values();
    expect(again?.id).toBe(socket.id);
    expect(again).not.toBe(socket);
    expect([...(again?.rooms ?? [])]).toEqual([socket.id]);
  });
});
