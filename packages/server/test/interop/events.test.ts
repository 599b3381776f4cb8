import { describe, expect, test } from "vitest";
import type { ClientSocket } from "./client.js";
import { generations } from "./generations.js";
import { once } from "./once.js";
import { useStage } from "./stage.js";

/** One value of every JSON shape, and the texts that trip encoders. */
const shapes: Readonly<Record<string, unknown>> = {
  null: null,
  true: true,
  false: false,
  zero: 0,
  "minus zero": -0,
  "largest exponent": 1e308,
  "smallest number": 5e-324,
  "largest safe integer": Number.MAX_SAFE_INTEGER,
  fraction: -0.1,
  "not a number": Number.NaN,
  "empty text": "",
  "100 KB of text": "0123456789".repeat(10_000),
  "100 KB of text beyond ASCII": "é🐟".repeat(25_000),
  "text like a packet": '51-["x",{"_placeholder":true,"num":0}]',
  "characters to escape": `"\\/\b\f\n\r\t\u0000\u001f\u007f`,
  "several scripts": "Füße, שלום, 你好, नमस्ते, e\u0301",
  emoji: "🐟👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿",
  "line separators": "\u2028\u2029\u0085",
  "edges of unicode": "\u0000\u00a0\ud7ff\ue000\ufeff\ufffd\ufffe\uffff\u{10000}\u{10ffff}",
  "lone surrogates": "a\ud83d b\udc1f c\udc1f\ud83d",
  "empty list": [],
  "empty object": {},
  "list with holes": [1, undefined, null, [[[]]]],
  "awkward keys": JSON.parse('{"":1,"__proto__":{"a":1},"constructor":2,"toString":3,"num":4,"🐟":5}'),
  "what looks like an attachment": { _placeholder: true, num: 0 },
  "date and toJSON": { at: new Date(0), own: { toJSON: () => "own" } },
  "left out": { kept: 1, dropped: undefined, method: () => 1 },
  deep: JSON.parse(`${'{"a":['.repeat(30)}"bottom"${"]}".repeat(30)}`),
  wide: Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`key ${i}`, { i, even: i % 2 === 0 }])),
};

/** What JSON makes of each shape. */
const shapesAsJson = Object.fromEntries(
  Object.entries(shapes).map(([name, value]) => [name, JSON.stringify(value)]),
);

const plainBytes = JSON.stringify(shapesAsJson).length;

interface Emitter {
  emit(event: string, ...args: unknown[]): unknown;
}
interface Receiver {
  on(event: string, listener: (...args: never[]) => void): unknown;
  once(event: string, listener: (...args: never[]) => void): unknown;
}

/** Emits every shape at one end and returns what came out, as JSON, at the other. */
async function carryShapes(from: Emitter, to: Receiver): Promise<Record<string, string>> {
  const received: Record<string, string> = {};
  to.on("shape", (name: string, value: unknown) => {
    received[name] = JSON.stringify(value);
  });
  for (const [name, value] of Object.entries(shapes)) from.emit("shape", name, value);
  from.emit("end");
  await once(to, "end");
  return received;
}

/** Emits 50 events, every seventh with an attachment, and returns the numbers that came out. */
async function carryNumbers(from: Emitter, to: Receiver): Promise<number[]> {
  const received: number[] = [];
  to.on("number", (value: number | { bytes: Uint8Array }) =>
    received.push(typeof value === "number" ? value : (value.bytes[0] ?? Number.NaN)),
  );
  for (let i = 0; i < 50; i++) from.emit("number", i % 7 === 0 ? { bytes: Buffer.from([i]) } : i);
  from.emit("end");
  await once(to, "end");
  return received;
}

const zeroTo49 = Array.from({ length: 50 }, (_, i) => i);

describe.each(generations)("$name exchanges", (generation) => {
  const stage = useStage();

  test("every JSON shape, client to server", async () => {
    const { client, socket } = await stage.pair(generation);

    expect(await carryShapes(client, socket)).toEqual(shapesAsJson);
  });

  test("every JSON shape, server to client", async () => {
    const { client, socket } = await stage.pair(generation);

    expect(await carryShapes(socket, client)).toEqual(shapesAsJson);
  });

  test("every JSON shape on a namespace, both ways", async () => {
    const { client, socket } = await stage.pair(generation, { namespace: "/admin" });

    expect(await carryShapes(client, socket)).toEqual(shapesAsJson);
    expect(await carryShapes(socket, client)).toEqual(shapesAsJson);
  });

  test("50 events in order, some of them binary, client to server", async () => {
    const { client, socket } = await stage.pair(generation);

    expect(await carryNumbers(client, socket)).toEqual(zeroTo49);
  });

  test("50 events in order, some of them binary, server to client", async () => {
    const { client, socket } = await stage.pair(generation);

    expect(await carryNumbers(socket, client)).toEqual(zeroTo49);
  });

  test("events with no arguments and with many, both ways", async () => {
    const { client, socket } = await stage.pair(generation);
    const many = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? { i } : i));
    socket.on("args", (...args: unknown[]) => socket.emit("args", ...args));

    expect(await echo(client)).toEqual([]);
    expect(await echo(client, ...many)).toEqual(many);
    expect(await echo(client, undefined, null)).toEqual([null, null]);
  });

  test("events of any name, both ways", async () => {
    const { client, socket } = await stage.pair(generation);
    const names = ["", " ", "a,b", "événement 🐟", "toString", "hasOwnProperty", "message", '["quoted"]'];
    const heard: string[] = [];
    for (const name of names) {
      socket.on(name, () => socket.emit(name));
      client.on(name, () => heard.push(name));
    }

    for (const name of names) client.emit(name);
    client.emit("end");
    await once(socket, "end");
    socket.emit("end");
    await once(client, "end");

    expect(heard).toEqual(names);
  });

  test("frames that are compressed", async () => {
    const { client, socket } = await stage.pair(generation, {
      server: { perMessageDeflate: { threshold: 100 } },
      client: { perMessageDeflate: { threshold: 100 } },
    });

    expect(await carryShapes(client, socket)).toEqual(shapesAsJson);
    expect(await carryShapes(socket, client)).toEqual(shapesAsJson);
    expect(await carryNumbers(client, socket)).toEqual(zeroTo49);
    expect(await carryNumbers(socket, client)).toEqual(zeroTo49);
    const { bytesRead, bytesWritten } = client.io.engine.transport.ws._socket;
    expect(Math.max(bytesRead, bytesWritten)).toBeLessThan(plainBytes / 5);
  });
});

async function echo(client: ClientSocket, ...args: unknown[]): Promise<unknown[]> {
  client.emit("args", ...args);
  return once(client, "args");
}
