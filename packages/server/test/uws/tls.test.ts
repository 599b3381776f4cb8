import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Socket } from "@sockeye/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { once } from "../interop/once.js";
import { WebSocketClient } from "../node/web-socket-client.js";
import { uws } from "./application.js";
import { useStage } from "./stage.js";

const { makeApp, serve } = useStage();
let folder: string;

// On a user's machine the tests can do without; in CI they must not.
const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
const isSkipped = uws === undefined || (!hasOpenssl && process.env["CI"] === undefined);

beforeAll(() => {
  if (isSkipped) {
    return;
  }
  folder = mkdtempSync(join(tmpdir(), "sockeye-uws-"));
  const files = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem")];
  const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  execFileSync("openssl", ["req", ...kind, "-days", "1", "-subj", "/CN=127.0.0.1", ...files], {
    stdio: "ignore",
  });
});

afterAll(() => isSkipped || rmSync(folder, { recursive: true }));

test.skipIf(isSkipped)("A connection over an SSLApp is known to be secure, and serves", async () => {
  const tls = { key_file_name: join(folder, "key.pem"), cert_file_name: join(folder, "cert.pem") };
  const { io, port } = await serve({}, makeApp(tls));
  const arrival = once<[Socket]>(io, "connection");

  const client = new WebSocketClient(`wss://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, {
    rejectUnauthorized: false,
  });
  await client.opened;
  await client.join();
  const [socket] = await arrival;
  socket.emit("one");
  socket.emit("two", Buffer.from("2"));

  expect([await client.next(), await client.next(), await client.next()]).toEqual([
    '42["one"]',
    '451-["two",{"_placeholder":true,"num":0}]',
    Buffer.from("2"),
  ]);
  expect(socket.handshake.secure).toBe(true);
  expect(socket.request.connection).toMatchObject({ encrypted: true });
  client.terminate();
});
