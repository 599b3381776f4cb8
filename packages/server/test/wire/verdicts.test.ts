import { violationRules } from "@sockeye/protocol";
import { describe, expect, test } from "vitest";
import { type Generation, generation3, generation4, generations, stageWith } from "./stage.js";
import { furnish, servesNewcomers, stateOf } from "./state.js";
import type { ViolationRow } from "./text-rows.js";
import { violationRows } from "./violation-rows.js";

/** A furnished server whose application notes what it hears, and a peer in its default namespace. */
async function offend(
  generation: Generation,
  { query = generation.query, frames, afterMs = 0 }: ViolationRow,
) {
  const { io, faults } = stageWith();
  furnish(io);
  const ends: unknown[] = [];
  const stateBefore = stateOf(io);
  io.of("/", (socket) => socket.on("disconnect", (...end) => ends.push(end)));
  const peer = await io.connect({ query });
  if (generation.eio === 4) peer.send("40");
  const wasIn = io.of("/").sockets.size === 1;

  for (const frame of frames.slice(0, -1)) peer.send(frame);
  const wasOpenBefore = peer.closing === undefined;
  peer.send(frames.at(-1) ?? "");
  if (afterMs > 0) {
    io.clock.advance(afterMs - 1);
    expect(peer.closing).toBeUndefined();
    io.clock.advance(1);
  }
  return { io, peer, ends, faults, stateBefore, wasIn, wasOpenBefore };
}

describe.each([
  { generation: generation3, rows: violationRows[3] },
  { generation: generation4, rows: violationRows[4] },
])("a connection over $generation.name is closed for", ({ generation, rows }) => {
  test.each(rows)("$title: $code, $closeCode", async (row) => {
    const { io, peer, ends, faults, stateBefore, wasIn, wasOpenBefore } = await offend(generation, row);

    expect({ wasIn, wasOpenBefore }).toEqual({ wasIn: true, wasOpenBefore: true });
    expect(peer.closing).toEqual({
      code: row.closeCode,
      reason: expect.stringMatching(new RegExp(`^${row.code}: `)),
    });
    expect(ends).toEqual([["parse error", expect.objectContaining({ code: row.code })]]);
    expect(faults).toEqual([]);
    expect(stateOf(io)).toEqual(stateBefore);
    expect(await servesNewcomers(io)).toBe(true);
    expect(stateOf(io)).toEqual(stateBefore);
  });

  test.each(rows)("$title, once: what follows is not read", async (row) => {
    const { peer, ends } = await offend(generation, row);
    const closing = peer.closing;
    peer.take();

    peer.send('421["ask",1]');
    peer.send("7");
    peer.drop();

    expect(peer.take()).toEqual([]);
    expect(peer.closing).toBe(closing);
    expect(ends).toHaveLength(1);
  });
});

test("every violation there is has a row", () => {
  const provoked = new Set([...violationRows[3], ...violationRows[4]].map(({ code }) => code));
  const ofServers = ["HANDSHAKE_INVALID", "GRANT_INVALID", "ANSWER_UNEXPECTED"]; // what only they can do wrong
  const all = Object.keys(violationRules).filter((code) => !ofServers.includes(code));

  expect([...provoked].sort()).toEqual(all.sort());
});

describe.each(generations)("an offender over $name", (generation) => {
  test("leaves all its namespaces for the same reason, and all its rooms", async () => {
    const { io, faults } = stageWith();
    furnish(io);
    const stateBefore = stateOf(io);
    const ends: unknown[] = [];
    for (const name of ["/", "/admin"]) {
      io.of(name, (socket) => {
        void socket.join(["red", "blue"]);
        socket.on("disconnect", (reason, { code }) => ends.push([name, reason, code]));
      });
    }
    const peer = await io.connect({ query: generation.query });
    if (generation.eio === 4) peer.send("40");
    peer.send("40/admin,");
    expect(io.of("/admin").adapter.rooms.size).toBe(3);

    peer.send("42[]");

    expect(ends).toEqual([
      ["/", "parse error", "EVENT_NAME_INVALID"],
      ["/admin", "parse error", "EVENT_NAME_INVALID"],
    ]);
    expect(stateOf(io)).toEqual(stateBefore);
    expect(faults).toEqual([]);
  });

  test("that awaits acks with a timeout leaves no timer behind", async () => {
    const { io } = stageWith();
    furnish(io);
    const stateBefore = stateOf(io);
    const answers: unknown[] = [];
    io.of("/", (socket) => socket.timeout(5000).emit("ask", (error: Error) => answers.push(error.message)));
    const peer = await io.connect({ query: generation.query });
    if (generation.eio === 4) peer.send("40");

    peer.send("42[]");

    expect(answers).toEqual(["socket has been disconnected"]);
    expect(stateOf(io)).toEqual(stateBefore);
  });

  test("whose CONNECT is still in middleware is not let in afterwards", async () => {
    const { io, faults } = stageWith();
    furnish(io);
    const stateBefore = stateOf(io);
    const doors: (() => void)[] = [];
    const connected: unknown[] = [];
    io.of("/late", (socket) => connected.push(socket)).use((_socket, next) => void doors.push(next));
    const peer = await io.connect({ query: generation.query });
    if (generation.eio === 4) peer.send("40");
    peer.send("40/late,");

    peer.send("42[]");
    for (const open of doors) open();

    expect(doors).toHaveLength(1);
    expect(connected).toEqual([]);
    expect(stateOf(io)).toEqual({ ...stateBefore, "/late": { sockets: 0, rooms: 0, sids: 0 } });
    expect(faults).toEqual([]);
  });
});

test.each([
  ["an unknown type", "7", 1002, /^ENGINE_TYPE_UNKNOWN: /],
  ["an event", '42["a"]', 1008, /^NAMESPACE_NOT_JOINED: /],
  ["an array to connect", "40[]", 1002, /^PAYLOAD_NOT_OBJECT: /],
  ["bytes", Uint8Array.of(1), 1002, /^ATTACHMENT_UNEXPECTED: /],
])("a client of revision 4 that begins with %s leaves nothing behind", async (_name, frame, code, reason) => {
  const { io, faults } = stageWith();
  furnish(io);
  const stateBefore = stateOf(io);
  const peer = await io.connect({ query: generation4.query });

  peer.send(frame);

  expect(peer.closing).toEqual({ code, reason: expect.stringMatching(reason) });
  expect(stateOf(io)).toEqual(stateBefore);
  expect(faults).toEqual([]);
});
