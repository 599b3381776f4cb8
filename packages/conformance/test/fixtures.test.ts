import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { on, once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";

type Revision = 3 | 4;

const python = "/usr/bin/python3";
const servers = fileURLToPath(new URL("../fixtures/servers/", import.meta.url));

/** Starts a server program on a free port, for as long as the test runs. */
async function start(program: string, ...args: string[]): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const complaints = text(child.stderr);
  for await (const line of createInterface({ input: child.stdout })) {
    expect(line).toMatch(/^listening on ws:\/\/127\.0\.0\.1:\d+\/socket\.io\/$/);
    return { url: line.slice("listening on ".length), child };
  }
  throw new Error(`expected the server to listen; it ended: ${await complaints}`);
}

/** What a peer gets that emits an event in the default namespace. */
async function answerTo(event: string, url: string, revision: Revision): Promise<string> {
  const peer = new WebSocket(`${url}?EIO=${revision}&transport=websocket`);
  try {
    for await (const [data] of on(peer, "message", { close: ["close"] })) {
      const frame = String(data);
      if (frame.startsWith("0") && revision === 4) {
        peer.send("40");
      } else if (frame.startsWith("40")) {
        peer.send(event);
      } else if (frame.startsWith("42")) {
        return frame;
      }
    }
    throw new Error("expected an answer; the server has closed the connection");
  } finally {
    peer.terminate();
  }
}

/** What each of the programs must do at least. */
function behaves(revisions: readonly Revision[], program: string, file: string, ...args: string[]): void {
  test.each(revisions)("answers an event of revision %i", async (revision) => {
    const { url } = await start(program, servers + file, "0", ...args);

    expect(await answerTo('42["message",1]', url, revision)).toBe('42["message-back",1]');
  });

  test("ends when it is told to", async () => {
    const { child } = await start(program, servers + file, "0", ...args);

    child.kill("SIGTERM");
    await once(child, "exit");
  });
}

describe.each(["sios3", "sios4"])("the server program with socket.io (%s)", (name) => {
  behaves([3, 4], process.execPath, "socket.io.mjs", name);
});

describe("the server program with socket.io 4, which recovers connections", () => {
  test("puts an offset behind the arguments", async () => {
    const { url } = await start(process.execPath, `${servers}socket.io.mjs`, "0", "sios4", "--recovery");

    expect(await answerTo('42["message",1]', url, 4)).toMatch(/^42\["message-back",1,"[^"]+"\]$/);
  });
});

describe("the server program with socket.io (sios2)", () => {
  behaves([3], process.execPath, "socket.io-2.mjs", "sios2");
});

// On a user's machine the tests can do without; in CI they must not.
const hasPython = spawnSync(python, ["-c", "import socketio, aiohttp"]).status === 0;
const isSkipped = !hasPython && process.env["CI"] === undefined;

beforeAll(() => {
  if (isSkipped) {
    process.stderr.write(`skipped: the programs in Python need ${python} with socketio and aiohttp\n`);
  }
});

describe.skipIf(isSkipped)("the server program with python-socketio", () => {
  behaves([4], python, "python-socketio.py");
});
