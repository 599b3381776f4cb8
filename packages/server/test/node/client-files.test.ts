import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import {
  Agent,
  createServer,
  type Server as HttpServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as open,
} from "node:http";
import { type ClientHttp2Session, connect, createServer as createHttp2Server } from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { ConnectionError, Server, ServerOptions } from "@sockeye/server";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { NodeServer } from "../../src/bindings/node/server.js";
import { frameworks } from "./frameworks.js";
import { ask } from "./http-client.js";
import { upgradeRequest } from "./raw-client.js";
import { closedAll, pathRecorder, type RunningHttp, useStage } from "./stage.js";

const stage = useStage();
const scriptUrl = "/socket.io/socket.io.js";

const contents = {
  "socket.io.js": `/* plain, é */ ${"var io = io;\n".repeat(200)}`,
  "socket.io.js.map": `{"version":3,"names":["${"plain".repeat(200)}"]}`,
  "socket.io.esm.min.js": `/* module */ ${"export const io = 1;\n".repeat(200)}`,
  "socket.io.esm.min.js.map": `{"version":3,"names":["${"module".repeat(200)}"]}`,
} as const;

const script = contents["socket.io.js"];

/** The names that files are served under, and the files. */
const files = [
  ["socket.io.js", "socket.io.js"],
  ["socket.io.js.map", "socket.io.js.map"],
  ["socket.io.min.js", "socket.io.js"],
  ["socket.io.min.js.map", "socket.io.js.map"],
  ["socket.io.esm.min.js", "socket.io.esm.min.js"],
  ["socket.io.esm.min.js.map", "socket.io.esm.min.js.map"],
] as const;

/** Where the client's files are; the package manager's folder in earnest. */
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sockeye-client-"));
  for (const [name, content] of Object.entries(contents)) await writeFile(join(folder, name), content);
});

afterEach(() => rm(folder, { recursive: true }));

/** A server that reads the client's files from the test's folder. */
class StagedServer extends NodeServer {
  readonly reads: string[] = [];
  /** What reading has to wait for. */
  hold: Promise<unknown> = Promise.resolve();

  protected override async readClientFile(name: string): Promise<Buffer> {
    this.reads.push(name);
    await this.hold;
    return readFile(join(folder, name));
  }
}

interface Fault {
  readonly error: unknown;
  readonly hook: string;
  readonly source: unknown;
}

interface Running extends RunningHttp {
  readonly io: StagedServer;
  readonly faults: Fault[];
}

/** An application that says so. */
function application(): HttpServer {
  return createServer((_request, response) => response.end("app"));
}

function attach(http: HttpServer, options: ServerOptions = {}): Pick<Running, "io" | "faults"> {
  const faults: Fault[] = [];
  const io = new StagedServer(http, {
    onError: (error, { hook, source }) => void faults.push({ error, hook, source }),
    onNotice: () => undefined,
    ...options,
  });
  stage.track(io as unknown as Server);
  return { io, faults };
}

async function serve(options: ServerOptions = {}, http = application()): Promise<Running> {
  return { ...attach(http, options), ...(await stage.listen(http)) };
}

interface BinaryAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

async function askBinary(
  port: number,
  headers: OutgoingHttpHeaders,
  path = scriptUrl,
): Promise<BinaryAnswer> {
  const request = open({ host: "127.0.0.1", port, path, headers }).end();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await buffer(response) };
}

async function entityTagOf(port: number, headers: OutgoingHttpHeaders = {}): Promise<string> {
  const { etag = "" } = (await askBinary(port, headers)).headers;
  return etag;
}

