import { createServer } from "node:http";
import { connect } from "node:net";
import { Server } from "@sockeye/server";
import { describe, expect, test } from "vitest";
import { once } from "../interop/once.js";
import { type RawClient, textFrame, upgradeRequest } from "./raw-client.js";
import { portOf, type RunningServer, useStage } from "./stage.js";

const stage = useStage();

/** A client in the default namespace that never answers a close frame. */
async function stuckClient({ port }: Pick<RunningServer, "port">): Promise<RawClient> {
  const client = stage.raw(port).send(upgradeRequest());
  await client.received('"sid"');
  await client.send(textFrame("40")).received('40{"sid"');
  return client;
}

/** How long io.close() takes, in milliseconds. */
async function closingTimeOf(io: Server): Promise<number> {
  const startedAt = performance.now();
  await io.close();
  return performance.now() - startedAt;
}

describe("io.close()", () => {
  test("tells the clients that the server is going away", async () => {
    const server = await stage.serve();
    const clients = [await stage.join(server), await stage.join(server)];
    const reasons: string[] = [];
    for (const { socket } of clients) socket.on("disconnect", (reason) => reasons.push(reason));

    await server.io.close();

    for (const { client } of clients) {
      expect(await client.ended).toEqual({ code: 1001, reason: "server shutting down" });
    }
    expect(reasons).toEqual(["server shutting down", "server shutting down"]);
    expect(server.io.engine.clientsCount).toBe(0);
  });

  test("closes the HTTP server, and calls back without an error", async () => {
    const { io, http } = await stage.serve();

    const error = await new Promise((resolve) => void io.close(resolve));

    expect(error).toBeUndefined();
    expect(http.listening).toBe(false);
  });

  test("resolves when the HTTP server has closed", async () => {
    const { io, http } = await stage.serve();
    let hasClosed = false;
    http.on("close", () => {
      hasClosed = true;
    });

    await io.close();

    expect(hasClosed).toBe(true);
  });

  test("closes connections that are kept alive for further requests", async () => {
    const http = createServer((_request, response) => response.end("app"));
    const { io, port } = await stage.serve({}, http);
    const client = stage.raw(port);
    const plain = { Upgrade: undefined, Connection: undefined };
    await client.send(upgradeRequest("/", plain)).received("app");

    expect(await closingTimeOf(io)).toBeLessThan(1000);
  });

  test("lets the application's responses that are under way come to their end", async () => {
    const http = createServer();
    const asked = new Promise<() => void>((resolve) => {
      http.on("request", (_request, response) => resolve(() => response.end("late answer")));
    });
    const { io, port } = await stage.serve({}, http);
    const client = stage.raw(port).send(upgradeRequest("/", { Upgrade: undefined, Connection: undefined }));
    const answer = await asked;

    const closing = io.close();
    answer();

    await client.received("late answer");
    await closing;
  });

  test("gives the error to the callback only, where the HTTP server was never listening", async () => {
    const io = new Server(createServer());
    let given: unknown;

    await io.close((error) => {
      given = error;
    });

    expect(given).toMatchObject({ code: "ERR_SERVER_NOT_RUNNING" });
  });

  test("calls back without an error, where there is no HTTP server", async () => {
    const error = await new Promise((resolve) => void new Server().close(resolve));

    expect(error).toBeUndefined();
  });

  test("may be called again, during and after the first time", async () => {
    const server = await stage.serve();
    await stage.join(server);

    await Promise.all([server.io.close(), server.io.close()]);
    await server.io.close();

    expect(server.http.listening).toBe(false);
  });

  test("may be called when the HTTP server has been closed already", async () => {
    const { io, http } = await stage.serve();
    await new Promise((resolve) => http.close(resolve));

    await io.close();
  });
});

describe("With clients that are stuck, io.close() takes less than 5 s", () => {
  test("where 100 never answer the close frame", async () => {
    const server = await stage.serve();
    const clients = await Promise.all(Array.from({ length: 100 }, () => stuckClient(server)));

    expect(await closingTimeOf(server.io)).toBeLessThan(5000);

    await Promise.all(clients.map((client) => client.ended()));
  });

  test("where one never reads", async () => {
    const server = await stage.serve();
    const client = await stuckClient(server);
    client.socket.pause();
    for (let count = 0; count < 50; count += 1) server.io.emit("much", "x".repeat(200_000));

    expect(await closingTimeOf(server.io)).toBeLessThan(5000);
  });

  test("where one waits for an allowRequest that never answers", async () => {
    let tell: (value?: unknown) => void = () => undefined;
    const asked = new Promise((resolve) => {
      tell = resolve;
    });
    const { io, port } = await stage.serve({ allowRequest: () => tell() });
    const client = stage.raw(port).send(upgradeRequest());
    await asked;

    expect(await closingTimeOf(io)).toBeLessThan(5000);
    await client.ended();
  });

  test("where one waits for a middleware that never goes on", async () => {
    const { io, port } = await stage.serve();
    const asked = new Promise<void>((resolve) => io.engine.use(() => resolve()));
    stage.raw(port).send(upgradeRequest());
    await asked;

    expect(await closingTimeOf(io)).toBeLessThan(5000);
  });

  test("where one has been answered 404 or refused, and stays", async () => {
    const { io, port } = await stage.serve();
    await stage.raw(port).send(upgradeRequest("/nobody")).received("404");
    await stage.raw(port).send(upgradeRequest("/socket.io/?EIO=9&transport=websocket")).received("400");

    expect(await closingTimeOf(io)).toBeLessThan(1000);
  });

  test("where one says nothing to a server that listens by itself", async () => {
    const io = stage.track(new Server(0));
    const http = io.httpServer ?? expect.unreachable();
    await once(http, "listening");
    const arrived = once(http, "connection");
    const client = connect({ port: portOf(http), host: "127.0.0.1" });
    stage.onClear(() => client.destroy());
    await arrived;

    expect(await closingTimeOf(io)).toBeLessThan(1000);
  });
});

test("A handshake that is let pass while the server closes is told to go away", async () => {
  let pass: () => void = () => undefined;
  let tell: (value?: unknown) => void = () => undefined;
  const asked = new Promise((resolve) => {
    tell = resolve;
  });
  const server = await stage.serve({
    allowRequest: (_request, answer) => {
      pass = () => answer(null, true);
      tell();
    },
  });
  const client = stage.raw(server.port).send(upgradeRequest());
  await asked;

  const closing = server.io.close();
  pass();

  await client.received("server shutting down");
  client.destroy();
  await closing;
  expect(server.io.engine.clientsCount).toBe(0);
});
