import { describe, expect, test } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import type { Emitter } from "./client.js";
import { generations } from "./generations.js";
import { useStage } from "./stage.js";

/** One value of every JSON shape, and the texts that trip encoders. */
const shapes: Readonly<Record<string, unknown>> = {
  null: null,
  booleans: [true, false],
  numbers: [0, -0, 1e308, 5e-324, -0.1, Number.MAX_SAFE_INTEGER, Number.NaN, Number.POSITIVE_INFINITY],
  "empty text": "",
  "text like a packet": '51-["x",{"_placeholder":true,"num":0}]',
  "text like a number": "007",
  "characters to escape": `"\\/\b\f\n\r\t\u0000\u001f\u007f\u2028\u2029\u0085`,
  "several scripts": "Füße, שלום, 你好, नमस्ते, e\u0301",
  emoji: "🐟👩‍👩‍👧‍👦",
  "edges of unicode": "\u0000\u00a0\ud7ff\ue000\ufeff\ufffd\uffff\u{10000}\u{10ffff}",
  "lone surrogates": "a\ud83d b\udc1f c\udc1f\ud83d",
  "empty list and object": [[], {}],
  "list with holes": [1, undefined, null, [[[]]]],
  "awkward keys": JSON.parse('{"":1,"__proto__":{"a":1},"constructor":2,"toString":3,"num":4,"🐟":5}'),
  "what looks like an attachment": { _placeholder: true, num: 0 },
  "date and toJSON": { at: new Date(0), own: { toJSON: () => "own" } },
  "left out": { kept: 1, dropped: undefined, method: () => 1 },
  deep: JSON.parse(`${'{"a":['.repeat(30)}"bottom"${"]}".repeat(30)}`),
  wide: Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`key ${i}`, { i, even: i % 2 === 0 }])),
  "100 KB of text": "0123456789".repeat(10_000),
  "100 KB of text beyond ASCII": "é🐟".repeat(17_000),
};

/** What JSON makes of each shape. */
const shapesAsJson = Object.fromEntries(
  Object.entries(shapes).map(([name, value]) => [name, JSON.stringify(value)]),
);

const zeroTo999 = Array.from({ length: 1_000 }, (_, i) => i);

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

/** Emits 1,000 numbers and returns those that came out. */
async function carryNumbers(from: Emitter, to: Receiver): Promise<number[]> {
  const received: number[] = [];
  to.on("number", (value: number) => received.push(value));
  for (const number of zeroTo999) from.emit("number", number);
  from.emit("end");
  await once(to, "end");
  return received;
}

describe.each(generations)("a client exchanges with $name", (generation) => {
  const stage = useStage();

  test.each(["/", "/admin"])("every JSON shape on %s, client to server", async (namespace) => {
    const { client, socket } = await stage.pair(generation, { namespace });

    expect(await carryShapes(client, socket)).toEqual(shapesAsJson);
  });

  test.each(["/", "/admin"])("every JSON shape on %s, server to client", async (namespace) => {
    const { client, socket } = await stage.pair(generation, { namespace });

    expect(await carryShapes(socket, client)).toEqual(shapesAsJson);
  });

  test("1,000 events in order, client to server", async () => {
    const { client, socket } = await stage.pair(generation);

    expect(await carryNumbers(client, socket)).toEqual(zeroTo999);
  });

  test("1,000 events in order, server to client", async () => {
    const { client, socket } = await stage.pair(generation);

    expect(await carryNumbers(socket, client)).toEqual(zeroTo999);
  });

  test("events with no arguments and with many, both ways", async () => {
    const { client, socket } = await stage.pair(generation);
    const many = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? { i } : i));
    socket.on("args", (...args: unknown[]) => socket.emit("args", ...args));
    const echo = (...args: unknown[]): Promise<unknown[]> => {
      client.emit("args", ...args);
      return once(client, "args");
    };

    expect(await echo()).toEqual([]);
    expect(await echo(...many)).toEqual(many);
    expect(await echo(undefined, null)).toEqual([null, null]);
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

  test("messages without a name", async () => {
    const { client, socket } = await stage.pair(generation);
    socket.on("message", (...args: unknown[]) => socket.emit("message", ...args));

    client.send("hello", { n: 1 });

    expect(await once(client, "message")).toEqual(["hello", { n: 1 }]);
  });

  test("what a broadcast of the server says", async () => {
    const { server, client } = await stage.pair(generation, { namespace: "/admin" });

    server.of("/admin").emit("news", "é🐟", Buffer.from("bytes"));

    expect(await once(client, "news")).toEqual(["é🐟", Buffer.from("bytes")]);
  });

  test("events on a connection that compresses", async () => {
    const { client, socket } = await stage.pair(generation, {
      server: { perMessageDeflate: { threshold: 100 } },
      client: { perMessageDeflate: { threshold: 100 } },
    });

    expect(await carryShapes(client, socket)).toEqual(shapesAsJson);
    expect(await carryShapes(socket, client)).toEqual(shapesAsJson);
    expect(await carryNumbers(client, socket)).toEqual(zeroTo999);
    expect(await carryNumbers(socket, client)).toEqual(zeroTo999);
  });
});