describe("A browser that asks for the client", () => {
  test.each(files)("gets %s", async (name, source) => {
    const { port } = await serve();

    const answer = await ask(port, `/socket.io/${name}`);

    const kind = name.endsWith(".map") ? "json" : "javascript";
    expect(answer).toMatchObject({ status: 200, body: contents[source] });
    expect(answer.headers["content-type"]).toBe(`application/${kind}; charset=utf-8`);
  });

  test("gets each file from one server", async () => {
    const { port, io } = await serve();

    for (const [name, source] of files) {
      expect(await ask(port, `/socket.io/${name}`)).toMatchObject({ body: contents[source] });
    }
    expect(io.reads).toEqual(Object.keys(contents));
  });

  test("is told how to keep it, and that pages of any origin may have it", async () => {
    const { port } = await serve();

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
    const { port } = await serve();

    expect(await ask(port, `${scriptUrl}?v=2`)).toMatchObject({ status: 200, body: script });
    expect(await ask(port, `${scriptUrl}?EIO=4&transport=polling`)).toMatchObject({ body: script });
  });

  test("is not counted as a client that was refused", async () => {
    const { io, port } = await serve();
    const refusals: ConnectionError[] = [];
    io.engine.on("connection_error", (error) => refusals.push(error));

    await ask(port, scriptUrl);

    expect(refusals).toEqual([]);
    expect(io.engine.pollingRefused).toBe(0);
  });

  test("may ask again on the same connection", async () => {
    const { port, connections } = await serve();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    stage.onClear(() => agent.destroy());

    for (const method of ["GET", "HEAD", "POST", "GET"]) await ask(port, scriptUrl, { agent, method });

    expect(connections).toHaveLength(1);
  });

  test("gets it from a server that listens by itself", async () => {
    const io = new StagedServer(0);
    stage.track(io as unknown as Server);
    const { port } = await stage.listen(io.httpServer ?? expect.unreachable());

    expect(await ask(port, scriptUrl)).toMatchObject({ status: 200, body: script });
  });
});

describe.each(frameworks)("Beside $name", ({ make }) => {
  test("the client is served, and the application never asked for it", async () => {
    const { http, paths } = await make();
    const { port } = await serve({}, http);

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
    const { io, port } = await serve();

    expect(await ask(port, path)).toMatchObject({ status: 200, body: "app" });
    expect(io.reads).toEqual([]);
  });

  test("for everything with serveClient: false", async () => {
    const { port } = await serve({ serveClient: false });

    expect(await ask(port, scriptUrl)).toMatchObject({ body: "app" });
    expect(await ask(port, scriptUrl, { method: "POST" })).toMatchObject({ body: "app" });
    expect(await ask(port, "/socket.io/?EIO=4&transport=polling")).toMatchObject({ status: 400 });
  });

  test("once the server has closed", async () => {
    const http = application();
    await attach(http).io.close();
    const { port } = await stage.listen(http);

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
    const { io, port } = await serve();

    expect(io.serveClient(false)).toBe(io);
    expect(io.serveClient()).toBe(false);
    expect(await ask(port, scriptUrl)).toMatchObject({ body: "app" });

    expect(io.serveClient(true).serveClient()).toBe(true);
    expect(await ask(port, scriptUrl)).toMatchObject({ body: script });
  });

  test("is changed by the options of attach", () => {
    const io = new NodeServer();
    stage.track(io as unknown as Server);

    io.attach(createServer(), { serveClient: false });

    expect(io.serveClient()).toBe(false);
  });
});

describe("The files are under the server's path", () => {
  test("which is an option", async () => {
    const { port } = await serve({ path: "/a/b/" });

    expect(await ask(port, "/a/b/socket.io.js")).toMatchObject({ body: script });
    expect(await ask(port, scriptUrl)).toMatchObject({ body: "app" });
  });

  test("and move with it", async () => {
    const { io, port } = await serve();

    io.path("/moved");

    expect(await ask(port, "/moved/socket.io.js")).toMatchObject({ body: script });
    expect(await ask(port, scriptUrl)).toMatchObject({ body: "app" });
  });

  test("with a slash in between, also with addTrailingSlash: false", async () => {
    const { port } = await serve({ addTrailingSlash: false });

    expect(await ask(port, scriptUrl)).toMatchObject({ body: script });
    expect(await ask(port, "/socket.io?EIO=4&transport=polling")).toMatchObject({ status: 400 });
    expect(await ask(port, "/socket.io/")).toMatchObject({ body: "app" });
  });

  test("in the root if the path is the root", async () => {
    const { port } = await serve({ path: "/" });

    expect(await ask(port, "/socket.io.js")).toMatchObject({ body: script });
  });

  test("each server's under its own where there are two", async () => {
    const { http, port } = await serve({ path: "/one" });
    attach(http, { path: "/two", serveClient: false });
    attach(http, { path: "/three" });

    expect(await ask(port, "/one/socket.io.js")).toMatchObject({ body: script });
    expect(await ask(port, "/two/socket.io.js")).toMatchObject({ body: "app" });
    expect(await ask(port, "/three/socket.io.js")).toMatchObject({ body: script });
  });
});

const decoders = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
  identity: (body: Buffer) => body,
} as const;

