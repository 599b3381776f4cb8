import { Agent, createServer } from "node:http";
import type { ConnectionError, Server } from "@sockeye/server";
import { describe, expect, test } from "vitest";
import { NodeServer } from "../../src/bindings/node/server.js";
import {
  application,
  contents,
  files,
  StagedServer,
  script,
  scriptUrl,
  useClientFiles,
} from "./client-files-stage.js";
import { frameworks } from "./frameworks.js";
import { ask } from "./http-client.js";

const clientFiles = useClientFiles();

describe("A browser that asks for the client", () => {
  test.each(files)("gets %s", async (name, source) => {
    const { port } = await clientFiles.serve();

    const answer = await ask(port, `/socket.io/${name}`);

    const kind = name.endsWith(".map") ? "json" : "javascript";
    expect(answer).toMatchObject({ status: 200, body: contents[source] });
    expect(answer.headers["content-type"]).toBe(`application/${kind}; charset=utf-8`);
  });

  test("gets each file from one server", async () => {
    const { port, io } = await clientFiles.serve();

    for (const [name, source] of files) {
      expect(await ask(port, `/socket.io/${name}`)).toMatchObject({ body: contents[source] });
    }
    expect(io.reads).toEqual(Object.keys(contents));
  });

  test("is told how to keep it, and that pages of any origin may have it", async () => {
    const { port } = await clientFiles.serve();

    const { headers } = await ask(port, scriptUrl);

    expect(headers).toMatchObject({
      "content-length": String(Buffer.byteLength(script)),
      etag: expect.stringMatching(/^"[\w-]{20,}"$/),
      "cache-control": "public, max-age=0",
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
      vary: "Accept-Encoding",
    });
  });

  test("gets it whatever the query says", async () => {
    const { port } = await clientFiles.serve();

    expect(await ask(port, `${scriptUrl}?v=2`)).toMatchObject({ status: 200, body: script });
    expect(await ask(port, `${scriptUrl}?EIO=4&transport=polling`)).toMatchObject({ body: script });
  });

  test("is not counted as a client that was refused", async () => {
    const { io, port } = await clientFiles.serve();
    const refusals: ConnectionError[] = [];
    io.engine.on("connection_error", (error) => refusals.push(error));

    await ask(port, scriptUrl);

    expect(refusals).toEqual([]);
    expect(io.engine.pollingRefused).toBe(0);
  });

  test("may ask again on the same connection", async () => {
    const { port, connections } = await clientFiles.serve();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    clientFiles.stage.onClear(() => agent.destroy());

    for (const method of ["GET", "HEAD", "POST", "GET"]) await ask(port, scriptUrl, { agent, method });

    expect(connections).toHaveLength(1);
  });

  test("gets it from a server that listens by itself", async () => {
    const io = new StagedServer(0);
    io.folder = clientFiles.folder;
    clientFiles.stage.track(io as unknown as Server);
    const { port } = await clientFiles.stage.listen(io.httpServer ?? expect.unreachable());

    expect(await ask(port, scriptUrl)).toMatchObject({ status: 200, body: script });
  });
});

describe.each(frameworks)("Beside $name", ({ make }) => {
  test("the client is served, and the application never asked for it", async () => {
    const { http, paths } = await make();
    const { port } = await clientFiles.serve({}, http);

    expect(await ask(port, scriptUrl)).toMatchObject({ status: 200, body: script });
    expect(await ask(port, scriptUrl, { method: "POST" })).toMatchObject({ status: 405 });
    expect(await ask(port, "/hello")).toMatchObject({ status: 200, body: "hello" });
    expect(await ask(port, "/socket.io/other.js")).toMatchObject({ status: 404 });

    expect(paths).toEqual(["/hello", "/socket.io/other.js"]);
  });
});

