import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { type CommandEnvironment, runCommand } from "../src/cli/command.js";
import { readKitVersion } from "../src/cli/kit-version.js";
import { ignoreClosedPipe } from "../src/cli/output.js";
import type { ListedCase } from "../src/cli/selection.js";
import { help } from "../src/cli/usage.js";
import type { Requirement } from "../src/requirements/requirement.js";
import type { Outcome, Report, Verdict } from "../src/run/outcome.js";

const url = "ws://127.0.0.1:3000/socket.io/";
const requirements: readonly Requirement[] = [
  {
    id: "EIO4-HB-1",
    section: "6. Heartbeat",
    sides: ["server"],
    level: "MUST",
    revisions: [4],
    text: "A server MUST ping.",
  },
  {
    id: "EIO-HB-2",
    section: "6. Heartbeat",
    sides: ["server", "client"],
    level: "MAY",
    revisions: [3, 4],
    text: "It MAY wait.",
  },
  {
    id: "EIO-ACK-1",
    section: "12. Acks",
    sides: ["client"],
    level: "MUST",
    revisions: [3, 4],
    text: "It MUST answer.",
  },
];
const serverCases: readonly ListedCase[] = [
  { id: "heartbeat-pings", title: "the server pings", requirements: ["EIO4-HB-1"], revisions: [4] },
  { id: "heartbeat-waits", title: "the server waits", requirements: ["EIO-HB-2"], revisions: [3, 4] },
];
const clientCases: readonly ListedCase[] = [
  { id: "acks-answers", title: "the client answers", requirements: ["EIO-ACK-1"], revisions: [3, 4] },
];

/** What a command printed, wrote, and had run. */
class Trial {
  out = "";
  error = "";
  readonly files = new Map<string, string>();
  readonly asked: unknown[] = [];
  readonly interruption = new AbortController();
  /** How each case ends, in order; or the run itself. */
  readonly verdicts: readonly Verdict[] | Promise<never>;
  readonly environment: CommandEnvironment;

  constructor(
    verdicts: readonly Verdict[] | Promise<never> = ["passed"],
    changes: Partial<CommandEnvironment> = {},
  ) {
    this.verdicts = verdicts;
    this.environment = {
      stdout: { write: (text) => this.#print("out", text) },
      stderr: { write: (text) => this.#print("error", text) },
      variables: {},
      signal: this.interruption.signal,
      kit: { name: "@sockeye/conformance", version: "1.2.3" },
      requirements,
      serverCases,
      clientCases,
      testServer: ({ url, ...options }) => this.#run({ side: "server", subject: url }, options),
      testClient: ({ command, ...options }) =>
        this.#run({ side: "client", subject: command.join(" ") }, options),
      writeFile: async (path, text) => void this.files.set(path, text),
      ...changes,
    };
  }

  run(line: string): Promise<number> {
    return runCommand(line.split(" "), this.environment);
  }

  #print(where: "out" | "error", text: string): void {
    this[where] += text;
  }

  async #run(
    tested: Pick<Report, "side" | "subject">,
    options: Omit<Parameters<CommandEnvironment["testServer"]>[0], "url">,
  ): Promise<Report> {
    const { onStart, onOutcome, ...asked } = options;
    this.asked.push({ ...tested, ...asked });
    const outcomes: Outcome[] = [];
    for (const verdict of await this.verdicts) {
      const outcome = outcomeOf(verdict);
      onStart(outcome);
      onOutcome(outcome);
      outcomes.push(outcome);
    }
    const { revisions } = options;
    return { ...tested, revisions, startedAt: "2026-01-02T03:04:05.678Z", durationMs: 1000, outcomes };
  }
}

function outcomeOf(verdict: Verdict): Outcome {
  return {
    caseId: "heartbeat-pings",
    title: "the server pings",
    requirements: ["EIO4-HB-1"],
    revision: 4,
    verdict,
    durationMs: 1,
    ...(verdict === "failed" && { expected: "2", actual: "nothing" }),
    transcript: [],
  };
}