describe("A file is compressed", () => {
  test.each([
    ["gzip, deflate, br", "br"],
    ["br, gzip", "br"],
    ["gzip, deflate", "gzip"],
    ["GZIP", "gzip"],
    ["gzip;q=0.5", "gzip"],
    ["gzip;q=1.0, br;q=0.9", "gzip"],
    ["gzip ; q=0.8,br ; q=0.9", "br"],
    ["br;q=0, gzip", "gzip"],
    ["*", "br"],
    ["br;q=0, *", "gzip"],
    ["gzip;q=0.5, identity", "identity"],
    ["", "identity"],
    ["deflate", "identity"],
    ["brotli", "identity"],
    ["gzip;q=0", "identity"],
    ["*;q=0", "identity"],
    ["gzip;q=nonsense", "identity"],
    ["gzip;level=9", "identity"],
    [",;,=;q=,", "identity"],
  ] as const)("for Accept-Encoding: %s by %s", async (accepted, encoding) => {
    const { port } = await serve();

    const { status, headers, body } = await askBinary(port, { "Accept-Encoding": accepted });

    expect(status).toBe(200);
    expect(headers["content-encoding"]).toBe(encoding === "identity" ? undefined : encoding);
    expect(headers).toMatchObject({ "content-length": String(body.length), vary: "Accept-Encoding" });
    expect(decoders[encoding](body).toString()).toBe(script);
    expect(body.length < 1000).toBe(encoding !== "identity");
  });

  test("not at all without the header", async () => {
    const { port } = await serve();

    const { headers, body } = await askBinary(port, {});

    expect(headers).not.toHaveProperty("content-encoding");
    expect(body.toString()).toBe(script);
  });

  test("with an entity tag of its own in each encoding", async () => {
    const { port } = await serve();

    const tags = await Promise.all(
      ["identity", "gzip", "br"].map((one) => entityTagOf(port, { "Accept-Encoding": one })),
    );

    expect(new Set(tags).size).toBe(3);
  });

  test("and gets other entity tags when its content changes", async () => {
    const before = await entityTagOf((await serve()).port);
    await writeFile(join(folder, "socket.io.js"), `${script};`);
    const after = await entityTagOf((await serve()).port);

    expect(after).not.toBe(before);
  });
});

describe("A file is read", () => {
  test("when it is first asked for, and only then", async () => {
    const { io, port } = await serve();
    await ask(port, "/");
    expect(io.reads).toEqual([]);

    await ask(port, scriptUrl);
    await ask(port, "/socket.io/socket.io.min.js");
    await askBinary(port, { "Accept-Encoding": "br" });

    expect(io.reads).toEqual(["socket.io.js"]);
  });

  test("once for many who ask at the same time", async () => {
    const { io, port } = await serve();
    const accepted = ["br", "gzip", "identity"];

    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => {
        return askBinary(port, { "Accept-Encoding": accepted[index % accepted.length] });
      }),
    );

    expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(200));
    expect(io.reads).toEqual(["socket.io.js"]);
  });

  test("not at all to refuse a method", async () => {
    const { io, port } = await serve();

    await ask(port, scriptUrl, { method: "DELETE" });

    expect(io.reads).toEqual([]);
  });
});

describe("A copy of before", () => {
  test.each([
    ["the tag", (tag: string) => tag],
    ["a weak tag", (tag: string) => `W/${tag}`],
    ["a list", (tag: string) => `"one", W/"two,2" , ${tag},"three"`],
    ["a list of weak tags", (tag: string) => `W/"one",W/${tag}`],
    ["any", () => "*"],
  ])("still holds, by If-None-Match with %s", async (_title, condition) => {
    const { port } = await serve();
    const accepted = { "Accept-Encoding": "gzip" };
    const tag = await entityTagOf(port, accepted);

    const answer = await askBinary(port, { ...accepted, "If-None-Match": condition(tag) });

    expect(answer).toMatchObject({
      status: 304,
      headers: {
        etag: tag,
        "cache-control": "public, max-age=0",
        vary: "Accept-Encoding",
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
      },
      body: Buffer.alloc(0),
    });
    expect(answer.headers).not.toHaveProperty("content-type");
    expect(answer.headers).not.toHaveProperty("content-encoding");
  });

  test.each([
    ["another tag", () => '"other"'],
    ["nothing", () => ""],
    ["the tag without its quotation marks", (tag: string) => tag.slice(1, -1)],
    ["the beginning of the tag", (tag: string) => `${tag.slice(0, -5)}"`],
    ["a star among tags", () => '"*"'],
  ])("is replaced, by If-None-Match with %s", async (_title, condition) => {
    const { port } = await serve();
    const tag = await entityTagOf(port);

    const answer = await askBinary(port, { "If-None-Match": condition(tag) });

    expect(answer).toMatchObject({ status: 200, headers: { etag: tag } });
  });

  test("in another encoding is replaced", async () => {
    const { port } = await serve();
    const tag = await entityTagOf(port, { "Accept-Encoding": "gzip" });

    const { status } = await askBinary(port, { "Accept-Encoding": "br", "If-None-Match": tag });

    expect(status).toBe(200);
  });

  test("under the file's other name holds as well", async () => {
    const { port } = await serve();
    const tag = await entityTagOf(port);

    const { status } = await askBinary(port, { "If-None-Match": tag }, "/socket.io/socket.io.min.js");

    expect(status).toBe(304);
  });
});