describe("The application is asked", () => {
  test.each([
    "/socket.io.js",
    "/socket.io",
    "/socket.iosocket.io.js",
    "/socket.io/socket.io.msgpack.min.js",
    "/socket.io/socket.io.js/",
    "/socket.io//socket.io.js",
    "/socket.io/./socket.io.js",
    "/socket.io/../package.json",
    "/socket.io/%73ocket.io.js",
    "/socket.io/socket.io.js%00",
    "/socket.io/SOCKET.IO.JS",
    "/socket.io/constructor",
    "/other/socket.io/socket.io.js",
    "/?/socket.io/socket.io.js",
  ])("for %s", async (path) => {
    const { io, port } = await clientFiles.serve();

    expect(await ask(port, path)).toMatchObject({ status: 200, body: "app" });
    expect(io.reads).toEqual([]);
  });

  test("for everything with serveClient: false", async () => {
    const { port } = await clientFiles.serve({ serveClient: false });

    expect(await ask(port, scriptUrl)).toMatchObject({ body: "app" });
    expect(await ask(port, scriptUrl, { method: "POST" })).toMatchObject({ body: "app" });
    expect(await ask(port, "/socket.io/?EIO=4&transport=polling")).toMatchObject({ status: 400 });
  });

  test("once the server has closed", async () => {
    const http = application();
    await clientFiles.attach(http).io.close();
    const { port } = await clientFiles.stage.listen(http);

    expect(await ask(port, scriptUrl)).toMatchObject({ body: "app" });
  });
});

describe("io.serveClient()", () => {
  test("tells whether the client is served", () => {
    expect(new NodeServer().serveClient()).toBe(true);
    expect(new NodeServer({ serveClient: undefined }).serveClient()).toBe(true);
    expect(new NodeServer({ serveClient: false }).serveClient()).toBe(false);
  });

  test("with a value changes it at once, and returns the server", async () => {
    const { io, port } = await clientFiles.serve();

    expect(io.serveClient(false)).toBe(io);
    expect(io.serveClient()).toBe(false);
    expect(await ask(port, scriptUrl)).toMatchObject({ body: "app" });

    expect(io.serveClient(true).serveClient()).toBe(true);
    expect(await ask(port, scriptUrl)).toMatchObject({ body: script });
  });

  test("is changed by the options of attach", () => {
    const io = new NodeServer();
    clientFiles.stage.track(io as unknown as Server);

    io.attach(createServer(), { serveClient: false });

    expect(io.serveClient()).toBe(false);
  });
});

describe("The files are under the server's path", () => {
  test("which is an option", async () => {
    const { port } = await clientFiles.serve({ path: "/a/b/" });

    expect(await ask(port, "/a/b/socket.io.js")).toMatchObject({ body: script });
    expect(await ask(port, scriptUrl)).toMatchObject({ body: "app" });
  });

  test("and move with it", async () => {
    const { io, port } = await clientFiles.serve();

    io.path("/moved");

    expect(await ask(port, "/moved/socket.io.js")).toMatchObject({ body: script });
    expect(await ask(port, scriptUrl)).toMatchObject({ body: "app" });
  });

  test("with a slash in between, also with addTrailingSlash: false", async () => {
    const { port } = await clientFiles.serve({ addTrailingSlash: false });

    expect(await ask(port, scriptUrl)).toMatchObject({ body: script });
    expect(await ask(port, "/socket.io?EIO=4&transport=polling")).toMatchObject({ status: 400 });
    expect(await ask(port, "/socket.io/")).toMatchObject({ body: "app" });
  });

  test("in the root if the path is the root", async () => {
    const { port } = await clientFiles.serve({ path: "/" });

    expect(await ask(port, "/socket.io.js")).toMatchObject({ body: script });
  });

  test("each server's under its own where there are two", async () => {
    const { http, port } = await clientFiles.serve({ path: "/one" });
    clientFiles.attach(http, { path: "/two", serveClient: false });
    clientFiles.attach(http, { path: "/three" });

    expect(await ask(port, "/one/socket.io.js")).toMatchObject({ body: script });
    expect(await ask(port, "/two/socket.io.js")).toMatchObject({ body: "app" });
    expect(await ask(port, "/three/socket.io.js")).toMatchObject({ body: script });
  });
});
