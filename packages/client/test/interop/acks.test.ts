import { describe, expect, test } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import type { Acknowledge, Emitter } from "./client.js";
import { laterTest } from "./client-under-test.js";
import { generations } from "./generations.js";
import { useStage } from "./stage.js";

const bytes = Buffer.from("some bytes");
const file = { name: "a", parts: [bytes, { last: bytes }] };

const answers: [string, unknown[]][] = [
  ["nothing", []],
  ["one value", ["ok"]],
  ["several values", [null, { a: [1, "é🐟"] }, false]],
  ["binary", [bytes]],
  ["nested binary among text", ["first", file, bytes]],
];

/** Emits with an acknowledgement and gives its arguments. */
function ask(from: Emitter, event: string, ...args: unknown[]): Promise<unknown[]> {
  return new Promise((resolve) => from.emit(event, ...args, (...answer: unknown[]) => resolve(answer)));
}

const zeroTo19 = Array.from({ length: 20 }, (_, n) => n);

describe.each(generations)("a client asks $name", (generation) => {
  const stage = useStage();

  test.each(answers)("and is answered with %s", async (_name, answer) => {
    const { client, socket } = await stage.pair(generation);
    socket.on("ask", (acknowledge: Acknowledge) => acknowledge(...answer));

    expect(await ask(client, "ask")).toEqual(answer);
  });

  test("with binary, on a namespace", async () => {
    const { client, socket } = await stage.pair(generation, { namespace: "/files" });
    socket.on("ask", (upload: unknown, note: string, acknowledge: Acknowledge) => acknowledge(note, upload));

    expect(await ask(client, "ask", file, "a note")).toEqual(["a note", file]);
  });

  test("many things at once and gets each answer, whatever their order", async () => {
    const { client, socket } = await stage.pair(generation);
    const waiting: (() => void)[] = [];
    socket.on("double", (n: number, acknowledge: Acknowledge) => waiting.push(() => acknowledge(2 * n)));

    const all = Promise.all(zeroTo19.map((n) => ask(client, "double", n)));
    client.emit("asked");
    await once(socket, "asked");
    for (const answer of waiting.reverse()) answer();

    expect(await all).toEqual(zeroTo19.map((n) => [2 * n]));
  });

  test("once and gets one answer, even if the server answers twice", async () => {
    const { client, socket } = await stage.pair(generation);
    const received: unknown[] = [];
    socket.on("ask", (acknowledge: Acknowledge) => {
      acknowledge(1);
      acknowledge(2);
      socket.emit("end");
    });

    client.emit("ask", (answer: unknown) => received.push(answer));
    await once(client, "end");

    expect(received).toEqual([1]);
  });

  test("before it is connected and is answered afterwards", async () => {
    const server = await stage.serve(generation);
    server.of("/").on("connection", (socket) => {
      socket.on("ask", (question: unknown, acknowledge: Acknowledge) => acknowledge(question));
    });

    expect(await ask(stage.open(server), "ask", file)).toEqual([file]);
  });

  laterTest("and the first value of the answer comes as a promise", async () => {
    const { client, socket } = await stage.pair(generation);
    socket.on("add", (a: number, b: number, acknowledge: Acknowledge) => acknowledge(a + b, "ignored"));
    socket.on("nothing", (acknowledge: Acknowledge) => acknowledge());

    expect(await client.emitWithAck("add", 1, 2)).toBe(3);
    expect(await client.emitWithAck("nothing")).toBe(undefined);
  });
});

describe.each(generations)("a client is asked by $name", (generation) => {
  const stage = useStage();

  test.each(answers)("and answers with %s", async (_name, answer) => {
    const { client, socket } = await stage.pair(generation);
    client.on("ask", (acknowledge: Acknowledge) => acknowledge(...answer));

    expect(await ask(socket, "ask")).toEqual(answer);
  });

  test("with binary, on a namespace", async () => {
    const { client, socket } = await stage.pair(generation, { namespace: "/files" });
    client.on("ask", (upload: unknown, note: string, acknowledge: Acknowledge) => acknowledge(note, upload));

    expect(await ask(socket, "ask", file, "a note")).toEqual(["a note", file]);
  });

  test("many things at once and answers them in another order", async () => {
    const { client, socket } = await stage.pair(generation);
    const waiting: (() => void)[] = [];
    client.on("double", (n: number, acknowledge: Acknowledge) => waiting.push(() => acknowledge(2 * n)));

    const all = Promise.all(zeroTo19.map((n) => ask(socket, "double", n)));
    socket.emit("asked");
    await once(client, "asked");
    for (const answer of waiting.reverse()) answer();

    expect(await all).toEqual(zeroTo19.map((n) => [2 * n]));
  });

  test("and is heard once, even if its listener answers twice", async () => {
    const { client, socket } = await stage.pair(generation);
    const received: unknown[] = [];
    client.on("ask", (acknowledge: Acknowledge) => {
      acknowledge(1);
      acknowledge(2);
      client.emit("end");
    });

    socket.emit("ask", (answer: unknown) => received.push(answer));
    await once(socket, "end");

    expect(received).toEqual([1]);
  });

  test("while it asks itself, with the same numbers", async () => {
    const { client, socket } = await stage.pair(generation);
    client.on("ask", (n: number, acknowledge: Acknowledge) => acknowledge(`client ${n}`));
    socket.on("ask", (n: number, acknowledge: Acknowledge) => acknowledge(`server ${n}`));

    const asked = Promise.all(zeroTo19.map((n) => ask(socket, "ask", n)));
    const answered = Promise.all(zeroTo19.map((n) => ask(client, "ask", n)));

    expect(await asked).toEqual(zeroTo19.map((n) => [`client ${n}`]));
    expect(await answered).toEqual(zeroTo19.map((n) => [`server ${n}`]));
  });
});