describe("a run", () => {
  it("prints its report and ends with 0 if nothing failed", async () => {
    const trial = new Trial(["passed", "advised", "skipped"]);
    expect(await trial.run(`server ${url}`)).toBe(0);
    expect(
      trial.out.endsWith("\n3 cases: 1 passed, 0 failed, 1 advised, 1 skipped (EIO 3 and 4) in 1.0 s\n"),
    ).toBe(true);
    expect(trial.error).toBe("");
    expect(trial.asked).toEqual([{ side: "server", subject: url, revisions: [3, 4] }]);
  });

  it("ends with 1 if something failed, and tells it at once", async () => {
    const trial = new Trial(["passed", "failed"]);
    expect(await trial.run(`server ${url}`)).toBe(1);
    expect(trial.out).toContain("FAILED heartbeat-pings (EIO 4)\n");
    expect(trial.error).toBe("failed: heartbeat-pings (EIO 4): expected 2; got nothing\n");
  });

  it("hands a client's command on", async () => {
    const trial = new Trial();
    expect(await trial.run("client --concurrency 3 -- node client.js {url}")).toBe(0);
    expect(trial.asked).toEqual([
      { side: "client", subject: "node client.js {url}", revisions: [4], concurrency: 3 },
    ]);
  });

  it("tries the cases that --only names, by id, requirement or beginning", async () => {
    const trial = new Trial();
    await trial.run(`server ${url} --only heartbeat-waits`);
    await trial.run(`server ${url} --only EIO4-HB-1`);
    await trial.run(`server ${url} --only heartbeat`);
    await trial.run(`server ${url} --only EIO-HB- --eio 3`);
    expect(trial.asked).toMatchObject([
      { only: ["heartbeat-waits"] },
      { only: ["heartbeat-pings"] },
      { only: ["heartbeat-pings", "heartbeat-waits"] },
      { only: ["heartbeat-waits"], revisions: [3] },
    ]);
  });

  it("prints the form that was asked for", async () => {
    const trial = new Trial();
    await trial.run(`server ${url} --report json`);
    expect(JSON.parse(trial.out)).toMatchObject({ kit: { version: "1.2.3" }, subject: url });
    trial.out = "";
    await trial.run(`server ${url} --report junit`);
    expect(trial.out).toMatch(/^<\?xml /);
    trial.out = "";
    await trial.run(`server ${url} --report markdown`);
    expect(trial.out).toMatch(/^# Conformance of `ws:/);
  });

  it("writes the report to a file, and prints the summary", async () => {
    const trial = new Trial();
    expect(await trial.run(`server ${url} --report markdown --output report.md`)).toBe(0);
    expect(trial.files.get("report.md")).toMatch(/^# Conformance of /);
    expect(trial.out).toBe("1 case: 1 passed, 0 failed, 0 advised, 0 skipped (EIO 3 and 4) in 1.0 s\n");
  });

  it("prints a report that can't be written, and ends with 2", async () => {
    const error = Object.assign(new Error("ENOENT: no such file or directory, open 'x/y'"), {
      code: "ENOENT",
    });
    const trial = new Trial(["passed"], { writeFile: () => Promise.reject(error) });
    expect(await trial.run(`server ${url} --report markdown --output x/y`)).toBe(2);
    expect(trial.out).toMatch(/^# Conformance of /);
    expect(trial.error).toBe("conformance: ENOENT: no such file or directory, open 'x/y'\n");
  });

  it("is in colour on a terminal, unless NO_COLOR or a file says otherwise", async () => {
    const trial = new Trial();
    const stdout = { write: trial.environment.stdout.write, isTTY: true };
    const terminal = { ...trial.environment, stdout };
    await runCommand(["server", url], terminal);
    expect(trial.out).toContain("\u001b[32m1 case: ");
    trial.out = "";
    await runCommand(["server", url], { ...terminal, variables: { NO_COLOR: "1" } });
    await runCommand(["server", url, "--output", "report.txt"], terminal);
    expect(trial.out + trial.files.get("report.txt")).not.toContain("\u001b");
  });

  it("ends with 2 and a line if the server can't be reached", async () => {
    const error = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:3000"), { code: "ECONNREFUSED" });
    const trial = new Trial(Promise.reject(error));
    expect(await trial.run(`server ${url}`)).toBe(2);
    expect(trial.out).toBe("");
    expect(trial.error).toBe("conformance: connect ECONNREFUSED 127.0.0.1:3000\n");
  });

  it("ends with 2 and a stack if the kit has a mistake", async () => {
    const trial = new Trial(Promise.reject(new TypeError("x is not a function")));
    expect(await trial.run(`server ${url}`)).toBe(2);
    expect(trial.error).toMatch(/^conformance: TypeError: x is not a function\n {4}at /);
  });

  it("ends with 130 at once if it's interrupted", async () => {
    const trial = new Trial(new Promise<never>(() => {}));
    const status = trial.run(`server ${url}`);
    trial.interruption.abort();
    expect(await status).toBe(130);
    expect(trial.out).toBe("");
  });
});

describe("progress", () => {
  it("is a line that is rewritten on a terminal, and wiped away at the end", async () => {
    const trial = new Trial(["passed", "failed"]);
    const stderr = { write: trial.environment.stderr.write, isTTY: true, columns: 30 };
    await runCommand(["server", url], { ...trial.environment, stderr });
    expect(trial.error.split("\r\u001b[K")).toEqual([
      "",
      "  0/3  failed 0  heartbeat-pi",
      "  1/3  failed 0  heartbeat-pi",
      "  1/3  failed 0  heartbeat-pi",
      "  2/3  failed 1  heartbeat-pi",
      "",
    ]);
  });

  it("is a line every 25 cases elsewhere", async () => {
    const trial = new Trial(Array<Verdict>(60).fill("passed"));
    await trial.run(`server ${url}`);
    expect(trial.error).toBe("25/3, failed 0\n50/3, failed 0\n");
  });
});

describe("what the command prints without a run", () => {
  it("is the cases with --list", async () => {
    const trial = new Trial();
    expect(await trial.run("server --list")).toBe(0);
    expect(trial.out).toBe(`\
heartbeat-pings  EIO 4        the server pings [EIO4-HB-1]
heartbeat-waits  EIO 3 and 4  the server waits [EIO-HB-2]
`);
    expect(trial.asked).toEqual([]);
  });

  it("is the chosen cases in the chosen revisions", async () => {
    const trial = new Trial();
    await trial.run(`server ${url} --list --eio 3`);
    await trial.run("client --list --only EIO-ACK-1");
    expect(trial.out).toBe(`\
heartbeat-waits  EIO 3  the server waits [EIO-HB-2]
acks-answers  EIO 4  the client answers [EIO-ACK-1]
`);
  });

  it("is the requirements", async () => {
    const trial = new Trial();
    expect(await trial.run("requirements")).toBe(0);
    expect(trial.out).toBe(`\
6. Heartbeat
  EIO4-HB-1 (server) A server MUST ping.
  EIO-HB-2 (both) It MAY wait.

12. Acks
  EIO-ACK-1 (client) It MUST answer.
`);
  });

  it("is the chosen requirements", async () => {
    const trial = new Trial();
    await trial.run("requirements --only EIO-ACK --only EIO4-HB-1");
    expect(trial.out).toBe(`\
6. Heartbeat
  EIO4-HB-1 (server) A server MUST ping.

12. Acks
  EIO-ACK-1 (client) It MUST answer.
`);
  });

  it("is help and the version", async () => {
    const trial = new Trial();
    expect(await trial.run("--help")).toBe(0);
    expect(await trial.run("--version")).toBe(0);
    expect(trial.out).toBe(`${help}1.2.3\n`);
  });
});

describe("a wrong command line", () => {
  it.each([
    ["serve", "expected server, client or requirements; got serve"],
    ["server nowhere", "expected a URL like ws://127.0.0.1:3000/socket.io/; got nowhere"],
    ["server --list --only heartbeat-pings --eio 3", "there is no such case in EIO 3"],
  ])("ends with 2 and a line: conformance %s", async (line, message) => {
    const trial = new Trial();
    expect(await trial.run(line)).toBe(2);
    expect(trial.out).toBe("");
    expect(trial.error).toBe(`conformance: ${message} (see conformance --help)\n`);
  });
});

it.each([
  ["server --list --only heart", "heart"],
  ["requirements --only EIO9", "EIO9"],
])("what is called by no name ends with 2 and a line: conformance %s", async (line, name) => {
  const trial = new Trial();

  expect(await trial.run(line)).toBe(2);
  expect(trial.error).toBe(`conformance: no case and no requirement is called ${name}\n`);
});

describe("the process around the command", () => {
  it("takes a closed pipe for no error, and nothing else", () => {
    const stream = new EventEmitter();
    ignoreClosedPipe(stream);
    const closed = Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
    const full = Object.assign(new Error("write ENOSPC"), { code: "ENOSPC" });
    expect(() => stream.emit("error", closed)).not.toThrow();
    expect(() => stream.emit("error", full)).toThrow(full);
  });

  it("knows the kit's name and version from its package.json", () => {
    expect(readKitVersion()).toEqual({
      name: "@sockeye/conformance",
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
  });
});
