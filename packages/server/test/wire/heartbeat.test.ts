import { describe, expect, test } from "vitest";
import type { MemoryServer } from "../../src/testing/memory-server.js";
import { generation3, generation4, generations, joined, stageWith } from "./stage.js";

/** Notes why sockets went. */
function endsOf(io: MemoryServer): unknown[] {
  const ends: unknown[] = [];
  io.of("/", (socket) => socket.on("disconnect", (reason) => ends.push(reason)));
  return ends;
}

describe("in revision 3", () => {
  test("each 2 gets a 3, and the server sends no 2 of its own", async () => {
    const { io } = stageWith();
    const peer = await joined(io, generation3);

    peer.send("2");
    peer.send("2");
    expect(peer.take()).toEqual(["3", "3"]);

    io.clock.advance(44_999);
    expect(peer.take()).toEqual([]);
  });

  test("the server gives up when nothing was heard for interval and timeout together", async () => {
    const { io } = stageWith({ pingInterval: 25_000, pingTimeout: 20_000 });
    const ends = endsOf(io);
    const peer = await joined(io, generation3);

    io.clock.advance(44_999);
    expect(peer.closing).toBeUndefined();

    io.clock.advance(1);
    expect(peer.closing).toEqual({ code: 1008, reason: "ping timeout" });
    expect(ends).toEqual(["ping timeout"]);
    expect(io.clock.pending).toBe(0);
  });

  test.each([
    ["2", "2"],
    ["an event", '42["chat"]'],
    ["5", "5"],
    ["6", "6"],
  ])("%s puts the end off, counted from its own moment", async (_name, frame) => {
    const { io } = stageWith();
    const peer = await joined(io, generation3);

    io.clock.advance(30_000);
    peer.send(frame);
    io.clock.advance(44_999);
    expect(peer.closing).toBeUndefined();

    io.clock.advance(1);
    expect(peer.closing?.code).toBe(1008);
  });
});

describe("in revision 4", () => {
  test("the server sends 2 at every interval, to the millisecond", async () => {
    const { io } = stageWith({ pingInterval: 25_000, pingTimeout: 20_000 });
    const peer = await joined(io, generation4);

    io.clock.advance(24_999);
    expect(peer.take()).toEqual([]);
    io.clock.advance(1);
    expect(peer.take()).toEqual(["2"]);

    peer.send("3");
    io.clock.advance(24_999);
    expect(peer.take()).toEqual([]);
    io.clock.advance(1);
    expect(peer.take()).toEqual(["2"]);
  });

  test("the server gives up when its 2 was not answered within the timeout", async () => {
    const { io } = stageWith({ pingInterval: 25_000, pingTimeout: 20_000 });
    const ends = endsOf(io);
    const peer = await joined(io, generation4);

    io.clock.advance(44_999);
    expect(peer.closing).toBeUndefined();

    io.clock.advance(1);
    expect(peer.closing).toEqual({ code: 1008, reason: "ping timeout" });
    expect(ends).toEqual(["ping timeout"]);
    expect(io.clock.pending).toBe(0);
  });

  test("a 3 in the last millisecond is in time", async () => {
    const { io } = stageWith();
    const peer = await joined(io, generation4);

    io.clock.advance(44_999);
    peer.send("3");
    io.clock.advance(25_000);

    expect(peer.take()).toEqual(["2", "2"]);
    expect(peer.closing).toBeUndefined();
  });

  test.each([
    ["an event", '42["chat"]'],
    ["5", "5"],
    ["6", "6"],
  ])("%s does not stand for the answer", async (_name, frame) => {
    const { io } = stageWith();
    const peer = await joined(io, generation4);

    io.clock.advance(44_999);
    peer.send(frame);
    io.clock.advance(1);

    expect(peer.closing).toEqual({ code: 1008, reason: "ping timeout" });
  });

  test("a 3 that nobody asked for does not move the next 2", async () => {
    const { io } = stageWith();
    const peer = await joined(io, generation4);

    io.clock.advance(20_000);
    peer.send("3");
    peer.send("3");
    io.clock.advance(5000);

    expect(peer.take()).toEqual(["2"]);
  });

  test("a second 3 for one 2 does not move the next 2", async () => {
    const { io } = stageWith();
    const peer = await joined(io, generation4);

    io.clock.advance(25_000);
    peer.send("3");
    io.clock.advance(20_000);
    peer.send("3");
    io.clock.advance(5000);

    expect(peer.take()).toEqual(["2", "2"]);
  });
});

describe.each(generations)("over $name", (generation) => {
  test("a connection that has closed leaves no timer behind", async () => {
    const { io } = stageWith();
    const peer = await joined(io, generation);
    const pendingWhileOpen = io.clock.pending;

    peer.close();

    expect(pendingWhileOpen).toBe(1);
    expect(io.clock.pending).toBe(0);
  });
});

test("a client of revision 4 that joins nothing is closed after the connect timeout", async () => {
  const { io } = stageWith({ connectTimeout: 10_000 });
  const peer = await io.connect({ query: generation4.query });

  io.clock.advance(9999);
  expect(peer.closing).toBeUndefined();

  io.clock.advance(1);
  expect(peer.closing).toEqual({
    code: 1008,
    reason: "forced server close: no namespace was joined in time",
  });
  expect(io.engine.clientsCount).toBe(0);
  expect(io.clock.pending).toBe(0);
});
