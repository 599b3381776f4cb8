import { describe, expect, test } from "vitest";
import { earlyGenerations, generation4, generations } from "./generations.js";
import { once } from "./once.js";
import type { RunningServer } from "./server-under-test.js";
import { useStage } from "./stage.js";

const stage = useStage();

/** Whatever happened before, a newcomer is served. */
async function expectToServe(server: RunningServer): Promise<void> {
  const { client } = await stage.join(generation4, server);
  expect(client.connected).toBe(true);
}

describe.each(generations)("$name", (generation) => {
  test("gets an error when it starts with HTTP long-polling, and the server lives on", async () => {
    const server = await stage.serve();

    const client = stage.open(generation, server.url, { transports: ["polling", "websocket"] });

    expect(await once(client, "connect_error")).toEqual([expect.any(Error)]);
    await expectToServe(server);
  });
});

describe.each(earlyGenerations)("$name", (generation) => {
  test("gets an error where allowEIO3 is off, and the server lives on", async () => {
    const server = await stage.serve({ allowEIO3: false });

    const client = stage.open(generation, server.url);

    expect(await once(client, "connect_error")).toEqual([expect.any(Error)]);
    expect(server.io.of("/").sockets.size).toBe(0);
    await expectToServe(server);
  });
});

describe(generation4.name, () => {
  test("falls back from HTTP long-polling to WebSocket when told to try all transports", async () => {
    const server = await stage.serve();

    const client = stage.open(generation4, server.url, {
      transports: ["polling", "websocket"],
      tryAllTransports: true,
    });
    await once(client, "connect");

    expect(server.io.engine.clientsCount).toBe(1);
  });

  test("asks with HTTP long-polling and gets a 400 that says why", async () => {
    const server = await stage.serve();

    const response = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`);

    expect(response.status).toBe(400);
    const message = expect.stringContaining('transports: ["websocket"]');
    expect(await response.json()).toEqual({ code: 0, message });
  });
});
