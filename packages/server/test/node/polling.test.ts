import { Agent, createServer } from "node:http";
import { describe, expect, test, vi } from "vitest";
import { ask } from "./http-client.js";
import { upgradeRequest } from "./raw-client.js";
import { useStage } from "./stage.js";

const stage = useStage();
const pollingUrl = "/socket.io/?EIO=4&transport=polling";
const pollingMessage =
  'Transport unknown: this server speaks WebSocket only: set the client option transports: ["websocket"]';

describe("A request for HTTP long-polling", () => {
  test.each(["GET", "POST", "PUT", "DELETE"])(
    "by %s is refused with the option to set, and counted",
    async (method) => {
      const { io, port, refusals } = await stage.serve();

      const answer = await ask(port, pollingUrl, { method });

      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.body)).toEqual({ code: 0, message: pollingMessage });
      expect(answer.headers).toMatchObject({
        "content-type": "application/json",
        "cache-control": "no-store",
      });
      expect(io.engine).toMatchObject({ pollingRefused: 1, clientsCount: 0 });
      expect(refusals).toMatchObject([{ code: 0, message: pollingMessage, context: {}, req: { method } }]);
    },
  );

  test("by HEAD is refused without a body", async () => {
    const { port } = await stage.serve();

    expect(await ask(port, pollingUrl, { method: "HEAD" })).toMatchObject({ status: 400, body: "" });
  });

  test("with a session of before is refused the same way", async () => {
    const { port } = await stage.serve();

    const { body } = await ask(port, `${pollingUrl}&sid=abc`, { method: "POST", body: "40" });

    expect(JSON.parse(body)).toEqual({ code: 0, message: pollingMessage });
  });

  test("may be read by a page of any origin", async () => {
    const { port } = await stage.serve();

    const { headers } = await ask(port, pollingUrl, { headers: { Origin: "https://a.example" } });

    expect(headers).toMatchObject({
      "access-control-allow-origin": "https://a.example",
      "access-control-allow-credentials": "true",
      vary: "Origin",
    });
  });

  test("has no headers of CORS without an origin", async () => {
    const { port } = await stage.serve();

    const { headers } = await ask(port, pollingUrl);

    expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  test("gives the operator one notice in a process", async () => {
    vi.resetModules();
    const { Server } = await import("@sockeye/server");
    const notices: string[] = [];
    const ports = await Promise.all(
      [1, 2].map(async () => {
        const http = createServer();
        stage.track(new Server(http, { onNotice: (notice) => notices.push(notice) }));
        return (await stage.listen(http)).port;
      }),
    );

    for (const port of [...ports, ...ports]) await ask(port, pollingUrl);

    expect(notices).toEqual([`a client asked for HTTP long-polling and was refused: ${pollingMessage}`]);
  });

  test("lets the agent of a client go on with another connection", async () => {
    const http = createServer((_request, response) => response.end("app"));
    const { port, connections } = await stage.serve({}, http);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    stage.onClear(() => agent.destroy());

    expect(await ask(port, "/", { agent })).toMatchObject({ body: "app" });
    const refused = await ask(port, pollingUrl, { agent });
    expect(await ask(port, "/", { agent })).toMatchObject({ body: "app" });

    expect(refused.headers.connection).toBe("close");
    expect(connections).toHaveLength(2);
  });

  test("pipelined behind another is answered in its turn", async () => {
    const http = createServer((_request, response) => setImmediate(() => response.end("app;")));
    const { port } = await stage.serve({}, http);
    const plain = { Upgrade: undefined, Connection: undefined };

    const text = await stage
      .raw(port)
      .send(upgradeRequest("/first", plain) + upgradeRequest(pollingUrl, plain))
      .ended();

    expect(text.match(/HTTP\/1\.1 \d+|app;|"code":0/g)).toEqual([
      "HTTP/1.1 200",
      "app;",
      "HTTP/1.1 400",
      '"code":0',
    ]);
  });

  test("by POST with a body of 1 MB gets its answer", async () => {
    const { port } = await stage.serve();

    const { status } = await ask(port, pollingUrl, { method: "POST", body: Buffer.alloc(1_000_000) });

    expect(status).toBe(400);
  });
});

test("A preflight is allowed what it asks for", async () => {
  const { io, port, refusals } = await stage.serve();
  const headers = { Origin: "https://a.example", "Access-Control-Request-Headers": "x-token, x-other" };

  const answer = await ask(port, pollingUrl, { method: "OPTIONS", headers });

  expect(answer).toMatchObject({ status: 204, body: "" });
  expect(answer.headers).toMatchObject({
    "access-control-allow-origin": "https://a.example",
    "access-control-allow-methods": "GET, POST",
    "access-control-allow-headers": "x-token, x-other",
  });
  expect(io.engine).toMatchObject({ pollingRefused: 0 });
  expect(refusals).toEqual([]);
});
