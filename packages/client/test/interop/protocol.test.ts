import { describe, expect } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import type { Acknowledge, ClientOptions } from "./client.js";
import { ourTest } from "./client-under-test.js";
import { earlyGenerations, type Generation, generations, lateGenerations, ours } from "./generations.js";
import type { ServerOptions } from "./server.js";
import type { RunningServer } from "./server-under-test.js";
import { eager, type Pair, useStage } from "./stage.js";

const stage = useStage();
const auto: ClientOptions = { ...eager, protocol: "auto" };
const bytes = Buffer.from("bytes");

/** Counts the sockets that come to `/`. */
function countArrivals(server: RunningServer): () => number {
  let arrivals = 0;
  server.of("/").on("connection", () => arrivals++);
  return () => arrivals;
}

/** Sees a question with binary through, in both directions. */
async function expectToTalk({ client, socket }: Pair): Promise<void> {
  socket.on("ask", (value: unknown, acknowledge: Acknowledge) => acknowledge(value, bytes));
  client.on("ask", (value: unknown, acknowledge: Acknowledge) => acknowledge(value, bytes));
  for (const end of [client, socket]) {
    const answer = new Promise((resolve) => {
      end.emit("ask", { bytes }, (...args: unknown[]) => resolve(args));
    });
    expect(await answer).toEqual([{ bytes }, bytes]);
  }
}

const middlewares: [string, number | undefined][] = [
  ["without a middleware", undefined],
  ["with a middleware", 0],
  ["with a middleware that takes its time", 100],
];

describe.each(earlyGenerations)("a client that is not told what $name speaks", (generation) => {
  ourTest("arrives on / once, though it had to wait for longer than it likes", async () => {
    const server = await stage.serve(generation);
    server.of("/").use((_socket, next) => setTimeout(next, 800));
    const countArrived = countArrivals(server);

    const pair = await stage.join(server, { client: auto });
    await expectToTalk(pair);

    expect(pair.client.io.engine.protocol).toBe(3);
    expect(countArrived()).toBe(1);
  });
});

describe.each(generations)("a client that is not told what $name speaks", (generation) => {
  ourTest.each(middlewares)("arrives on / once for each time it connects, %s", async (_name, delayMs) => {
    const server = await stage.serve(generation);
    if (delayMs !== undefined) server.of("/").use((_socket, next) => setTimeout(next, delayMs));
    const countArrived = countArrivals(server);
    const { client } = await stage.join(server, { client: auto });

    server.cut();
    await once(client, "connect");
    client.disconnect();
    client.connect();
    await once(client, "connect");
    // Whatever the client has sent twice has been decided on when a later question is.
    await stage.join(server);

    expect(countArrived()).toBe(4);
  });

  ourTest("finds out", async () => {
    const pair = await stage.pair(generation, { client: auto });

    expect(pair.client.io.engine.protocol).toBe(generation.revision);
    await expectToTalk(pair);
  });

  ourTest.each(["/", "/admin", "/nowhere"])("finds out though it is refused on %s", async (namespace) => {
    const server = await stage.serve(generation);
    const message = namespace === "/nowhere" ? "Invalid namespace" : "not you";
    for (const name of ["/", "/admin"]) {
      server.of(name).use((_socket, next) => next(name === namespace ? new Error(message) : undefined));
    }

    const client = stage.open(server, namespace, { ...auto, autoConnect: false });
    let protocol: number | undefined;
    client.once("connect_error", () => {
      protocol = client.io.engine.protocol;
    });
    client.connect();
    const [error] = await once(client, "connect_error");

    expect(error).toMatchObject({ message });
    expect(protocol).toBe(generation.revision);
  });

  ourTest("finds out anew on each connection", async () => {
    const { server, client } = await stage.pair(generation, { client: auto });
    const other = generation.revision === 3 ? ours : earlyGenerations[0];
    if (other === undefined) throw new Error("expected a server of the other revision");
    await server.kill();

    await stage.serve(other, {}, server.port);
    await once(client, "connect");

    expect(client.io.engine.protocol).toBe(other.revision);
  });
});

/** Each revision with the servers that speak it, if need be when they are told to. */
const spoken: { name: string; protocol: 3 | 4; generation: Generation; options: ServerOptions }[] = [
  ...generations.map((generation) => ({ protocol: 3 as const, generation, options: { allowEIO3: true } })),
  ...lateGenerations.map((generation) => ({ protocol: 4 as const, generation, options: {} })),
].map((row) => ({ name: row.generation.name, ...row }));

describe.each(spoken)("a client that is told to speak $protocol with $name", ({ generation, ...row }) => {
  const { protocol, options: server } = row;
  const client: ClientOptions = { ...eager, protocol };

  ourTest.each(["/", "/admin"])("does so on %s, in both directions", async (namespace) => {
    const pair = await stage.pair(generation, { namespace, server, client });

    expect(pair.client.io.engine.protocol).toBe(protocol);
    expect(pair.socket.handshake.query["EIO"]).toBe(String(protocol));
    expect(pair.client.id).toBe(pair.socket.id);
    await expectToTalk(pair);
  });

  ourTest("arrives on / once", async () => {
    const running = await stage.serve(generation, server);
    const countArrived = countArrivals(running);

    await stage.join(running, { client });
    await stage.join(running, { client });

    expect(countArrived()).toBe(2);
  });

  ourTest("comes back after a break", async () => {
    const pair = await stage.pair(generation, { server, client });

    pair.server.cut();
    await once(pair.client, "connect");

    expect(pair.client.io.engine.protocol).toBe(protocol);
  });
});