describe("By HEAD", () => {
  test("the headers are those of GET, without a body", async () => {
    const { port } = await serve();
    const { headers: expected } = await ask(port, scriptUrl);

    const { status, headers, body } = await ask(port, scriptUrl, { method: "HEAD" });

    const { date: _date, ...same } = expected;
    expect({ status, body }).toEqual({ status: 200, body: "" });
    expect(headers).toMatchObject(same);
  });

  test("a copy of before holds", async () => {
    const { port } = await serve();
    const headers = { "If-None-Match": await entityTagOf(port) };

    expect(await ask(port, scriptUrl, { method: "HEAD", headers })).toMatchObject({ status: 304, body: "" });
  });
});

describe("Another method", () => {
  test.each(["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])("%s is refused", async (method) => {
    const { port } = await serve();

    const answer = await ask(port, scriptUrl, { method });

    expect(answer).toMatchObject({
      status: 405,
      headers: { allow: "GET, HEAD", "content-length": "0" },
      body: "",
    });
  });

  test("is refused together with a large body", async () => {
    const { port } = await serve();

    const answer = await ask(port, scriptUrl, { method: "POST", body: Buffer.alloc(1_000_000) });

    expect(answer.status).toBe(405);
  });
});

describe("A file that can't be read", () => {
  beforeEach(() => rm(join(folder, "socket.io.js")));

  test("is not found, and reported once", async () => {
    const { io, port, faults } = await serve();

    const answers = [
      await ask(port, scriptUrl),
      await ask(port, "/socket.io/socket.io.min.js"),
      await ask(port, scriptUrl, { headers: { "Accept-Encoding": "br" } }),
    ];

    const headers = { "content-length": "0", "cache-control": "no-store" };
    expect(answers).toMatchObject(Array(3).fill({ status: 404, body: "", headers }));
    expect(faults).toMatchObject([
      {
        hook: "serveClient",
        error: {
          message: "expected the package @sockeye/client to have browser/socket.io.js; it could not be read",
          cause: { code: "ENOENT" },
        },
      },
    ]);
    expect(faults[0]?.source).toBe(io);
  });

  test("is reported once for many who ask at the same time", async () => {
    const { port, faults } = await serve();

    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(port, scriptUrl)));

    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(404));
    expect(faults).toHaveLength(1);
  });

  test("keeps no other from being served", async () => {
    const { port } = await serve();

    await ask(port, scriptUrl);

    expect(await ask(port, "/socket.io/socket.io.esm.min.js")).toMatchObject({ status: 200 });
  });

  test("is served as soon as it can be", async () => {
    const { port } = await serve();
    expect(await ask(port, scriptUrl)).toMatchObject({ status: 404 });

    await writeFile(join(folder, "socket.io.js"), script);

    expect(await ask(port, scriptUrl)).toMatchObject({ status: 200, body: script });
  });
});

