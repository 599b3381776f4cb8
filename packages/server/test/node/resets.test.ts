import { createServer } from "node:http";
import type { ServerOptions } from "@sockeye/server";
import { describe, expect, test } from "vitest";
import { once } from "../interop/once.js";
import { type RawClient, textFrame, upgradeRequest } from "./raw-client.js";
import { closedAll, type RunningServer, useStage } from "./stage.js";

const stage = useStage();

const departures: [string, (client: RawClient) => void][] = [
  ["resets", (client) => client.reset()],
  ["leaves", (client) => client.destroy()],
];

/** After whatever has happened, nothing is left of it, a newcomer is served, and the server closes. */
async function expectNoTrace({ io, http, port, connections, faults }: RunningServer): Promise<void> {
  await closedAll(connections);
  expect(io.engine.clientsCount).toBe(0);
  await stage.join({ io, port });
  await io.close();
  expect(http.listening).toBe(false);
  expect(faults).toEqual([]);
}

type Answer = () => void;

/** A server whose `allowRequest` waits for the test. */
async function serveUndecided(): Promise<{ server: RunningServer; asked: Promise<Answer> }> {
  let tell: (answer: Answer) => void = () => undefined;
  const asked = new Promise<Answer>((resolve) => {
    tell = resolve;
  });
  let isFirst = true;
  const allowRequest: ServerOptions["allowRequest"] = (_request, answer) => {
    const accept = (): void => answer(null, true);
    if (isFirst) tell(accept);
    else accept();
    isFirst = false;
  };
  return { server: await stage.serve({ allowRequest }), asked };
}

describe.each(departures)("A client that %s", (_name, depart) => {
  test("before it says anything leaves no trace", async () => {
    const server = await stage.serve();
    const arrived = once(server.http, "connection");
    const client = stage.raw(server.port);
    await arrived;

    depart(client);

    await expectNoTrace(server);
  });

  test("in the middle of its headers leaves no trace", async () => {
    const server = await stage.serve();
    const arrived = once(server.http, "connection");
    const client = stage.raw(server.port).send(upgradeRequest().slice(0, 60));
    await arrived;

    depart(client);

    await expectNoTrace(server);
  });

  test("while allowRequest is pending leaves no trace", async () => {
    const { server, asked } = await serveUndecided();
    const client = stage.raw(server.port).send(upgradeRequest());
    const accept = await asked;

    depart(client);
    await closedAll(server.connections);
    accept();

    await expectNoTrace(server);
  });

  test("just before allowRequest lets it pass leaves no trace", async () => {
    const { server, asked } = await serveUndecided();
    const client = stage.raw(server.port).send(upgradeRequest());
    const accept = await asked;

    depart(client);
    accept();

    await expectNoTrace(server);
  });

  test("while generateId is pending leaves no trace", async () => {
    const server = await stage.serve();
    const { io } = server;
    const { generateId } = io.engine;
    const asked = new Promise<(id: string) => void>((tell) => {
      io.engine.generateId = () => new Promise((resolve) => tell(resolve));
    });
    const client = stage.raw(server.port).send(upgradeRequest());
    const give = await asked;

    depart(client);
    await closedAll(server.connections);
    give("the-id");
    io.engine.generateId = generateId;

    await expectNoTrace(server);
  });

  test("while a middleware is pending leaves no trace", async () => {
    const server = await stage.serve();
    const asked = new Promise<() => void>((tell) => {
      server.io.engine.use((_request, _response, next) => tell(next));
    });
    const client = stage.raw(server.port).send(upgradeRequest());
    const next = await asked;

    depart(client);
    await closedAll(server.connections);
    next();
    await new Promise(setImmediate);

    expect(server.io.engine.clientsCount).toBe(0);
    expect(server.faults).toEqual([]);
  });

  test("right after the answer leaves no trace", async () => {
    const server = await stage.serve();
    const client = stage.raw(server.port).send(upgradeRequest());
    await client.received("101 Switching Protocols");

    depart(client);

    await expectNoTrace(server);
  });

  test("in the middle of a frame leaves no trace", async () => {
    const server = await stage.serve();
    const client = stage.raw(server.port).send(upgradeRequest());
    await client.received('"sid"');

    client.send(textFrame("40").subarray(0, 4));
    depart(client);

    await expectNoTrace(server);
  });

  test("in a namespace is told to the application", async () => {
    const server = await stage.serve();
    const gone = new Promise<unknown>((resolve) => {
      server.io.on("connection", (socket) => socket.on("disconnect", resolve));
    });
    const client = stage.raw(server.port).send(upgradeRequest());
    await client.received('"sid"');
    await client.send(textFrame("40")).received('40{"sid"');

    depart(client);

    expect(["transport close", "transport error"]).toContain(await gone);
    await closedAll(server.connections);
    expect(server.io.engine.clientsCount).toBe(0);
  });

  test("instead of taking its refusal leaves no trace", async () => {
    const server = await stage.serve();
    const told = once(server.io.engine, "connection_error");
    const client = stage.raw(server.port).send(upgradeRequest("/socket.io/?EIO=9&transport=websocket"));
    await told;

    depart(client);

    await expectNoTrace(server);
  });

  test("as its upgrade for nobody is answered leaves no trace", async () => {
    const server = await stage.serve();
    const client = stage.raw(server.port).send(upgradeRequest("/nobody"));
    await client.received("404");

    depart(client);

    await expectNoTrace(server);
  });
});

test("Frames that come in one packet with the handshake are received", async () => {
  const { port } = await stage.serve();
  const client = stage.raw(port);

  client.send(Buffer.concat([Buffer.from(upgradeRequest()), textFrame("40")]));

  await client.received('40{"sid"');
});

test("Frames that come while allowRequest is pending are received", async () => {
  const { server, asked } = await serveUndecided();
  const client = stage.raw(server.port).send(upgradeRequest());
  const accept = await asked;

  client.send(textFrame("40"));
  accept();

  await client.received('40{"sid"');
});

test("A handshake that comes byte by byte is accepted", async () => {
  const { port } = await stage.serve();
  const client = stage.raw(port);
  client.socket.setNoDelay(true);

  for (const character of upgradeRequest()) {
    await new Promise((resolve) => client.socket.write(character, resolve));
  }

  await client.received("101 Switching Protocols");
});

test("A handshake behind a request that is not answered yet is accepted", async () => {
  const http = createServer((_request, response) => void response.end("app"));
  const { port } = await stage.serve({}, http);
  const plain = upgradeRequest("/first", { Upgrade: undefined, Connection: undefined });

  const client = stage.raw(port).send(plain + upgradeRequest());

  await client.received("101 Switching Protocols");
});
