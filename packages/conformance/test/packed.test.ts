import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer } from "./programs/server-program.js";

// The kit as somebody has it who knows nothing of this repository: packed, installed in an empty folder, run by npx,
// against a server and a client that are not ours.

const run = promisify(execFile);
const kitFolder = fileURLToPath(new URL("..", import.meta.url));
const fixtures = join(kitFolder, "fixtures");
const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
let folder: string;

beforeAll(async () => {
  await run(process.execPath, [compiler, "--build", kitFolder]);
  folder = await mkdtemp(join(tmpdir(), "conformance-packed-"));
  await run("npm", ["pack", kitFolder, "--silent"], { cwd: folder });
  const [tarball] = await readdir(folder);
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", `./${tarball}`], { cwd: folder });
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the kit's command; its exit status, and what it printed. */
async function conformance(...args: string[]): Promise<{ status: number; stdout: string }> {
  try {
    const { stdout } = await run("npx", ["--offline", "conformance", ...args], { cwd: folder });
    return { status: 0, stdout };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { status: code, stdout };
  }
}

/** Runs the command against the official server. */
async function conformanceOfOfficialServer(...args: string[]): ReturnType<typeof conformance> {
  const server = await startServer(join(fixtures, "servers", "socket.io.mjs"), "sios4");
  try {
    return await conformance("server", server.url, "--eio", "4", ...args);
  } finally {
    await server.stop();
  }
}

test("the packed kit installs nothing besides itself", async () => {
  expect((await readdir(join(folder, "node_modules"))).filter((name) => !name.startsWith("."))).toEqual([
    "@sockeye",
  ]);
  expect(await readdir(join(folder, "node_modules", "@sockeye"))).toEqual(["conformance"]);
});

test("it passes a foreign server in what that keeps, by its exit status and the last line", async () => {
  const { status, stdout } = await conformanceOfOfficialServer("--only", "EIO-ACK-1", "--only", "EIO4-HB-1");

  expect(stdout).toMatch(/\d+ cases: \d+ passed/);
  expect(status).toBe(0);
}, 30_000);

test("it fails a foreign server in what that does otherwise, with the rule and the frames", async () => {
  const { status, stdout } = await conformanceOfOfficialServer("--only", "EIO-PKT-3");

  expect(stdout).toContain("with anything behind it MUST end the connection.");
  expect(stdout).toMatch(/ms → 1\S/);
  expect(status).toBe(1);
}, 30_000);

test("it tests a foreign client", async () => {
  const client = [process.execPath, join(fixtures, "clients", "socket.io-client.mjs"), "sioc4"];

  const { status, stdout } = await conformance("client", "--only", "EIO4-HB-2", "--", ...client);

  expect(stdout).toMatch(/\d+ cases: \d+ passed/);
  expect(status).toBe(0);
}, 30_000);
