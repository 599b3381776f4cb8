import { Server } from "@sockeye/server";
import { attach } from "@sockeye/server/uws";
import { afterEach, describe, expect, test, vi } from "vitest";
import { connectTcp, openTcp, requestBytes } from "../contract/tcp-peer.js";
import { ask } from "../node/http-client.js";
import { type ListeningApp, listen, uws } from "./application.js";
import { endOf, join, useStage } from "./stage.js";

const pollingUrl = "/socket.io/?EIO=4&transport=polling";

/** Lets the application answer all that nobody else does. */
function answerAll(app: ListeningApp): void {
  app.any("/*", (response) => {
    response.end(Buffer.from("the application"), false);
  });
}

describe.skipIf(uws === undefined)("A server on an application of uWebSockets.js", () => {
  const { makeApp, makeServer, serve } = useStage();

  test("is attached by attach as by io.attachApp", async () => {
    const [app, other] = [makeApp(), makeApp()];
    const io = makeServer();

    expect(attach(io, app)).toBe(io);
    expect(io.attachApp(other)).toBe(io);

    for (const { port } of [await listen(app), await listen(other)]) await join({ io, port });
    expect(io.of("/").sockets.size).toBe(2);
  });

  test("takes the server's options, and has a path of its own", async () => {
    const { io, port } = await serve({ path: "/ws", pingInterval: 1234 });

    const { status } = await ask(port, "/ws/?EIO=4&transport=polling");

    expect(status).toBe(400);
    expect(io.opts).toMatchObject({ path: "/ws", pingInterval: 1234 });
  });

  test.each([undefined, null, 3000, {}, () => undefined])("is not attached to %o", (other) => {
    const io = new Server();

    expect(() => io.attachApp(other as never)).toThrow("expected an application of uWebSockets.js");
  });

  test("leaves all other requests to the application", async () => {
    const app = makeApp();
    answerAll(app);
    const { port } = await serve({}, app);

    for (const path of ["/", "/socket.io", "/socket.io/x", "/socket.io/socket.io.js/x", "//socket.io/"]) {
      expect(await ask(port, path)).toMatchObject({ status: 200, body: "the application" });
    }
    const upgrade = await ask(port, "/other", { headers: { connection: "upgrade", upgrade: "websocket" } });
    expect(upgrade.body).toBe("the application");
  });

  test("answers a request for HTTP long-polling in JSON that a page may read", async () => {
    const { io, port } = await serve();

    const answer = await ask(port, pollingUrl, { headers: { origin: "https://a.example" } });

    expect(answer.status).toBe(400);
    expect(answer.headers).toMatchObject({
      "access-control-allow-origin": "https://a.example",
      "content-type": "application/json",
      connection: "close",
    });
    expect(JSON.parse(answer.body)).toMatchObject({ code: 0 });
    expect(io.engine.pollingRefused).toBe(1);
  });

  test("answers a preflight without a body", async () => {
    const { port } = await serve();

    const answer = await ask(port, pollingUrl, {
      method: "OPTIONS",
      headers: { origin: "https://a.example", "access-control-request-headers": "x-token" },
    });

    expect(answer).toMatchObject({ status: 204, body: "" });
    expect(answer.headers).toMatchObject({
      "access-control-allow-origin": "https://a.example",
      "access-control-allow-headers": "x-token",
    });
    expect(answer.headers).not.toHaveProperty("content-length");
  });

  test("answers a POST whose body is still to come", async () => {
    const { port } = await serve();

    expect(await ask(port, pollingUrl, { method: "POST", body: Buffer.alloc(1_000_000) })).toMatchObject({
      status: 400,
    });
  });

  test("leaves the client's script to the application where it does not serve it", async () => {
    const app = makeApp();
    answerAll(app);
    const { io, port } = await serve({}, app);

    expect((await ask(port, "/socket.io/socket.io.js")).body).toMatch(/socket/);
    io.serveClient(false);
    expect((await ask(port, "/socket.io/socket.io.js")).body).toBe("the application");
  });

  test("shows the request that a connection came with", async () => {
    const { io, port } = await serve();
    const headers = { cookie: "a=1\r\nCookie: b=2", "x-list": "1\r\nX-List: 2", constructor: "x" };
    const arrival = new Promise<{ request: Record<string, unknown> }>((resolve) => {
      io.engine.on("connection", (connection) => resolve(connection));
    });

    await connectTcp(port, { query: "EIO=4&transport=websocket&room=a", headers });

    const { request } = await arrival;
    expect(request).toMatchObject({
      method: "GET",
      url: "/socket.io/?EIO=4&transport=websocket&room=a",
      headers: { host: `127.0.0.1:${port}`, cookie: "a=1; b=2", "x-list": "1, 2", constructor: "x" },
      socket: { remoteAddress: "127.0.0.1", encrypted: false },
      _query: { EIO: "4", transport: "websocket", room: "a" },
    });
    expect(request["connection"]).toBe(request["socket"]);
  });

  test("keeps what the application puts on a request", async () => {
    const { io, port } = await serve({
      allowRequest: (request, answer) => {
        request["user"] = "ann";
        answer(null, true);
      },
    });

    const { socket } = await join({ io, port });

    expect(socket.request).toMatchObject({ user: "ann", method: "GET" });
    expect(socket.handshake).toMatchObject({ address: "127.0.0.1", secure: false });
  });

  describe("that is closed", () => {
    afterEach(() => void vi.useRealTimers());

    test("leaves its requests and the port to the application", async () => {
      const app = makeApp();
      answerAll(app);
      const { io, port } = await serve({}, app);

      await io.close();

      expect(await ask(port, pollingUrl)).toMatchObject({ status: 200, body: "the application" });
      await expect(connectTcp(port)).rejects.toThrow("got HTTP/1.1 200 OK");
    });

    test("has told all peers when its promise resolves", async () => {
      const { app, io, port } = await serve();
      const { peer, socket } = await join({ io, port });
      const end = endOf(socket);

      await io.close();
      app.close(); // cuts all connections

      expect(await peer.closed).toEqual({ code: 1001, reason: "server shutting down" });
      expect((await end)[0]).toBe("server shutting down");
    });

    test("does not wait longer than 2 s for a hook that never answers", async () => {
      let told = (): void => undefined;
      const isAsked = new Promise<void>((resolve) => {
        told = resolve;
      });
      const { io, port } = await serve({ allowRequest: () => told() });
      const tcp = await openTcp(port);
      const isCut = new Promise<void>((resolve) => tcp.on("close", () => resolve()).resume());
      tcp.write(requestBytes(port));
      await isAsked;
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });

      await io.close();
      vi.advanceTimersByTime(2000);

      await isCut;
    });

    test("takes connections again when it is attached anew", async () => {
      const { io } = await serve();
      await io.close();
      const app = makeApp();

      io.attachApp(app);
      const { port } = await listen(app);

      await join({ io, port });
      expect(io.engine.clientsCount).toBe(1);
    });
  });
});
