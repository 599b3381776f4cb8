import { createServer } from "node:http";
import { createRequire } from "node:module";
import { type AddressInfo, createServer as createNetServer } from "node:net";
import { Server, type ServerOptions } from "@sockeye/server";
import { describe, expect, test } from "vitest";
import { once } from "../interop/once.js";
import { ask } from "./http-client.js";
import { openingUrl, portOf, useStage } from "./stage.js";

const stage = useStage();
const require = createRequire(import.meta.url);

/** The port of a server that listens by itself, as soon as it does. */
async function ownPortOf(io: Server): Promise<number> {
  const { httpServer } = io;
  if (httpServer === undefined) {
    throw new Error("expected a server that listens");
  }
  await once(httpServer, "listening");
  return portOf(httpServer);
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createNetServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

describe("A server made with", () => {
  test("a port listens on it", async () => {
    const io = stage.track(new Server(0));
    const port = await ownPortOf(io);

    await stage.join({ io, port });

    expect(io.engine.clientsCount).toBe(1);
  });

  test("a port as text listens on it", async () => {
    const wanted = await freePort();
    const io = stage.track(new Server(String(wanted)));

    expect(await ownPortOf(io)).toBe(wanted);
  });

  test("a port and options takes both", async () => {
    const io = stage.track(new Server(0, { path: "/chat" }));
    const port = await ownPortOf(io);

    await stage.join({ io, port }, "/chat/?EIO=4&transport=websocket");

    expect(io.path()).toBe("/chat");
  });

  test("a port answers other paths with 404", async () => {
    const port = await ownPortOf(stage.track(new Server(0)));

    expect(await ask(port, "/other")).toMatchObject({ status: 404, body: "" });
  });

  test("an HTTP server answers on it", async () => {
    const server = await stage.serve();

    await stage.join(server);

    expect(server.io.httpServer).toBe(server.http);
  });

  test.each([
    ["options", () => new Server({ pingInterval: 1234 })],
    ["undefined and options", () => new Server(undefined, { pingInterval: 1234 })],
    ["null and options", () => Reflect.construct(Server, [null, { pingInterval: 1234 }]) as Server],
  ])("%s listens nowhere", (_name, make) => {
    const io = stage.track(make());

    expect(io.httpServer).toBeUndefined();
    expect(io.opts.pingInterval).toBe(1234);
  });

  test.each([
    ["an Express application", () => require("express")()],
    ["a request handler", () => () => undefined],
    ["a Koa application", () => new (require("koa"))()],
    ["an instance with a listen of its own", () => ({ listen: () => undefined, close: () => undefined })],
  ])("%s says what it needs instead", (_name, make) => {
    expect(() => Reflect.construct(Server, [make()])).toThrow(
      new TypeError(
        "expected an HTTP server or a port number; got an application or a request handler: give it to " +
          "http.createServer, and the result to this server",
      ),
    );
  });

  test.each([["3000a"], [""], [" "], ["-1"], [1.5], [Number.NaN], [true]])("%j names it", (value) => {
    const name = typeof value === "string" ? `the string ${JSON.stringify(value)}` : String(value);
    expect(() => Reflect.construct(Server, [value])).toThrow(
      new TypeError(`expected an HTTP server or a port number; got ${name}`),
    );
  });

  test("options that make no sense listens nowhere", () => {
    const http = createServer();

    expect(() => new Server(http, { pingInterval: -1 })).toThrow(RangeError);
    expect(http.listenerCount("upgrade")).toBe(0);
  });
});

describe.each(["attach", "listen"] as const)("%s", (method) => {
  async function serve(options?: ServerOptions): Promise<{ io: Server; port: number }> {
    const { http, port } = await stage.listen(createServer());
    const io = stage.track(new Server({ path: "/before", maxHttpBufferSize: 1000 }));
    expect(io[method](http, options)).toBe(io);
    return { io, port };
  }

  test("answers on an HTTP server that listens already", async () => {
    await stage.join(await serve(), "/before/?EIO=4&transport=websocket");
  });

  test("takes options, which win over those of before", async () => {
    const server = await serve({ path: "/after", pingInterval: 4321 });

    const client = await stage.webSocket(server.port, "/after/?EIO=4&transport=websocket");

    expect(await client.next()).toContain('"pingInterval":4321,"pingTimeout":20000,"maxPayload":1000');
    await expect(stage.webSocket(server.port, "/before/?EIO=4&transport=websocket")).rejects.toThrow("404");
  });

  test("takes a port", async () => {
    const io = stage.track(new Server());
    io[method](0);

    await stage.join({ io, port: await ownPortOf(io) });
  });

  test("refuses an application", () => {
    const io = stage.track(new Server());

    expect(() => Reflect.apply(io[method], io, [() => undefined])).toThrow(TypeError);
    expect(io.httpServer).toBeUndefined();
  });
});

describe("The path", () => {
  test("is exactly that of the option, with a slash behind", async () => {
    const { io, port } = await stage.serve(
      { path: "chat/" },
      createServer((_request, response) => response.end("app")),
    );

    await stage.join({ io, port }, "/chat/?EIO=4&transport=websocket");

    for (const path of ["/chat", "/chat/x", "/chats/", "/x/chat/", "/CHAT/", "/chat//", "//chat/"]) {
      expect(await ask(port, `${path}?EIO=4&transport=polling`)).toMatchObject({ status: 200, body: "app" });
    }
  });

  test("has no slash behind where addTrailingSlash is off", async () => {
    const { io, port } = await stage.serve(
      { addTrailingSlash: false },
      createServer((_request, response) => response.end("app")),
    );

    await stage.join({ io, port }, "/socket.io?EIO=4&transport=websocket");

    expect(await ask(port, "/socket.io/?EIO=4&transport=polling")).toMatchObject({ body: "app" });
  });

  test("changes for those who come after io.path()", async () => {
    const server = await stage.serve();

    server.io.path("/later");

    await stage.join(server, "/later/?EIO=4&transport=websocket");
    await expect(stage.webSocket(server.port, openingUrl)).rejects.toThrow("404");
  });
});

describe("On several HTTP servers", () => {
  test("one server answers on all, and closes all", async () => {
    const first = await stage.serve();
    const second = await stage.listen(createServer());
    first.io.attach(second.http);
    await stage.join(first);
    await stage.join({ io: first.io, port: second.port });

    expect(first.io.engine.clientsCount).toBe(2);
    await first.io.close();

    expect([first.http.listening, second.http.listening]).toEqual([false, false]);
  });

  test("attached again to the same one, a server answers once, with the later options", async () => {
    const { io, http, port, refusals } = await stage.serve();

    io.attach(http, { maxHttpBufferSize: 5000 });
    const client = await stage.webSocket(port);
    await ask(port, "/socket.io/?EIO=4&transport=polling");

    expect(await client.next()).toContain('"maxPayload":5000');
    expect(refusals).toHaveLength(1);
    await new Promise<void>((resolve, reject) => {
      void io.close((error) => (error === undefined ? resolve() : reject(error)));
    });
  });

  test("a server that was closed listens again", async () => {
    const { io } = await stage.serve();
    await io.close();

    io.listen(0);
    await stage.join({ io, port: await ownPortOf(io) });

    await io.close((error) => expect(error).toBeUndefined());
  });
});

describe("Two servers on one HTTP server", () => {
  test("answer each on its own path, and closing one leaves the other", async () => {
    const one = await stage.serve({ path: "/one" });
    const two = { ...stage.attach(one.http, { path: "/two" }), port: one.port };
    const { client: first } = await stage.join(one, "/one/?EIO=4&transport=websocket");
    const { client: second, socket } = await stage.join(two, "/two/?EIO=4&transport=websocket");

    const closing = one.io.close();
    await first.ended;
    socket.emit("still", "here");

    expect(await second.next()).toBe('42["still","here"]');
    expect(two.io.engine.clientsCount).toBe(1);
    await two.io.close();
    await closing;
  });

  test("leave the HTTP server as it was, in whichever order they go", async () => {
    const http = createServer();
    const first = stage.track(new Server(http, { path: "/one" }));
    const second = stage.track(new Server(http, { path: "/two" }));

    await first.close();
    await second.close();

    expect(http.listenerCount("upgrade")).toBe(0);
  });

  test("answer an upgrade for neither once", async () => {
    const one = await stage.serve({ path: "/one" });
    stage.attach(one.http, { path: "/two" });

    await expect(stage.webSocket(one.port, "/three/")).rejects.toThrow("404");
  });
});
