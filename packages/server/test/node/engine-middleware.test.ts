import type { IncomingMessage, ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { parseAnswer, upgradeRequest } from "./raw-client.js";
import { closedAll, openingUrl, useStage } from "./stage.js";

const stage = useStage();
type Next = (error?: unknown) => void;

/** As express-session: puts the session on the request, and its cookie on the response at the last moment. */
function session(
  request: IncomingMessage & { session?: object },
  response: ServerResponse,
  next: Next,
): void {
  request.session = { user: "ann" };
  const { writeHead } = response;
  response.writeHead = (...args: unknown[]) => {
    response.setHeader("Set-Cookie", ["a=1; Path=/; HttpOnly", "b=2"]);
    return Reflect.apply(writeHead, response, args) as ServerResponse;
  };
  setImmediate(next);
}

describe("A middleware of the engine", () => {
  test("puts a session on the request, and its cookies on the answer", async () => {
    const server = await stage.serve();
    server.io.engine.use(session);

    const { client, socket } = await stage.join(server);

    expect(socket.request["session"]).toEqual({ user: "ann" });
    expect(client.headers["set-cookie"]).toEqual(["a=1; Path=/; HttpOnly", "b=2"]);
  });

  test("sets and removes headers as helmet does", async () => {
    const server = await stage.serve();
    server.io.engine.use((_request, response: ServerResponse, next) => {
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setHeader("X-Count", 7);
      response.setHeader("X-Powered-By", "something");
      response.removeHeader("X-Powered-By");
      next();
    });

    const { headers } = await stage.webSocket(server.port);

    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "x-count": "7" });
    expect(headers).not.toHaveProperty("x-powered-by");
  });

  test("runs in its order, before allowRequest", async () => {
    const order: string[] = [];
    const server = await stage.serve({
      allowRequest: (_request, answer) => {
        order.push("allowRequest");
        answer(null, true);
      },
    });
    for (const name of ["first", "second"]) {
      server.io.engine.use((_request, _response, next) => {
        order.push(name);
        setImmediate(next);
      });
    }

    await stage.webSocket(server.port);

    expect(order).toEqual(["first", "second", "allowRequest"]);
  });

  test("ends the response instead, and the connection with it", async () => {
    const { io, port, connections } = await stage.serve();
    io.engine.use((_request, response: ServerResponse) => {
      response.writeHead(401, { "WWW-Authenticate": "Basic" });
      response.end("who are you?");
    });

    const answer = await stage.raw(port).send(upgradeRequest()).ended();

    expect(answer).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\n/);
    expect(answer).toContain("Connection: close");
    expect(answer).toContain("who are you?");
    expect(io.engine.clientsCount).toBe(0);
    await closedAll(connections);
  });

  test("writes a long response piece by piece", async () => {
    const { io, port, connections } = await stage.serve();
    const piece = "x".repeat(100_000);
    io.engine.use((_request, response: ServerResponse) => {
      response.statusCode = 403;
      if (response.write(piece)) {
        response.end("end.");
      } else {
        response.once("drain", () => response.end("end."));
      }
    });

    const answer = await stage.raw(port).send(upgradeRequest()).ended();

    expect(answer).toContain("HTTP/1.1 403");
    expect(answer).toContain(piece);
    expect(answer).toContain("end.");
    await closedAll(connections);
  });

  test.each<[string, (next: Next, response: ServerResponse) => void]>([
    ["goes on nevertheless", (next) => next()],
    ["ends it again", (_next, response) => void response.end("again")],
    ["refuses nevertheless", (next) => next(new Error("refused"))],
    [
      "throws",
      () => {
        throw new Error("faulty middleware");
      },
    ],
  ])("that ends the response and %s has answered once", async (_name, more) => {
    const { io, port } = await stage.serve();
    io.engine.use((_request, response: ServerResponse, next) => {
      response.statusCode = 401;
      response.end("who are you?");
      more(next, response);
    });

    const answer = await stage.raw(port).send(upgradeRequest()).ended();

    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 401"]);
    expect(answer).toContain("who are you?");
    expect(answer).not.toContain("again");
    expect(io.engine.clientsCount).toBe(0);
  });

  test("refuses with an error, which is not told", async () => {
    const { io, port, refusals } = await stage.serve();
    io.engine.use((_request, _response, next) => next(new Error("secret")));

    const answer = parseAnswer(await stage.raw(port).send(upgradeRequest()).ended());

    const body = { code: 3, message: "Bad request: refused by a middleware" };
    expect(answer).toMatchObject({ status: 400, body });
    expect(refusals).toMatchObject([body]);
  });

  test.each<[string, () => unknown]>([
    [
      "throws",
      () => {
        throw new Error("faulty middleware");
      },
    ],
    ["rejects", () => Promise.reject(new Error("faulty middleware"))],
  ])("that %s refuses, and is reported", async (_name, middleware) => {
    const { io, port, faults } = await stage.serve();
    io.engine.use(middleware as () => void);

    const answer = parseAnswer(await stage.raw(port).send(upgradeRequest()).ended());

    expect(answer).toMatchObject({ status: 400, body: { code: 3 } });
    expect(faults).toEqual([new Error("faulty middleware")]);
  });

  test("that fails at the last moment is reported, and its headers are left out", async () => {
    const { io, port, faults } = await stage.serve();
    io.engine.use((_request, response: ServerResponse, next) => {
      response.writeHead = () => {
        throw new Error("faulty middleware");
      };
      next();
    });

    const client = await stage.webSocket(port);

    expect(await client.next()).toMatch(/^0\{/);
    expect(faults).toEqual([new Error("faulty middleware")]);
  });

  test("does not see requests for HTTP long-polling, which are refused anyhow", async () => {
    const { io, port } = await stage.serve();
    let count = 0;
    io.engine.use((_request, _response, next) => {
      count += 1;
      next();
    });

    await stage.raw(port).send(upgradeRequest("/socket.io/?EIO=4&transport=polling")).ended();

    expect(count).toBe(0);
  });
});

