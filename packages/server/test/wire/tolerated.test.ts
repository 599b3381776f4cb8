import type { Frame } from "@sockeye/protocol";
import { describe, expect, test } from "vitest";
import { framesOf, generation3, generation4, generations, joined, stageWith } from "./stage.js";
import { furnish, isServed, stateOf } from "./state.js";
import { eventOfDepth } from "./text-rows.js";

type Row = readonly [title: string, ...frames: Frame[]];

const unknownAcks = Array.from({ length: 100 }, (_, id) => `43${id}[]`);
const ten = Array.from({ length: 10 }, (_, num) => `{"_placeholder":true,"num":${num}}`);

const commonRows: Row[] = [
  ["5", "5"],
  ["6", "6"],
  ["an ack that nobody asked for", "431[]"],
  ["100 of them", ...unknownAcks],
  ["an event that nobody listens to", '42["unheard"]'],
  ["an event that nobody answers", '42999999999999999["unheard"]'],
  ["a namespace of 256 characters", `40/${"n".repeat(255)},`],
  ["an event of 64 levels", eventOfDepth(64)],
  ["an event of 10 attachments", `4510-["unheard",${ten}]`, ...Array<Frame>(10).fill(Uint8Array.of(4, 1))],
  ["an empty event name", '42[""]'],
  ["half a surrogate pair", '42["unheard","\\ud83d"]'],
  ["a placeholder in an event without attachments", '42["unheard",{"_placeholder":true,"num":0}]'],
];

describe.each([
  {
    generation: generation3,
    rows: [
      ...commonRows,
      ["40, since the default namespace is joined already", "40"] as const,
      ["a query longer than a namespace may be", `40/admin?token=${"x".repeat(5000)},`] as const,
      ["a ping with data", "2 whatever"] as const,
    ],
  },
  {
    generation: generation4,
    rows: [
      ...commonRows,
      ["a pong that nobody asked for", "3"] as const,
      ["the same twice", "3", "3"] as const,
    ],
  },
])("a connection over $generation.name survives", ({ generation, rows }) => {
  test.each(rows)("%s", async (_title, ...frames) => {
    const { io, faults } = stageWith();
    furnish(io);
    const peer = await joined(io, generation);
    const timersBefore = io.clock.pending;

    for (const frame of frames) peer.send(frame);

    expect(peer.closing).toBeUndefined();
    expect(isServed(peer)).toBe(true);
    expect(io.clock.pending).toBe(timersBefore);
    expect(faults).toEqual([]);
  });
});

describe.each(generations)("over $name", (generation) => {
  test.each(["error", "connection", "__proto__", "constructor", "toString", "hasOwnProperty", "message"])(
    "an event named %s is delivered, and harms nobody who does not expect it",
    async (name) => {
      const { io, faults } = stageWith();
      furnish(io);
      const heard: unknown[] = [];
      const listener = await joined(io, generation);
      const [socket] = io.of("/").sockets.values();
      socket?.on(name, (...args) => void heard.push(args));
      const deaf = await joined(io, generation);

      listener.send(`42[${JSON.stringify(name)},"x"]`);
      deaf.send(`42[${JSON.stringify(name)},"x"]`);

      expect(heard).toEqual([["x"]]);
      expect([listener, deaf].map(isServed)).toEqual([true, true]);
      expect(io.of("/").sockets.size).toBe(2);
      expect(faults).toEqual([]);
    },
  );

  test("a key __proto__ stays data and sets no prototype", async () => {
    const { io } = stageWith();
    const heard: unknown[] = [];
    io.of("/", (socket) => socket.on("a", (value) => heard.push(value)));
    const peer = await joined(io, generation);

    peer.send('42["a",{"__proto__":{"isAdmin":true}}]');
    peer.send('451-["a",{"__proto__":{"_placeholder":true,"num":0}}]');
    peer.send(generation.attachment);

    const [plain, binary] = heard as [object, object];
    expect([plain, binary].map((value) => Object.getPrototypeOf(value))).toEqual([
      Object.prototype,
      Object.prototype,
    ]);
    expect(Object.entries(plain)).toEqual([["__proto__", { isAdmin: true }]]);
    expect(Object.entries(binary)).toEqual([["__proto__", Uint8Array.of(1, 2, 3)]]);
    expect("isAdmin" in {}).toBe(false);
  });

  test("a key __proto__ is passed on as it came, beside bytes", async () => {
    const { io } = stageWith();
    io.of("/", (socket) => socket.on("a", (value, bytes) => io.emit("a", value, bytes)));
    const peer = await joined(io, generation);

    peer.send('451-["a",{"__proto__":{"isAdmin":true}},{"_placeholder":true,"num":0}]');
    peer.send(generation.attachment);

    expect(framesOf(peer)).toEqual([
      '451-["a",{"__proto__":{"isAdmin":true}},{"_placeholder":true,"num":0}]',
      [...generation.attachment],
    ]);
  });

  test("a close in the middle of a packet frees what was kept of it", async () => {
    const { io } = stageWith();
    furnish(io);
    const stateBefore = stateOf(io);
    const peer = await joined(io, generation);

    peer.send('452-["unheard",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]');
    peer.send(generation.attachment);
    peer.drop();

    expect(stateOf(io)).toEqual(stateBefore);
  });

  test("attachments in the last millisecond are in time", async () => {
    const { io } = stageWith();
    const heard: unknown[] = [];
    io.of("/", (socket) => socket.on("a", (value) => heard.push(value)));
    const peer = await joined(io, generation);

    peer.send('451-["a",{"_placeholder":true,"num":0}]');
    io.clock.advance(9999);
    peer.send(generation.attachment);
    io.clock.advance(1);

    expect(heard).toEqual([Uint8Array.of(1, 2, 3)]);
    expect(peer.closing).toBeUndefined();
  });
});

test("what a client says to be let in sets no prototype in revision 4", async () => {
  const { io } = stageWith();
  const auths: { isAdmin?: unknown }[] = [];
  io.of("/", (socket) => auths.push(socket.handshake.auth));
  const peer = await io.connect({ query: generation4.query });

  peer.send('40{"__proto__":{"isAdmin":true}}');

  expect(auths.map(({ isAdmin }) => isAdmin)).toEqual([undefined]);
});
