import { execFile, execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Revision } from "../src/requirements/requirement.js";
import type { Case } from "../src/run/case.js";
import type { Outcome, Report } from "../src/run/outcome.js";
import { Scope } from "../src/run/scope.js";
import type { ServerKit } from "../src/server/server-kit.js";
import { testServer } from "../src/test-server.js";
import { acceptKey } from "../src/wire/accept-key.js";
import { Listener } from "../src/wire/listener.js";
import type { PendingRequest } from "../src/wire/pending-request.js";
import { encodeFrame } from "../src/wire/raw-frame.js";
import { type RunningServer, servers, startServer } from "./official-servers.js";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

describe.each(servers)("with %s, the kit", (_, revisions, create) => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(create);
  });
  afterAll(() => server.close());

  const passes = async (run: Case<ServerKit>["run"], of: readonly Revision[] = revisions): Promise<void> => {
    const { outcomes } = await testServer({ url: server.url, revisions: of, cases: [aCase(run)] });
    expect(
      outcomes.map(({ verdict, expected, actual, transcript }) => ({
        verdict,
        expected,
        actual,
        transcript,
      })),
    ).toEqual(of.map(() => ({ verdict: "passed", transcript: [] })));
  };

  it("opens a session", () =>
    passes(async (kit) => {
      const peer = await kit.session();
      expect(peer.handshake).toMatchObject({ upgrades: [], pingInterval: 400, pingTimeout: 600 });
    }));

  it("joins namespaces and finds them alive", () =>
    passes(async (kit) => {
      const peer = await kit.joined();
      await peer.expectAlive();
      const grant = await peer.join("/custom");
      expect(grant.sid).toEqual(kit.revision === 4 ? expect.any(String) : undefined);
      expect(peer.grant.sid).toEqual(kit.revision === 4 ? expect.any(String) : undefined);
      await peer.expectAlive("/custom");
      await peer.expectAlive();
    }));

  it("is refused a namespace", () =>
    passes(async (kit) => {
      const peer = await kit.joined();
      const payload = kit.revision === 4 ? { message: "not authorized", data: { code: 401 } } : { code: 401 };
      expect(await peer.joinRefused("/private", { token: "wrong" })).toEqual(payload);
      await peer.expectAlive();
    }));

  it("keeps up the heartbeat out of the case's sight", () =>
    passes(async (kit) => {
      const peer = await kit.joined();
      await peer.expectSilence(1_500);
      await peer.expectAlive();
    }));

  it("leaves the heartbeat to the case on demand", () =>
    passes(async (kit) => {
      const peer = await kit.joined({ heartbeat: "manual" });
      if (kit.revision === 3) {
        peer.send("2");
        await peer.expect("3");
      } else {
        await peer.expect("2");
        peer.send("3");
      }
      await peer.expectEnd({ withinMs: 4_000 });
    }));

  it("sends and receives attachments in the form of the revision", () =>
    passes(async (kit) => {
      const peer = await kit.joined();
      peer.send('451-["message",{"_placeholder":true,"num":0}]');
      peer.sendAttachment(Buffer.of(1, 2, 3));
      await peer.expectPacket({ type: "binary-event", event: "message-back", count: 1, id: false });
      await peer.expectAttachment(Buffer.of(1, 2, 3));
    }));

  it("sends and receives them as base64 where that was asked for", () =>
    passes(
      async (kit) => {
        const peer = await kit.joined({ moreQuery: "&b64=1" });
        peer.send('451-["message",{"_placeholder":true,"num":0}]');
        peer.sendAttachment(Buffer.of(1, 2, 3));
        await peer.expectPacket({ type: "binary-event", event: "message-back" });
        await peer.expectAttachment(Buffer.of(1, 2, 3));
      },
      revisions.filter((revision) => revision === 3),
    ));

  it("sends a message in fragments", () =>
    passes(async (kit) => {
      const peer = await kit.joined();
      peer.sendFrame({ opcode: 1, payload: '42["mess', isFinal: false });
      peer.sendFrame({ opcode: 9, payload: "between" });
      peer.sendFrame({ opcode: 0, payload: 'age","a"]' });
      await peer.expectPong("between");
      await peer.expect('42["message-back", "a"]');
    }));

  it("sees the close frame that answers its own", () =>
    passes(async (kit) => {
      const peer = await kit.joined();
      peer.sendClose(1000);
      expect(await peer.expectEnd({ codes: [1000, 1005], silent: true })).toMatchObject({ reason: "" });
      expect(await peer.next()).toEqual({ kind: "end" });
    }));

  it("sees the refusal of a request", () =>
    passes(async (kit) => {
      const answer = await kit.request({ query: "EIO=4&transport=websocket&sid=unknown" });
      expect(answer.status).toBe(400);
      expect(answer.body).toMatch(/session/i);
    }));

  it("leaves headers out, and sets others", () =>
    passes(async (kit) => {
      const answer = await kit.request({ headers: { "sec-websocket-key": undefined, "X-More": "1" } });
      expect(answer.status).not.toBe(101);
      expect((await kit.request()).status).toBe(101);
    }));
});

