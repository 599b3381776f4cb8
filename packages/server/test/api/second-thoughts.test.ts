import { describe, expect, it } from "vitest";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, ask, connect, revision3, revision4, revisions } from "./guest.js";

type Next = (error?: Error) => void;

describe("a client that takes its wish back and asks again", () => {
  it("is answered for what it said last", async () => {
    const io = new MemoryServer();
    const decisions = new Map<unknown, Next>();
    io.of("/club").use((socket, next) => void decisions.set(socket.handshake.auth["name"], next));
    const peer = await connect(io, revision4);
    peer.send('40/club,{"name":"first"}');
    peer.send("41/club,");
    peer.send('40/club,{"name":"second"}');

    decisions.get("first")?.();
    expect(peer.take()).toEqual([]);

    decisions.get("second")?.(new Error("not you"));
    expect(peer.take()).toEqual(['44/club,{"message":"not you"}']);
    expect(io.of("/club").sockets.size).toBe(0);
  });
});

describe("an early client of EIO=3 that speaks before it was let in", () => {
  it.each([
    ["an event", ['42["early"]']],
    [
      "an event with a binary attachment",
      ['451-["early",{"_placeholder":true,"num":0}]', Uint8Array.of(4, 1)],
    ],
  ])("goes unheard with %s, and is let in", async (_what, frames) => {
    const io = new MemoryServer();
    const heard: unknown[] = [];
    const decisions: Next[] = [];
    io.use((_socket, next) => void decisions.push(next));
    io.on("connection", (socket) => socket.onAny((...event: unknown[]) => heard.push(event)));
    const peer = await connect(io, revision3);

    for (const frame of frames) {
      peer.send(frame);
    }
    decisions[0]?.();
    peer.send('42["late"]');

    expect(peer.closing).toBeUndefined();
    expect(peer.take()).toEqual(["40"]);
    expect(heard).toEqual([["late"]]);
  });
});

describe("a volatile event that asks for an ack and is dropped", () => {
  it("rejects, and is not awaited", async () => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io);
    peer.pause();
    socket.emit("fills", "the buffer");

    const answer = socket.volatile.emitWithAck("position");

    await expect(answer).rejects.toMatchObject({ code: "DROPPED" });
    expect(socket.acks.size).toBe(0);
  });

  it("leaves no time-out behind", async () => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io);
    const pending = io.clock.pending;
    peer.pause();
    socket.emit("fills", "the buffer");
    const told: unknown[] = [];

    socket.volatile.timeout(1000).emit("position", (error: Error) => told.push(error.message));

    expect(told).toEqual(["the event was volatile, and dropped"]);
    expect(io.clock.pending).toBe(pending);
  });
});

describe("io.of", () => {
  it.each(["/a,b", "/line\nbreak", `/${"n".repeat(256)}`])("refuses %j, a name that can't travel", (name) => {
    const io = new MemoryServer();

    expect(() => io.of(name)).toThrow(RangeError);
  });
});

describe("io.engine.generateId", () => {
  it.each([
    ["an id that another connection has", "taken"],
    ["an empty id", ""],
    ["no string", 17 as unknown as string],
  ])("that gives %s is reported, and the connection refused", async (_what, id) => {
    const faults: unknown[] = [];
    const io = new MemoryServer({ onError: (_error, { hook }) => faults.push(hook) });
    io.engine.generateId = () => "taken";
    const first = await io.connect();
    io.engine.generateId = () => id;

    const second = await io.connect();

    expect(second.refusal?.status).toBe(403);
    expect(first.closing).toBeUndefined();
    expect(faults).toEqual(["generateId"]);
  });
});

describe("io.close", () => {
  it("closes the adapter of each namespace once", async () => {
    const io = new MemoryServer();
    const closed: string[] = [];
    io.on("new_namespace", (namespace) => {
      namespace.adapter.close = () => void closed.push(namespace.name);
    });
    io.of(/^\/room-\d+$/);
    io.of("/lasting");
    await arrive(io, revision4, "/room-1");

    await io.close();

    expect(closed.toSorted()).toEqual(["/lasting", "/room-1"]);
  });
});

describe("a connection that ends while its client is being let in", () => {
  it.each(revisions)("leaves nothing behind ($name)", async (revision) => {
    const io = new MemoryServer();
    io.engine.on("connection", (connection) =>
      connection.on("packetCreate", ({ type, data }: { type: string; data: string }) => {
        if (type === "message" && data.startsWith("0")) {
          connection.close();
        }
      }),
    );
    const peer = await connect(io, revision);
    ask(peer, revision, "/");

    expect(io.of("/").sockets.size).toBe(0);
    expect(io.of("/").adapter.rooms.size).toBe(0);
    expect(io.clock.pending).toBe(0);
  });
});
