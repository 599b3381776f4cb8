import { describe, expect, test } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import type { ClientManager } from "./client.js";
import { laterTest } from "./client-under-test.js";
import { generations, lateGenerations } from "./generations.js";
import { eager, useStage } from "./stage.js";

const reconnecting = ["reconnect_attempt", "reconnect_error", "reconnect", "reconnect_failed"];

/** Writes down what a manager tells: each event, and what it carries unless that is an error. */
function record(manager: ClientManager, events: readonly string[]): unknown[][] {
  const log: unknown[][] = [];
  for (const event of events) {
    manager.on(event, (...args: unknown[]) => {
      log.push([event, ...args.filter((arg) => !(arg instanceof Error))]);
    });
  }
  return log;
}

describe.each(generations)("the manager of a client of $name", (generation) => {
  const stage = useStage();

  test("tells that its connection opens and closes", async () => {
    const server = await stage.serve(generation);
    const client = stage.open(server, "/", { autoConnect: false });
    const log = record(client.io, ["open", "close"]);

    client.connect();
    await once(client, "connect");
    server.cut();
    await once(client, "disconnect");

    expect(log.map(([event, reason]) => [event, reason])).toEqual([
      ["open", undefined],
      ["close", "transport close"],
    ]);
  });

  test("tells of a reconnection", async () => {
    const { server, client } = await stage.pair(generation, { client: eager });
    const log = record(client.io, reconnecting);

    server.cut();
    await once(client, "connect");

    expect(log).toEqual([
      ["reconnect_attempt", 1],
      ["reconnect", 1],
    ]);
  });

  test("counts the attempts until one succeeds, and starts anew after it", async () => {
    const { server, client } = await stage.pair(generation, { client: eager });
    const log = record(client.io, reconnecting);
    await Promise.all([once(client.io, "reconnect_error"), server.kill()]);
    await once(client.io, "reconnect_error");

    const restarted = await stage.restart(server);
    const [attempts] = await once<[number]>(client.io, "reconnect");
    if (!client.connected) await once(client, "connect");
    const soFar = log.splice(0);
    restarted.cut();
    await once(client.io, "reconnect_attempt");

    expect(attempts).toBeGreaterThan(2);
    expect(soFar.slice(0, 4)).toEqual([
      ["reconnect_attempt", 1],
      ["reconnect_error"],
      ["reconnect_attempt", 2],
      ["reconnect_error"],
    ]);
    expect(soFar.slice(-2)).toEqual([
      ["reconnect_attempt", attempts],
      ["reconnect", attempts],
    ]);
    expect(log).toEqual([["reconnect_attempt", 1]]);
  });

  test("gives up after as many attempts as it is told", async () => {
    const client = { ...eager, reconnectionAttempts: 2 };
    const pair = await stage.pair(generation, { client });
    const log = record(pair.client.io, reconnecting);

    await Promise.all([once(pair.client.io, "reconnect_failed"), pair.server.kill()]);
    await expect.poll(() => log.length).toBe(5);

    const [first, second, third, ...last] = log;
    expect([first, second, third]).toEqual([
      ["reconnect_attempt", 1],
      ["reconnect_error"],
      ["reconnect_attempt", 2],
    ]);
    expect(last.sort()).toEqual([["reconnect_error"], ["reconnect_failed"]]);
    expect(pair.client.connected).toBe(false);
  });

  laterTest("can be told to try again after it gave up", async () => {
    const client = { ...eager, reconnectionAttempts: 1 };
    const pair = await stage.pair(generation, { client });
    await Promise.all([once(pair.client.io, "reconnect_failed"), pair.server.kill()]);
    await stage.restart(pair.server);

    pair.client.connect();
    await once(pair.client, "connect");

    expect(pair.client.connected).toBe(true);
  });
});

describe.each(lateGenerations)("the manager of a client of $name", (generation) => {
  const stage = useStage();

  test("tells of the server's pings", async () => {
    const { client } = await stage.pair(generation, { server: { pingInterval: 100, pingTimeout: 1_000 } });

    for (let pings = 0; pings < 3; pings++) await once(client.io, "ping");

    expect(client.connected).toBe(true);
  });
});