describe("a server that is wrong", () => {
  let scope: Scope;
  beforeEach(() => {
    scope = new Scope();
  });
  afterEach(() => scope.close());

  /** Plays a server that sends these texts, whatever is said to it, and tries one case on it. */
  async function tryOn(
    texts: readonly string[],
    run: Case<ServerKit>["run"],
    revision: Revision = 4,
  ): Promise<Outcome> {
    const listener = await Listener.open(scope, (pending) => {
      pending.accept();
      for (const text of texts) {
        pending.socket.write(encodeFrame({ opcode: 1, payload: text }, false));
      }
    });
    return only(await testServer({ url: listener.url, revisions: [revision], cases: [aCase(run)] }));
  }

  async function tryOnRequest(
    onRequest: (pending: PendingRequest) => void,
    run: Case<ServerKit>["run"],
  ): Promise<Outcome> {
    const listener = await Listener.open(scope, onRequest);
    return only(await testServer({ url: listener.url, revisions: [4], cases: [aCase(run)] }));
  }

  const open = '0{"sid":"a","upgrades":[],"pingInterval":20,"pingTimeout":200}';
  const joined = async (kit: ServerKit): Promise<void> => void (await kit.joined());

  it("fails with what was expected and what came, and with all that passed", async () => {
    const outcome = await tryOn([open, '44{"message":"no"}'], joined);
    expect(outcome).toMatchObject({
      verdict: "failed",
      expected: "a connect packet in /",
      actual: '44{"message":"no"}',
    });
    expect(outcome.transcript.map(({ source, text }) => `${source} ${text}`)).toEqual([
      "kit GET /socket.io/?EIO=4&transport=websocket",
      "peer HTTP 101",
      `peer ${open}`,
      'peer 44{"message":"no"}',
      "kit 40",
    ]);
  });

  it.each<[string, string[], Case<ServerKit>["run"], string, string | RegExp]>([
    [
      "an open packet without fields",
      ['0{"sid":"a"}'],
      joined,
      "an open packet with sid, pingInterval and pingTimeout",
      '0{"sid":"a"}',
    ],
    ["no open packet", ["40"], joined, "an open packet", "40"],
    ["a grant without a sid", [open, "40"], joined, "a grant with a sid", "a grant with undefined"],
    [
      "another message",
      [open, '40{"sid":"b"}', '42["welcome"]'],
      async (kit) => (await kit.joined()).expectAlive(),
      '42["message-back","…"]',
      '42["welcome"]',
    ],
    [
      "a message in silence",
      [open, "6"],
      async (kit) => (await kit.session()).expectSilence(100),
      "silence for 100 ms",
      "6",
    ],
    [
      "no end",
      [open],
      async (kit) => void (await (await kit.session()).expectEnd({ withinMs: 50 })),
      "the end of the connection",
      "an open connection after 50 ms",
    ],
    [
      "nothing",
      [open],
      async (kit) => (await kit.session()).expect("3", { withinMs: 50 }),
      "3",
      "nothing within 50 ms",
    ],
    [
      "no attachment",
      [open, "b4AQID"],
      async (kit) => (await kit.session()).expectAttachment(Buffer.of(1, 2, 3)),
      "the attachment <01 02 03>",
      "b4AQID",
    ],
  ])("fails for %s", async (_, texts, run, expected, actual) => {
    const outcome = await tryOn(texts, run);
    expect({ ...outcome, expected: outcome.expected?.replace(/[0-9a-f]{12}/, "…") }).toMatchObject({
      verdict: "failed",
      expected,
      actual,
    });
  });

  it("fails for a refusal instead of a WebSocket", async () => {
    const outcome = await tryOnRequest((pending) => pending.refuse(400, '{"code":5}'), joined);
    expect(outcome).toMatchObject({ expected: "HTTP 101, a WebSocket", actual: 'HTTP 400 {"code":5}' });
  });

  it("fails for a wrong accept key", async () => {
    const outcome = await tryOnRequest(
      (pending) => pending.accept({ "sec-websocket-accept": "wrong" }),
      joined,
    );
    expect(outcome.actual).toContain("HTTP 101 with Sec-WebSocket-Accept: wrong instead of ");
  });

  it("fails for an end where a message should come, and says so", async () => {
    const outcome = await tryOnRequest((pending) => {
      pending.accept();
      pending.socket.end(encodeFrame({ opcode: 8 }, false));
    }, joined);
    expect(outcome).toMatchObject({ expected: "an open packet", actual: "a close frame without a code" });
  });

  it("fails for the end of TCP where a close code is wanted", async () => {
    const outcome = await tryOnRequest(
      (pending) => {
        pending.accept();
        pending.socket.end();
      },
      async (kit) => void (await (await kit.connect()).expectEnd({ codes: [1002, 1008] })),
    );
    expect(outcome).toMatchObject({
      expected: "a close frame with code 1002 or 1008",
      actual: "the end of the TCP connection without a close frame",
    });
  });

  it("fails for another close code, and for a message before the end where none may be", async () => {
    const answer = (pending: PendingRequest): void => {
      pending.accept();
      pending.socket.write(encodeFrame({ opcode: 1, payload: "6" }, false));
      pending.socket.end(encodeFrame({ opcode: 8, payload: Buffer.of(3, 232) }, false));
    };
    const code = await tryOnRequest(
      answer,
      async (kit) => void (await (await kit.connect()).expectEnd({ codes: [1002] })),
    );
    expect(code).toMatchObject({
      expected: "a close frame with code 1002",
      actual: "a close frame, code 1000",
    });
    const silent = await tryOnRequest(
      answer,
      async (kit) => void (await (await kit.connect()).expectEnd({ silent: true })),
    );
    expect(silent).toMatchObject({
      expected: "the end of the connection, and no message before it",
      actual: "6",
    });
  });

  it("gets its pings answered, and they stay in the transcript", async () => {
    const outcome = await tryOn([open, "2", "2x", "6"], async (kit) => {
      const peer = await kit.session();
      await peer.expect("6");
      await peer.expect("7", { withinMs: 1 });
    });
    expect(outcome.actual).toBe("nothing within 1 ms");
    expect(outcome.transcript.map(({ text }) => text)).toEqual(
      expect.arrayContaining(["2", "3", "2x", "3x", "6"]),
    );
  });

  it("is pinged in revision 3, its pongs are dropped, and they stay in the transcript", async () => {
    const outcome = await tryOn(
      [open, "3", "3x"],
      async (kit) => {
        const peer = await kit.session();
        await peer.expect("3x");
        await peer.expectSilence(100);
        peer.fail("a", "b");
      },
      3,
    );
    expect(outcome.actual).toBe("b");
    expect(
      outcome.transcript.filter(({ source, text }) => source === "kit" && text === "2").length,
    ).toBeGreaterThan(0);
  });

  it("is told apart by connection", async () => {
    const outcome = await tryOn([open], async (kit) => {
      await kit.session();
      const second = await kit.session();
      second.send("second");
      second.fail("a", "b");
    });
    expect(outcome.transcript.map(({ text }) => text)).toEqual(
      expect.arrayContaining(["#2 GET /socket.io/?EIO=4&transport=websocket", `#2 ${open}`, "#2 second"]),
    );
  });
});

