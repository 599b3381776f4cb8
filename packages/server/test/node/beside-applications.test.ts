import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Server } from "@sockeye/server";
import { describe, expect, test } from "vitest";
import { frameworks } from "./frameworks.js";
import { ask } from "./http-client.js";
import { pathRecorder, useStage } from "./stage.js";

const stage = useStage();
const pollingUrl = "/socket.io/?EIO=4&transport=polling";

describe.each(frameworks)("Beside $name", ({ make }) => {
  test("routes work before and after, and never see the server's path", async () => {
    const { http, paths } = await make();
    const { port } = await stage.listen(http);
    expect(await ask(port, "/hello")).toMatchObject({ status: 200, body: "hello" });

    const { io } = stage.attach(http);
    await stage.join({ io, port });
    expect(await ask(port, pollingUrl)).toMatchObject({ status: 400 });
    expect(await ask(port, pollingUrl, { method: "OPTIONS" })).toMatchObject({ status: 204 });

    expect(await ask(port, "/hello")).toMatchObject({ status: 200, body: "hello" });
    expect(await ask(port, "/socket.io")).toMatchObject({ status: 404 });
    expect(paths).toEqual(["/hello", "/hello", "/socket.io"]);
  });

  test("the server attaches first and the application listens later", async () => {
    const { http, paths } = await make();
    const { io } = stage.attach(http);
    const { port } = await stage.listen(http);

    await stage.join({ io, port });

    expect(await ask(port, "/hello")).toMatchObject({ status: 200, body: "hello" });
    expect(paths).toEqual(["/hello"]);
  });
});

test("A handler that is added after the server works, and never sees the server's path", async () => {
  const server = await stage.serve();
  const { paths, record } = pathRecorder();
  server.http.on("request", (request: IncomingMessage, response: ServerResponse) => {
    record(request);
    response.end("late");
  });

  await stage.join(server);
  await ask(server.port, pollingUrl);

  expect(await ask(server.port, "/late")).toMatchObject({ status: 200, body: "late" });
  expect(paths).toEqual(["/late"]);
});

test("The listeners of an application stay the same, in their order", async () => {
  const order: string[] = [];
  const first = (): void => void order.push("first");
  const second = (_request: IncomingMessage, response: ServerResponse): void => {
    order.push("second");
    response.end();
  };
  const http = createServer(first);
  const server = await stage.serve({}, http);
  http.on("request", second);

  await ask(server.port, "/");

  expect(order).toEqual(["first", "second"]);
  expect(http.listeners("request")).toEqual([first, second]);
});

test("The first and only handler may come after the server", async () => {
  const server = await stage.serve();

  expect(server.http.listenerCount("request")).toBe(0);
  expect(await ask(server.port, pollingUrl)).toMatchObject({ status: 400 });
});

describe("A server that closes", () => {
  test("leaves the HTTP server as it found it", async () => {
    const http = createServer();
    const before = http.eventNames().map((name) => [name, http.listeners(name)]);
    const { emit } = http;
    const io = new Server(http);

    await io.close();

    expect(http.eventNames().map((name) => [name, http.listeners(name)])).toEqual(before);
    expect(http.emit).toBe(emit);
    expect(Object.hasOwn(http, "emit")).toBe(false);
  });

  test("gives its path back to the application", async () => {
    const { http, paths } = await (frameworks[0] ?? expect.unreachable()).make();
    await stage.attach(http).io.close();
    const { port } = await stage.listen(http);

    expect(await ask(port, pollingUrl)).toMatchObject({ status: 404, body: "nothing" });
    expect(paths).toEqual(["/socket.io/"]);
  });

  test("keeps an emit that was there before it", async () => {
    const http = createServer();
    const emit = http.emit.bind(http);
    http.emit = emit;

    await new Server(http).close();

    expect(http.emit).toBe(emit);
  });

  test("keeps an emit that somebody has wrapped since, and is out of it", async () => {
    const { http, paths } = await (frameworks[0] ?? expect.unreachable()).make();
    const { io } = stage.attach(http);
    const inner = http.emit;
    const events: string[] = [];
    const wrapper = function (this: typeof http, event: string, ...args: unknown[]): boolean {
      events.push(event);
      return Reflect.apply(inner, this, [event, ...args]) as boolean;
    };
    http.emit = wrapper;

    await io.close();
    const { port } = await stage.listen(http);

    expect(await ask(port, pollingUrl)).toMatchObject({ body: "nothing" });
    expect(http.emit).toBe(wrapper);
    expect(events).toContain("request");
    expect(paths).toEqual(["/socket.io/"]);
  });
});

describe("Expect: 100-continue", () => {
  test("is answered for an application that does not care", async () => {
    const http = createServer((request, response) => void request.pipe(response));
    const { port } = await stage.serve({}, http);

    const answer = await ask(port, "/echo", {
      method: "POST",
      headers: { Expect: "100-continue" },
      body: "hi",
    });

    expect(answer).toMatchObject({ status: 200, body: "hi" });
  });

  test.each([
    ["checkContinue", "100-continue"],
    ["checkExpectation", "patience"],
  ])("comes to %s on other paths only", async (event, expectation) => {
    const { paths, record } = pathRecorder();
    const http = createServer();
    http.on(event, (request: IncomingMessage, response: ServerResponse) => {
      record(request);
      response.end("checked");
    });
    const { port } = await stage.serve({}, http);
    const headers = { Expect: expectation };

    expect(await ask(port, pollingUrl, { headers })).toMatchObject({ status: 400 });
    expect(await ask(port, "/other", { headers })).toMatchObject({ status: 200, body: "checked" });
    expect(paths).toEqual(["/other"]);
  });
});