/** A promise, and how to keep it. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

test("A browser that leaves before its answer harms nobody", async () => {
  const { io, port, connections, faults } = await serve();
  const { opened, open: proceed } = gate();
  io.hold = opened;
  const client = stage.raw(port);

  client.send(upgradeRequest(scriptUrl, { Upgrade: undefined, Connection: undefined }));
  await expect.poll(() => io.reads).toEqual(["socket.io.js"]);
  client.reset();
  await closedAll(connections);
  proceed();

  expect(await ask(port, scriptUrl)).toMatchObject({ status: 200, body: script });
  expect(faults).toEqual([]);
});

describe("An upgrade on a file's path", () => {
  const offer = {
    Upgrade: "h2c",
    Connection: "Upgrade, HTTP2-Settings",
    "HTTP2-Settings": "AAMAAABkAAQAAP__",
  };

  test("to WebSocket is for nobody", async () => {
    const { io, port } = await serve();

    expect(await stage.raw(port).send(upgradeRequest(scriptUrl)).ended()).toContain("HTTP/1.1 404");
    expect(io.reads).toEqual([]);
  });

  test("to WebSocket is the application's, if it listens to upgrades", async () => {
    const { http, port } = await serve();
    const { paths, record } = pathRecorder();
    http.on("upgrade", (request, socket) => {
      record(request);
      socket.end("HTTP/1.1 418 Teapot\r\n\r\n");
    });

    expect(await stage.raw(port).send(upgradeRequest(scriptUrl)).ended()).toContain("418");
    expect(paths).toEqual([scriptUrl]);
  });

  test("to another protocol is ignored, and the file served", async () => {
    const { port } = await serve();

    const answer = await stage.raw(port).send(upgradeRequest(scriptUrl, offer)).received("var io");

    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });
});

describe("Over HTTP/2", () => {
  async function serveHttp2(): Promise<Running & { session: ClientHttp2Session }> {
    const http = createHttp2Server((_request, response) => response.end("app")) as unknown as HttpServer;
    const server = await serve({}, http);
    const session = connect(`http://127.0.0.1:${server.port}`);
    stage.onClear(() => session.destroy());
    return { ...server, session };
  }

  async function askHttp2(session: ClientHttp2Session, headers: OutgoingHttpHeaders) {
    const stream = session.request({ ":path": scriptUrl, ...headers });
    const [answer] = (await once(stream, "response")) as [Record<string, unknown>];
    return { headers: answer, body: await buffer(stream) };
  }

  test("a file is served, without a header that HTTP/2 does not have", async () => {
    const { session, faults } = await serveHttp2();
    const warnings: Error[] = [];
    const warn = (warning: Error): void => void warnings.push(warning);
    process.on("warning", warn);
    stage.onClear(() => process.off("warning", warn));

    const { headers, body } = await askHttp2(session, { "accept-encoding": "gzip, br" });

    expect(headers).toMatchObject({
      ":status": 200,
      "content-type": "application/javascript; charset=utf-8",
      "content-encoding": "br",
      "content-length": String(body.length),
    });
    expect(brotliDecompressSync(body).toString()).toBe(script);
    expect([...warnings, ...faults]).toEqual([]);
  });

  test("HEAD, a copy of before, and other methods are answered", async () => {
    const { http, session, faults } = await serveHttp2();
    const errors: unknown[] = [];
    http.on("stream", (stream) => stream.on("error", (error: unknown) => errors.push(error)));

    const head = await askHttp2(session, { ":method": "HEAD" });
    const again = await askHttp2(session, { "if-none-match": String(head.headers["etag"]) });
    const other = await askHttp2(session, { ":method": "DELETE" });
    const elsewhere = await askHttp2(session, { ":path": "/" });

    const length = String(Buffer.byteLength(script));
    const empty = Buffer.alloc(0);
    expect(head).toMatchObject({ headers: { ":status": 200, "content-length": length }, body: empty });
    expect(again).toMatchObject({ headers: { ":status": 304 }, body: empty });
    expect(other).toMatchObject({ headers: { ":status": 405, allow: "GET, HEAD" }, body: empty });
    expect(elsewhere.body.toString()).toBe("app");
    expect([...faults, ...errors]).toEqual([]);
  });

  test("a file that can't be read is not found", async () => {
    const { session, faults } = await serveHttp2();
    await rm(join(folder, "socket.io.js"));

    expect(await askHttp2(session, {})).toMatchObject({ headers: { ":status": 404 } });
    expect(faults).toHaveLength(1);
  });

  test("a browser that leaves before its answer harms nobody", async () => {
    const { io, session, faults } = await serveHttp2();
    const { opened, open: proceed } = gate();
    io.hold = opened;

    const stream = session.request({ ":path": scriptUrl });
    await expect.poll(() => io.reads).toEqual(["socket.io.js"]);
    stream.close();
    await once(stream, "close");
    proceed();

    expect(await askHttp2(session, {})).toMatchObject({ headers: { ":status": 200 } });
    expect(faults).toEqual([]);
  });
});

/** The files as they are built; on a user's machine the tests can do without, in CI they must not. */
const built = fileURLToPath(new URL("../../../client/dist/browser/", import.meta.url));
const isSkipped = !existsSync(join(built, "socket.io.js")) && process.env["CI"] === undefined;

test.skipIf(isSkipped).each(files)("The client that is installed is served as %s", async (name, source) => {
  const { port, faults } = await stage.serve();

  const answer = await ask(port, `/socket.io/${name}`);

  expect(faults).toEqual([]);
  expect(answer).toMatchObject({ status: 200, body: await readFile(join(built, source), "utf8") });
});