describe("a run on servers", () => {
  it("rejects when there is no server, and names the URL", async () => {
    const scope = new Scope();
    const { url } = await Listener.open(scope, () => {});
    await scope.close();
    const rejection = testServer({ url, cases: [aCase(async () => {})] });
    await expect(rejection).rejects.toMatchObject({
      code: "SERVER_UNREACHABLE",
      message: expect.stringMatching(new RegExp(`${url}: .*ECONNREFUSED`)),
    });
  });

  it.skipIf(!hasOpenssl)("works over TLS, with a certificate that the process trusts", async () => {
    const { key, cert } = makeCertificate();
    const http = createServer({ key, cert });
    http.on("upgrade", (request, socket) => {
      const accept = acceptKey(request.headers["sec-websocket-key"] ?? "");
      const head = `HTTP/1.1 101 a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`;
      socket.write(Buffer.concat([Buffer.from(head), encodeFrame({ opcode: 1, payload: "40" }, false)]));
    });
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    const url = `wss://127.0.0.1:${(http.address() as AddressInfo).port}`;
    const run = async (kit: ServerKit): Promise<void> => (await kit.connect()).expect("40");
    try {
      await expect(testServer({ url, cases: [aCase(run)] })).rejects.toThrow("self-signed certificate");
      vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
      expect(only(await testServer({ url, revisions: [4], cases: [aCase(run)] })).verdict).toBe("passed");
    } finally {
      vi.unstubAllEnvs();
      http.closeAllConnections();
      http.close();
    }
  });

  it("ends with the process: no timer and no socket is left", { timeout: 30_000 }, async () => {
    const directory = await mkdtemp(join(tmpdir(), "conformance-"));
    const scope = new Scope();
    try {
      const entry = new URL("../src/index.ts", import.meta.url).pathname;
      const outfile = join(directory, "kit.mjs");
      await build({ entryPoints: [entry], bundle: true, platform: "node", format: "esm", outfile });
      const { url } = await Listener.open(scope, (pending) => pending.accept());
      const script = join(directory, "run.mjs");
      await writeFile(script, scriptThatRuns(url));
      const { stdout } = await promisify(execFile)(process.execPath, [script], { timeout: 20_000 });
      const [verdicts, leftMs] = stdout.split("\n");
      expect(verdicts).toBe("failed failed");
      expect(Number(leftMs)).toBeLessThan(1_000);
    } finally {
      await scope.close();
      await rm(directory, { recursive: true });
    }
  });
});

