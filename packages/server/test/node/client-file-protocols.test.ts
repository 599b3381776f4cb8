import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Server as HttpServer, OutgoingHttpHeaders } from "node:http";
import { type ClientHttp2Session, connect, createServer as createHttp2Server } from "node:http2";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { files, gate, type Running, script, scriptUrl, useClientFiles } from "./client-files-stage.js";
import { ask } from "./http-client.js";
import { upgradeRequest } from "./raw-client.js";
import { pathRecorder } from "./stage.js";

const clientFiles = useClientFiles();

describe("An upgrade on a file's path", () => {
  const offer = {
    Upgrade: "h2c",
    Connection: "Upgrade, HTTP2-Settings",
    "HTTP2-Settings": "AAMAAABkAAQAAP__",
  };

  test("to WebSocket is for nobody", async () => {
    const { io, port } = await clientFiles.serve();

    expect(await clientFiles.stage.raw(port).send(upgradeRequest(scriptUrl)).ended()).toContain(
      "HTTP/1.1 404",
    );
    expect(io.reads).toEqual([]);
  });

  test("to WebSocket is the application's, if it listens to upgrades", async () => {
    const { http, port } = await clientFiles.serve();
    const { paths, record } = pathRecorder();
    http.on("upgrade", (request, socket) => {
      record(request);
      socket.end("HTTP/1.1 418 Teapot\r\n\r\n");
    });

    expect(await clientFiles.stage.raw(port).send(upgradeRequest(scriptUrl)).ended()).toContain("418");
    expect(paths).toEqual([scriptUrl]);
  });

  test("to another protocol is ignored, and the file served", async () => {
    const { port } = await clientFiles.serve();

    const answer = await clientFiles.stage
      .raw(port)
      .send(upgradeRequest(scriptUrl, offer))
      .received("var io");

    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });
});

describe("Over HTTP/2", () => {
  async function serveHttp2(): Promise<Running & { session: ClientHttp2Session }> {
    const http = createHttp2Server((_request, response) => response.end("app")) as unknown as HttpServer;
    const server = await clientFiles.serve({}, http);
    const session = connect(`http://127.0.0.1:${server.port}`);
    clientFiles.stage.onClear(() => session.destroy());
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
    clientFiles.stage.onClear(() => process.off("warning", warn));

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
    await clientFiles.remove("socket.io.js");

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
  const { port, faults } = await clientFiles.stage.serve();

  const answer = await ask(port, `/socket.io/${name}`);

  expect(faults).toEqual([]);
  expect(answer).toMatchObject({ status: 200, body: await readFile(join(built, source), "utf8") });
});
