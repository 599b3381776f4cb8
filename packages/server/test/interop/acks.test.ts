import { describe, expect, test } from "vitest";
import type { ClientSocket } from "./client.js";
import { generation4, generations } from "./generations.js";
import { once } from "./once.js";
import { useStage } from "./stage.js";

type Acknowledge = (...answer: unknown[]) => void;

const bytes = Buffer.from("some bytes");
const file = { name: "a", parts: [bytes, { last: bytes }] };

/** Emits with an acknowledgement and gives its arguments. */
function ask(client: ClientSocket, event: string, ...args: unknown[]): Promise<unknown[]> {
  return new Promise((resolve) => client.emit(event, ...args, (...answer: unknown[]) => resolve(answer)));
}

describe.each(generations)("$name asks the server", (generation) => {
  const stage = useStage();

  test.each([
    ["nothing", []],
    ["one value", ["ok"]],
    ["several values", [null, { a: [1, "é🐟"] }, false]],
    ["binary", [bytes]],
    ["nested binary among text", ["first", file, bytes]],
  ])("and is answered with %s", async (_name, answer) => {
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

    const answers = Promise.all(Array.from({ length: 20 }, (_, n) => ask(client, "double", n)));
    client.emit("asked");
    await once(socket, "asked");
    for (const answer of waiting.reverse()) answer();

    expect(await answers).toEqual(Array.from({ length: 20 }, (_, n) => [2 * n]));
  });

  test("once and gets one answer, even if the handler answers twice", async () => {
    const { client, socket } = await stage.pair(generation);
    const answers: unknown[] = [];
    socket.on("ask", (acknowledge: Acknowledge) => {
      acknowledge(1);
      acknowledge(2);
      socket.emit("end");
    });

    client.emit("ask", (answer: unknown) => answers.push(answer));
    await once(client, "end");

    expect(answers).toEqual([1]);
  });
});

describe.each(generations)("$name is asked by the server", (generation) => {
  const stage = useStage();

  test.each([
    ["nothing", []],
    ["one value", ["ok"]],
    ["several values", [null, { a: [1, "é🐟"] }, false]],
    ["binary", [bytes]],
    ["nested binary among text", ["first", file, bytes]],
  ])("and answers with %s", async (_name, answer) => {
    const { client, socket } = await stage.pair(generation);
    client.on("ask", (acknowledge: Acknowledge) => acknowledge(...answer));

    const received = new Promise((resolve) => socket.emit("ask", (...args: unknown[]) => resolve(args)));

    expect(await received).toEqual(answer);
  });

  test("with binary, on a namespace", async () => {
    const { client, socket } = await stage.pair(generation, { namespace: "/files" });
    client.on("ask", (upload: unknown, acknowledge: Acknowledge) => acknowledge(upload));

    expect(await socket.emitWithAck("ask", file)).toEqual(file);
  });

  test("and its answer comes as a promise", async () => {
    const { client, socket } = await stage.pair(generation);
    client.on("add", (a: number, b: number, acknowledge: Acknowledge) => acknowledge(a + b, "ignored"));

    expect(await socket.emitWithAck("add", 1, 2)).toBe(3);
  });

  test("and its answer in time comes without an error", async () => {
    const { client, socket } = await stage.pair(generation);
    client.on("ask", (acknowledge: Acknowledge) => acknowledge("in time", bytes));

    const received = new Promise((resolve) =>
      socket.timeout(2_000).emit("ask", (...args: unknown[]) => resolve(args)),
    );

    expect(await received).toEqual([null, "in time", bytes]);
    expect(await socket.timeout(2_000).emitWithAck("ask")).toBe("in time");
  });

  test("and its silence ends in a time-out error", async () => {
    const { socket } = await stage.pair(generation);

    const received = new Promise((resolve) =>
      socket.timeout(30).emit("ask", (...args: unknown[]) => resolve(args)),
    );

    expect(await received).toEqual([expect.objectContaining({ message: "operation has timed out" })]);
    await expect(socket.timeout(30).emitWithAck("ask")).rejects.toThrow("operation has timed out");
  });

  test("and its answer after the time-out is ignored", async () => {
    const { client, socket } = await stage.pair(generation);
    const received: unknown[][] = [];
    const asked = once<[Acknowledge]>(client, "ask");
    const timedOut = new Promise<void>((resolve) => {
      socket.timeout(30).emit("ask", (...args: unknown[]) => resolve(void received.push(args)));
    });

    const [acknowledge] = await asked;
    await timedOut;
    acknowledge("too late");
    client.emit("end");
    await once(socket, "end");

    expect(received).toEqual([[expect.any(Error)]]);
  });
});

describe(`${generation4.name} asks the server`, () => {
  const stage = useStage();

  /** What only this generation's sockets offer. */
  interface PromisingSocket extends ClientSocket {
    emitWithAck(event: string, ...args: unknown[]): Promise<unknown>;
    timeout(milliseconds: number): PromisingSocket;
  }

  test("and awaits the answer", async () => {
    const { client, socket } = await stage.pair(generation4);
    socket.on("ask", (upload: unknown, acknowledge: Acknowledge) => acknowledge(upload));

    expect(await (client as PromisingSocket).emitWithAck("ask", file)).toEqual(file);
  });

  test("and gives up on a handler that does not answer", async () => {
    const { client } = await stage.pair(generation4);

    const answer = (client as PromisingSocket).timeout(30).emitWithAck("ask");

    await expect(answer).rejects.toThrow("operation has timed out");
  });
});
