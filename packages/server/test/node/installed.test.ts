import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

/**
 * The package as an application has it: built, installed under its own name or under that of `socket.io`, and run by
 * Node alone.
 */
const run = promisify(execFile);
const serverFolder = fileURLToPath(new URL("../..", import.meta.url));
const root = fileURLToPath(new URL("../../../..", import.meta.url));
let application: string;

beforeAll(async () => {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  await run(process.execPath, [compiler, "--build", serverFolder]);
  application = mkdtempSync(join(tmpdir(), "sockeye-application-"));
  for (const [name, folder] of [
    ["@sockeye/server", serverFolder],
    ["socket.io", serverFolder],
    ["ws", join(root, "node_modules", "ws")],
  ] as const) {
    const link = join(application, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(folder, link, "dir");
  }
}, 120_000);

afterAll(() => rmSync(application, { recursive: true, force: true }));

/** Runs a program in the application's folder; what it prints. Rejects when it fails, or does not exit by itself. */
async function outputOf(file: string, ...lines: string[]): Promise<string> {
  writeFileSync(join(application, file), lines.join("\n"));
  const { stdout, stderr } = await run(process.execPath, [file], { cwd: application, timeout: 8000 });
  expect(stderr).toBe("");
  return stdout.trim();
}

const serveAndJoin = `
const io = new Server(0);
io.on("connection", (socket) => socket.on("hi", (name) => socket.emit("hello", name)));
io.httpServer.on("listening", () => {
  const { port } = io.httpServer.address();
  const client = new WebSocket("ws://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=websocket");
  client.on("message", (data) => {
    const text = data.toString();
    if (text.startsWith("0")) client.send("40");
    if (text.startsWith("40")) client.send('42["hi","world"]');
    if (text.startsWith("42")) {
      console.log(text);
      io.close().then(() => console.log("closed"));
    }
  });
});`;

const expected = '42["hello","world"]\nclosed';

test("An ECMAScript module imports @sockeye/server, and its process exits after io.close()", async () => {
  const imports = 'import { Server } from "@sockeye/server";\nimport { WebSocket } from "ws";';

  expect(await outputOf("module.mjs", imports, serveAndJoin)).toBe(expected);
});

test("A CommonJS module requires @sockeye/server", async () => {
  const imports = 'const { Server } = require("@sockeye/server");\nconst { WebSocket } = require("ws");';

  expect(await outputOf("module.cjs", imports, serveAndJoin)).toBe(expected);
});

test("An ECMAScript module imports it under the name socket.io", async () => {
  const imports = 'import { Server } from "socket.io";\nimport { WebSocket } from "ws";';

  expect(await outputOf("alias.mjs", imports, serveAndJoin)).toBe(expected);
});

test("A CommonJS module requires it under the name socket.io", async () => {
  const imports = 'const { Server } = require("socket.io");\nconst { WebSocket } = require("ws");';

  expect(await outputOf("alias.cjs", imports, serveAndJoin)).toBe(expected);
});

test("The names that an application imports are there", async () => {
  const names = await outputOf(
    "names.mjs",
    'import * as all from "@sockeye/server";',
    'console.log(["Server", "Socket", "Namespace"].map((name) => typeof all[name]).join());',
  );

  expect(names).toBe("function,function,function");
});

test("A process that has made a server without a port exits by itself", async () => {
  const output = await outputOf(
    "idle.mjs",
    'import { Server } from "@sockeye/server";',
    "const io = new Server();",
    'io.of("/chat");',
    'console.log("made");',
  );

  expect(output).toBe("made");
});