/** A key and a certificate that nobody trusts. */
function makeCertificate(): { readonly key: string; readonly cert: string } {
  const args =
    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost";
  const san = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "-", "-out", "-"];
  const pem = execFileSync("openssl", [...args.split(" "), ...san], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const start = pem.indexOf("-----BEGIN CERTIFICATE");
  return { key: pem.slice(0, start), cert: pem.slice(start) };
}

/** Two cases that fail while much is still open and awaited; then tells how long the process went on after the run. */
function scriptThatRuns(url: string): string {
  return `
    import { testServer } from "./kit.mjs";
    const more = { title: "a", requirements: ["EIO-A-1"], revisions: [4] };
    const run = async (kit) => {
      const peers = [await kit.connect(), await kit.connect()];
      const waits = peers.map((peer) => peer.next({ withinMs: 60_000 }));
      await peers[0].expect("40", { withinMs: 100 });
      await Promise.all(waits);
    };
    const { outcomes } = await testServer({ url: "${url}", cases: [{ ...more, id: "a", run }, { ...more, id: "b", run }] });
    console.log(outcomes.map(({ verdict }) => verdict).join(" "));
    const endedAt = performance.now();
    process.on("exit", () => console.log(Math.round(performance.now() - endedAt)));
  `;
}

function aCase(run: Case<ServerKit>["run"]): Case<ServerKit> {
  return { id: "a", title: "a title", requirements: ["EIO-A-1"], revisions: [3, 4], run };
}

function only({ outcomes }: Report): Outcome {
  const [outcome, ...more] = outcomes;
  if (outcome === undefined || more.length > 0) {
    throw new Error(`Expected one outcome; got ${outcomes.length}`);
  }
  return outcome;
}