describe.each(["initial_headers", "headers"] as const)("A listener of the event %s", (event) => {
  test("adds headers to the answer, and sees those of middleware", async () => {
    const { io, port } = await stage.serve();
    const seen: unknown[] = [];
    io.engine.use(session);
    io.engine.on(event, (headers, request) => {
      seen.push(headers["set-cookie"], request.url);
      headers["X-One"] = "1";
      headers["X-Two"] = ["2", "3"];
    });

    const { headers } = await stage.webSocket(port);

    expect(seen).toEqual([["a=1; Path=/; HttpOnly", "b=2"], openingUrl]);
    expect(headers).toMatchObject({ "x-one": "1", "x-two": "2, 3" });
  });

  test.each([
    ["a value with a line break", "X-Bad", "1\r\nX-Injected: 2"],
    ["a value beyond Latin-1", "X-Bad", "🐟"],
    ["a name with a space", "X Bad", "1"],
    ["a list with a bad value", "X-Bad", ["1", "2\n"]],
  ])("that adds %s is reported, and the header left out", async (_name, name, value) => {
    const { io, port, faults } = await stage.serve();
    io.engine.on(event, (headers) => {
      headers[name] = value;
      headers["X-Good"] = "1";
    });

    const client = await stage.webSocket(port);

    expect(client.headers).toMatchObject({ "x-good": "1" });
    expect(Object.keys(client.headers)).not.toContain("x-injected");
    expect(Object.keys(client.headers)).not.toContain("x-bad");
    expect(faults).toEqual([expect.any(TypeError)]);
    expect(await client.next()).toMatch(/^0\{/);
  });

  test("that throws is reported, and the client served", async () => {
    const { io, port, faults } = await stage.serve();
    io.engine.on(event, () => {
      throw new Error("faulty listener");
    });

    const client = await stage.webSocket(port);

    expect(await client.next()).toMatch(/^0\{/);
    expect(faults).toEqual([new Error("faulty listener")]);
  });
});
