import { describe, expect } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import type { Acknowledge } from "./client.js";
import { laterTest } from "./client-under-test.js";
import { generations } from "./generations.js";
import type { RunningServer } from "./server-under-test.js";
import { eager, useStage } from "./stage.js";

const zeroTo29 = Array.from({ length: 30 }, (_, i) => i);

/** Has a server write down the numbers that it gets, each answered unless `isHeard` says no. */
function collect(server: RunningServer, isHeard: (n: number) => boolean = () => true): number[] {
  const received: number[] = [];
  server.of("/").on("connection", (socket) => {
    socket.on("number", (n: number, acknowledge: Acknowledge) => {
      received.push(n);
      if (isHeard(n)) acknowledge(n);
    });
  });
  return received;
}

describe.each(generations)("a client with retries and $name", (generation) => {
  const stage = useStage();

  laterTest("loses nothing when the server dies in the middle and comes back", async () => {
    const server = await stage.serve(generation);
    const dying = new Promise<void>((resolve) => {
      server.of("/").on("connection", (socket) => socket.on("number", (n: number) => n === 10 && resolve()));
    });
    const before = collect(server, (n) => n < 10);
    const client = stage.open(server, "/", { ...eager, retries: 100, ackTimeout: 200 });

    const answers = Promise.all(zeroTo29.map((n) => client.emitWithAck("number", n)));
    await dying;
    await server.kill();
    const after = collect(await stage.restart(server));

    expect(await answers).toEqual(zeroTo29);
    expect(firstArrivals([...before, ...after])).toEqual(zeroTo29);
  });

  laterTest("sends again what is not answered, before it sends the next", async () => {
    const server = await stage.serve(generation);
    let refusals = 2;
    const received = collect(server, (n) => n !== 1 || refusals-- <= 0);
    const client = stage.open(server, "/", { retries: 3, ackTimeout: 50 });

    const answers = await Promise.all([0, 1, 2].map((n) => client.emitWithAck("number", n)));

    expect(answers).toEqual([0, 1, 2]);
    expect(received).toEqual([0, 1, 1, 1, 2]);
  });

  laterTest("gives up after its retries, and goes on with the next", async () => {
    const server = await stage.serve(generation);
    const received = collect(server, (n) => n !== 1);
    const client = stage.open(server, "/", { retries: 2, ackTimeout: 50 });
    await once(client, "connect");

    const answers = [0, 1, 2].map((n) => client.emitWithAck("number", n));
    const outcomes = await Promise.allSettled(answers);

    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(received).toEqual([0, 1, 1, 1, 2]);
  });
});

/** Each number where it came for the first time. */
function firstArrivals(numbers: readonly number[]): number[] {
  return [...new Set(numbers)];
}
