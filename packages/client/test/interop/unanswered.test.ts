import { describe, expect, test } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import type { Acknowledge, Emitter } from "./client.js";
import { laterTest, ourTest } from "./client-under-test.js";
import { generations } from "./generations.js";
import type { RunningServer } from "./server-under-test.js";
import { eager, type Pair, useStage } from "./stage.js";

const timedOut = [expect.objectContaining({ message: "operation has timed out" })];
const disconnected = [expect.objectContaining({ message: "socket has been disconnected" })];

/** Emits with an acknowledgement and gives its arguments. */
function ask(from: Emitter, event: string): Promise<unknown[]> {
  return new Promise((resolve) => from.emit(event, (...answer: unknown[]) => resolve(answer)));
}

describe.each(generations)("a client that asks $name", (generation) => {
  const stage = useStage();

  laterTest("gets an answer in time without an error", async () => {
    const { client, socket } = await stage.pair(generation);
    socket.on("ask", (acknowledge: Acknowledge) => acknowledge("in time", Buffer.from("bytes")));

    expect(await ask(client.timeout(2_000), "ask")).toEqual([null, "in time", Buffer.from("bytes")]);
    expect(await client.timeout(2_000).emitWithAck("ask")).toBe("in time");
  });

  laterTest("gets an error when no answer comes in time", async () => {
    const { client } = await stage.pair(generation);

    expect(await ask(client.timeout(30), "ask")).toEqual(timedOut);
    await expect(client.timeout(30).emitWithAck("ask")).rejects.toThrow("operation has timed out");
  });

  laterTest("ignores an answer that comes after the time", async () => {
    const { client, socket } = await stage.pair(generation);
    const received: unknown[][] = [];
    const asked = once<[Acknowledge]>(socket, "ask");
    const over = new Promise<void>((resolve) => {
      client.timeout(30).emit("ask", (...args: unknown[]) => resolve(void received.push(args)));
    });

    const [acknowledge] = await asked;
    await over;
    acknowledge("too late");
    socket.emit("end");
    await once(client, "end");

    expect(received).toEqual([timedOut]);
  });

  laterTest("gives all its questions the time of the option", async () => {
    const { client, socket } = await stage.pair(generation, { client: { ackTimeout: 100 } });
    socket.on("ask", (acknowledge: Acknowledge) => acknowledge("in time"));

    expect(await ask(client, "ask")).toEqual([null, "in time"]);
    expect(await client.emitWithAck("ask")).toBe("in time");
    expect(await ask(client, "nothing")).toEqual(timedOut);
    await expect(client.emitWithAck("nothing")).rejects.toThrow("operation has timed out");
  });

  laterTest("takes back what timed out before it was connected", async () => {
    const server = await stage.serve(generation);
    const heard: string[] = [];
    server.of("/").on("connection", (socket) => {
      socket.on("ask", () => heard.push("ask"));
      socket.on("end", () => socket.emit("end"));
    });
    const client = stage.open(server, "/", { autoConnect: false });

    expect(await ask(client.timeout(30), "ask")).toEqual(timedOut);
    client.connect();
    client.emit("end");
    await once(client, "end");

    expect(heard).toEqual([]);
  });
});

const endings: [string, (pair: Pair) => unknown][] = [
  ["it disconnects", ({ client }) => client.disconnect()],
  ["the server disconnects it", ({ socket }) => socket.disconnect()],
  ["the connection breaks", ({ server }) => server.cut()],
];

describe.each(generations)("a client that waits for an answer of $name", (generation) => {
  const stage = useStage();

  /** A client whose question has arrived and is not answered. */
  async function pairThatIsAsked(): Promise<Pair & { readonly asked: Promise<unknown> }> {
    const pair = await stage.pair(generation);
    return { ...pair, asked: once(pair.socket, "ask") };
  }

  laterTest.each(endings)("gets a rejection when %s", async (_name, end) => {
    const pair = await pairThatIsAsked();
    const answer = pair.client.emitWithAck("ask");
    const rejection = expect(answer).rejects.toThrow("socket has been disconnected");

    await pair.asked;
    end(pair);

    await rejection;
  });

  laterTest.each(endings)("with a time limit gets an error when %s", async (_name, end) => {
    const pair = await pairThatIsAsked();
    const answer = ask(pair.client.timeout(60_000), "ask");

    await pair.asked;
    end(pair);

    expect(await answer).toEqual(disconnected);
  });

  test("with a plain callback hears nothing of a break, nor afterwards", async () => {
    const { server, client, socket } = await stage.pair(generation, { client: eager });
    const received: unknown[] = [];
    const asked = once(socket, "ask");
    client.emit("ask", (...args: unknown[]) => received.push(args));
    await asked;

    const back = answerEverything(server);
    server.cut();
    await once(client, "connect");
    await back;

    expect(await ask(client, "next")).toEqual(["answered"]);
    expect(received).toEqual([]);
  });
});

describe.each(generations)("a client that gives up on an answer of $name", (generation) => {
  const stage = useStage();

  ourTest("gets the reason of its signal, and ignores the answer", async () => {
    const { client, socket } = await stage.pair(generation);
    const asked = once<[string, Acknowledge]>(socket, "ask");
    const controller = new AbortController();
    const reason = new Error("nobody waits any more");
    const answer = client.emitWithAck("ask", "question", controller.signal);
    const rejection = expect(answer).rejects.toBe(reason);

    const [question, acknowledge, ...rest] = await asked;
    controller.abort(reason);
    await rejection;
    acknowledge("too late");
    socket.on("next", (answerNext: Acknowledge) => answerNext("in time"));

    expect([question, ...rest]).toEqual(["question"]);
    expect(await client.emitWithAck("next", new AbortController().signal)).toBe("in time");
  });

  ourTest("gets the reason of a signal that was there before the question", async () => {
    const { client } = await stage.pair(generation);
    const reason = new Error("not at all");

    await expect(client.emitWithAck("ask", AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(client.connected).toBe(true);
  });
});

/** Resolves when the next socket is there, which answers `next`. */
async function answerEverything(server: RunningServer): Promise<void> {
  const [socket] = await once<[Pair["socket"]]>(server.of("/"), "connection");
  socket.on("next", (acknowledge: Acknowledge) => acknowledge("answered"));
}
