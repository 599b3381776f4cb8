import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type ClientHttp2Session, connect, createSecureServer } from "node:http2";
import { createServer, type Server as HttpsServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { connect as connectTls } from "node:tls";
import { Server } from "@sockeye/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { once } from "../interop/once.js";
import { upgradeRequest } from "./raw-client.js";
import { openingUrl, portOf, useStage } from "./stage.js";

const stage = useStage();
const trusting = { rejectUnauthorized: false };
let identity: { key: Buffer; cert: Buffer };
let folder: string;

// On a user's machine the tests can do without; in CI they must not.
const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
const isSkipped = !hasOpenssl && process.env["CI"] === undefined;
const testTls = test.skipIf(isSkipped);

beforeAll(() => {
  if (isSkipped) {
    process.stderr.write("skipped: the tests over TLS need the command openssl to make a certificate\n");
    return;
  }
  folder = mkdtempSync(join(tmpdir(), "sockeye-tls-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-days", "1", "-subj", "/CN=127.0.0.1", "-keyout", key, "-out", cert];
  const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  execFileSync("openssl", ["req", ...kind, ...subject], { stdio: "ignore" });
  identity = { key: readFileSync(key), cert: readFileSync(cert) };
});

afterAll(() => isSkipped || rmSync(folder, { recursive: true }));

async function serveOnTls(http: HttpsServer): Promise<{ io: Server; port: number }> {
  const io = stage.track(new Server(http, { onNotice: () => undefined }));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return { io, port: portOf(http) };
}

testTls("On https a handshake is secure", async () => {
  const { io, port } = await serveOnTls(createServer(identity));
  const arrival = once<[{ handshake: { secure: boolean } }]>(io, "connection");

  const client = await stage.webSocket(port, openingUrl, trusting, "wss");
  await client.join();

  const [{ handshake }] = await arrival;
  expect(handshake.secure).toBe(true);
});

test("On http a handshake is not secure", async () => {
  const { socket } = await stage.join(await stage.serve());

  expect(socket.handshake.secure).toBe(false);
});

testTls("On https an offer to upgrade to another protocol is ignored on an application's route", async () => {
  const http = createServer(identity, ({ url }, response) => response.end(`app ${url}`));
  const { port } = await serveOnTls(http);
  const client = connectTls({ port, host: "127.0.0.1", ...trusting });
  stage.onClear(() => client.destroy());

  client.write(upgradeRequest("/x", { Upgrade: "TLS/1.2" }));

  const [data] = await once<[Buffer]>(client, "data");
  expect(data.toString()).toContain("app /x");
});

testTls("On HTTP/2 a request is refused, and a WebSocket comes over HTTP/1.1 beside it", async () => {
  const http = createSecureServer({ ...identity, allowHTTP1: true }, (_request, response) =>
    response.end("app"),
  );
  const { io, port } = await serveOnTls(http as unknown as HttpsServer);
  const session = connect(`https://127.0.0.1:${port}`, trusting);
  stage.onClear(() => session.destroy());

  const warnings: Error[] = [];
  const warn = (warning: Error): void => void warnings.push(warning);
  process.on("warning", warn);
  stage.onClear(() => process.off("warning", warn));

  const refusal = await getOverHttp2(session, "/socket.io/?EIO=4&transport=polling");
  const client = await stage.webSocket(port, openingUrl, trusting, "wss");
  await client.join();

  expect(warnings).toEqual([]);
  expect(refusal).toMatchObject({ status: 400, body: { code: 0 } });
  expect(io.engine.clientsCount).toBe(1);
});

async function getOverHttp2(
  session: ClientHttp2Session,
  path: string,
): Promise<{ status: number | undefined; body: unknown }> {
  const stream = session.request({ ":path": path });
  const status = await new Promise<number | undefined>((resolve) => {
    stream.once("response", (headers) => resolve(headers[":status"]));
  });
  return { status, body: await json(stream) };
}
