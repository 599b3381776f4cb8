import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ClientKit } from "../src/client/client-kit.js";
import type { Revision } from "../src/requirements/requirement.js";
import type { Case } from "../src/run/case.js";
import type { Outcome } from "../src/run/outcome.js";
import { type TestClientOptions, testClient } from "../src/test-client.js";

const fixture = new URL("../fixtures/clients/socket.io-client.mjs", import.meta.url).pathname;
const directory = mkdtempSync(join(tmpdir(), "conformance-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** The official clients, and the revision that they speak. */
const clients: readonly (readonly [string, Revision])[] = [
  ["sioc4", 4],
  ["sioc2", 3],
];

describe.each(clients)("with the client %s, the kit", (name, revision) => {
  const passes = async (run: Case<ClientKit>["run"]): Promise<void> => {
    const outcome = await tryCase({ command: [process.execPath, fixture, name], revisions: [revision] }, run);
    const { verdict, expected, actual, transcript } = outcome;
    expect({ verdict, expected, actual, transcript }).toEqual({ verdict: "passed", transcript: [] });
  };

  it("opens a session and lets it into the default namespace", () =>
    passes(async (kit) => {
      const peer = await kit.joined();
      expect(peer.request).toMatchObject({ method: "GET", path: "/socket.io/" });
      expect(peer.request.query.get("EIO")).toBe(String(revision));
      expect(peer.connectPayload).toEqual(revision === 4 ? { token: "abc" } : undefined);
      await peer.expectAlive();
      await peer.expectReport((entry) => entry.event === "connect", "the connect of /");
    }));

  it("lets it into a namespace and refuses it another one", () =>
    passes(async (kit) => {
      const peer = await kit.joined();
      peer.instruct("join", ["/custom", { token: "secret" }]);
      expect(await peer.expectConnect("/custom")).toEqual({ token: "secret" });
      peer.grant("/custom");
      await peer.expectAlive("/custom");
      peer.instruct("join", ["/private"]);
      await peer.expectConnect("/private");
      peer.refuse("/private", "not authorized", { code: 401 });
      const entries = await peer.expectReport(
        (entry) => entry.event === "refused",
        "the refusal of /private",
      );
      expect(entries.find((entry) => entry.event === "refused")).toMatchObject({
        namespace: "/private",
        data: { code: 401 },
      });
    }));

  it("keeps up the heartbeat out of the case's sight", () =>
    passes(async (kit) => {
      const peer = await kit.joined({ open: { pingInterval: 200, pingTimeout: 1_000 } });
      await peer.expectSilence(1_500);
      await peer.expectAlive();
    }));

  it("leaves the heartbeat to the case on demand", () =>
    passes(async (kit) => {
      const peer = await kit.joined({ heartbeat: "manual", open: { pingInterval: 300 } });
      if (revision === 3) {
        await peer.expect("2");
        peer.send("3");
      } else {
        peer.send("2");
        await peer.expect("3");
      }
    }));

  it("sends and receives attachments in the form of the revision", () =>
    passes(async (kit) => {
      const peer = await kit.joined();
      peer.send('451-["echo",{"_placeholder":true,"num":0}]');
      peer.sendAttachment(Buffer.of(1, 2, 3));
      await peer.expect('451-["echo-back",{"_placeholder":true,"num":0}]');
      await peer.expectAttachment(Buffer.of(1, 2, 3));
    }));

  it("sees it come back when its connection was dropped, and when it was refused", () =>
    passes(async (kit) => {
      const first = await kit.joined();
      await first.expectAlive();
      first.drop();
      const request = await kit.refuse(400, '{"code":5,"message":"no"}');
      expect(request.query.get("transport")).toBe("websocket");
      const second = await kit.joined();
      await second.expectAlive();
    }));

  it("sees it stay away when it was told to leave", () =>
    passes(async (kit) => {
      const peer = await kit.joined();
      await peer.expectAlive();
      peer.instruct("leave");
      await peer.expectEnd();
      await kit.expectNoRequest(500);
    }));
});

describe("a client that is wrong", () => {
  it("fails with what came, and with what it wrote", async () => {
    const command = program(
      `console.log("one\\ntwo"); console.error("three"); ${fetches("/socket.io/?EIO=4")}`,
    );
    const outcome = await tryCase({ command }, async (kit) => void (await kit.accept()));
    expect(outcome).toMatchObject({
      verdict: "failed",
      expected: "an opening request for a WebSocket",
      actual: "GET /socket.io/?EIO=4",
    });
    const lines = outcome.transcript.map(({ source, text }) => `${source} ${text}`);
    expect(lines).toContain("peer GET /socket.io/?EIO=4");
    expect(lines).toEqual(
      expect.arrayContaining(["one", "two", "three"].map((line) => `note the client wrote: ${line}`)),
    );
  });

  it("fails when it ends before it has connected, and says how", async () => {
    const outcome = await tryCase(
      { command: program("process.exit(3)") },
      async (kit) => void (await kit.accept()),
    );
    expect(outcome).toMatchObject({
      expected: "an opening request",
      actual: "the end of the client program, with exit code 3",
    });
  });

  it("fails when it does not connect", async () => {
    const command = program("setInterval(() => {}, 1000)");
    const outcome = await tryCase({ command }, async (kit) => void (await kit.accept({ withinMs: 300 })));
    expect(outcome).toMatchObject({ expected: "an opening request", actual: "nothing within 300 ms" });
  });

  it("fails when it connects where it should not", async () => {
    const outcome = await tryCase({ command: program(fetches("/a")) }, (kit) => kit.expectNoRequest(3_000));
    expect(outcome).toMatchObject({ expected: "no opening request for 3,000 ms", actual: "GET /a" });
  });

  it("fails when it does not notice what it should", async () => {
    const command = [process.execPath, fixture, "sioc4"];
    const outcome = await tryCase({ command, requirements: [] }, async (kit) => {
      const peer = await kit.joined();
      await peer.expectReport((entry) => entry.event === "never", "what never happens");
    });
    expect(outcome).toMatchObject({
      verdict: "failed",
      expected: "a report of what never happens",
      actual: expect.stringMatching(/^a report of \[\{"event":"connect","namespace":"\/","id":".{20}"\}\]$/),
    });
  });
});

describe("a client program", () => {
  it("gets the URL in place of {url}, or as its last argument", async () => {
    const file = join(directory, "arguments.txt");
    const write = `require("fs").writeFileSync(${JSON.stringify(file)}, JSON.stringify(process.argv.slice(1)))`;
    const url = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/);
    await tryCase(
      { command: [...program(write), "--", "--first"] },
      async (kit) => void (await kit.accept()),
    );
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(["--first", url]);
    const command = [...program(write), "--", "--url={url}", "--last"];
    await tryCase({ command }, async (kit) => void (await kit.accept()));
    const placed = expect.stringMatching(/^--url=http:\/\/127\.0\.0\.1:\d+$/);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual([placed, "--last"]);
  });

  it("that can't be started is no failure of a case: the run rejects", async () => {
    const rejection = tryCase({ command: [join(directory, "missing")] }, async () => {});
    await expect(rejection).rejects.toMatchObject({
      code: "CLIENT_NOT_STARTED",
      message: expect.stringContaining("ENOENT"),
    });
  });

  it("is ended with all that it has started", async () => {
    const file = join(directory, "pids.txt");
    const child = `require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" })`;
    const write = `require("fs").writeFileSync(${JSON.stringify(file)}, process.pid + " " + ${child}.pid)`;
    const command = program(`process.on("SIGTERM", () => {}); ${write}; ${fetches("/started")}`);
    const outcome = await tryCase({ command }, async (kit) => void (await kit.refuse(503)));
    expect(outcome.verdict).toBe("passed");
    const pids = readFileSync(file, "utf8").split(" ");
    expect(pids).toHaveLength(2);
    expect(pids.filter(isRunning)).toEqual([]);
  });
});

/** A program in one line of JavaScript. */
function program(code: string): string[] {
  return [process.execPath, "-e", code];
}

/** Code that sends a request to the server that the program was called with. */
function fetches(target: string): string {
  return `setInterval(() => {}, 1000); fetch(process.argv.at(-1) + ${JSON.stringify(target)}).catch(() => {});`;
}

function isRunning(pid: string): boolean {
  try {
    const state = execFileSync("ps", ["-o", "stat=", "-p", pid], { encoding: "utf8" }).trim();
    return !state.startsWith("Z");
  } catch {
    return false; // ps fails for a process that is not there
  }
}

async function tryCase(options: TestClientOptions, run: Case<ClientKit>["run"]): Promise<Outcome> {
  const one: Case<ClientKit> = {
    id: "a",
    title: "a title",
    requirements: ["EIO-A-1"],
    revisions: [3, 4],
    run,
  };
  const { outcomes } = await testClient({ ...options, cases: [one] });
  const [outcome, ...more] = outcomes;
  if (outcome === undefined || more.length > 0) {
    throw new Error(`Expected one outcome; got ${outcomes.length}`);
  }
  return outcome;
}
