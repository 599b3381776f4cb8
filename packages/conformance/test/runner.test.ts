import { describe, expect, it } from "vitest";
import type { Requirement, Revision } from "../src/requirements/requirement.js";
import type { Case } from "../src/run/case.js";
import { ExpectationError, SkipError } from "../src/run/expectation.js";
import { Inbox } from "../src/run/inbox.js";
import type { Outcome } from "../src/run/outcome.js";
import { report } from "../src/run/report.js";
import { RunError } from "../src/run/run-error.js";
import { type RunOptions, runCases } from "../src/run/runner.js";
import { Scope } from "../src/run/scope.js";
import { selectCases } from "../src/run/selection.js";
import { hex, oneLine } from "../src/run/transcript.js";

interface Kit {
  readonly revision: Revision;
  readonly scope: Scope;
}

const must = requirement("EIO-A-1", "MUST");
const should = requirement("EIO-A-2", "SHOULD");
const clientMust: Requirement = { ...requirement("EIO-A-3", "MUST"), sides: ["client"] };

describe("a run", () => {
  it("tries each case in each of its revisions, and keeps the order of the cases", async () => {
    const seen: string[] = [];
    const slow = aCase("slow", async () => pause(20));
    const outcomes = await run([slow, aCase("only-3", async () => {}, { revisions: [3] })], {
      onStart: ({ caseId, revision }) => seen.push(`start ${caseId} ${revision}`),
      onOutcome: ({ caseId, revision }) => seen.push(`end ${caseId} ${revision}`),
      concurrency: 2,
    });
    expect(outcomes.map(({ caseId, revision, verdict }) => [caseId, revision, verdict])).toEqual([
      ["slow", 3, "passed"],
      ["slow", 4, "passed"],
      ["only-3", 3, "passed"],
    ]);
    expect(seen.slice(0, 2)).toEqual(["start slow 3", "start slow 4"]);
    expect(seen).toHaveLength(6);
  });

  it("tries no more cases at a time than it may", async () => {
    let running = 0;
    let most = 0;
    const one = async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await pause(5);
      running -= 1;
    };
    await run(
      Array.from({ length: 7 }, (_, index) => aCase(`case-${index}`, one)),
      { concurrency: 3 },
    );
    expect(most).toBe(3);
  });

  it("tells of a failure what was expected, what came, and the transcript", async () => {
    const failing = aCase("a", async ({ scope }) => {
      scope.transcript.add("kit", "40");
      scope.transcript.add("peer", '44{"message":"no"}');
      scope.explainFailure(() => ["one more thing"]);
      throw new ExpectationError("a grant", "a refusal");
    });
    const [outcome] = await run([failing], { revisions: [4] });
    expect(outcome).toMatchObject({
      verdict: "failed",
      expected: "a grant",
      actual: "a refusal",
      transcript: [
        { source: "kit", text: "40" },
        { source: "peer", text: '44{"message":"no"}' },
        { source: "note", text: "one more thing" },
      ],
    });
  });

  it("cuts what was expected and what came where they are very long", async () => {
    const failing = aCase("a", async () => {
      throw new ExpectationError("a\nb", "x".repeat(100_000));
    });
    const [outcome] = await run([failing], { revisions: [4] });
    expect(outcome).toMatchObject({
      expected: "a\\nb",
      actual: `${"x".repeat(1_000)}… (100,000 characters)`,
    });
  });

  it("keeps no transcript of a case that passed", async () => {
    const passing = aCase("a", async ({ scope }) => scope.transcript.add("kit", "40"));
    const [outcome] = await run([passing]);
    expect(outcome).toMatchObject({ verdict: "passed", transcript: [] });
    expect(outcome).not.toHaveProperty("expected");
  });

  it.each<[string, Requirement[], string[], Outcome["verdict"]]>([
    ["a MUST is one", [must], ["EIO-A-1"], "failed"],
    ["a MUST is among them", [must, should], ["EIO-A-2", "EIO-A-1"], "failed"],
    ["there are only SHOULDs", [should], ["EIO-A-2"], "advised"],
    ["the MUST binds the other side", [should, clientMust], ["EIO-A-2", "EIO-A-3"], "advised"],
    ["a requirement is not known", [should], ["EIO-A-2", "EIO-X-1"], "failed"],
  ])("judges a failure by the requirements: %s", async (_, known, requirements, verdict) => {
    const failing = aCase(
      "a",
      async () => {
        throw new ExpectationError("a", "b");
      },
      { requirements },
    );
    const [outcome] = await run([failing], { requirements: byId(known) });
    expect(outcome?.verdict).toBe(verdict);
  });

  it("tells why a case was skipped", async () => {
    const skipping = aCase("a", async () => {
      throw new SkipError("no recovery");
    });
    expect(await run([skipping], { revisions: [4] })).toMatchObject([
      { verdict: "skipped", reason: "no recovery" },
    ]);
  });

  it("shows a mistake of the kit as a failure with its stack, and goes on", async () => {
    const broken = aCase(
      "a",
      async () => {
        throw new TypeError("oops");
      },
      { requirements: ["EIO-A-2"] },
    );
    const outcomes = await run([broken, aCase("b", async () => {})], {
      revisions: [4],
      requirements: byId([should]),
    });
    expect(outcomes).toMatchObject([{ verdict: "failed", actual: expect.stringMatching(/oops\n.*at /) }, {}]);
    expect(outcomes[1]?.verdict).toBe("passed");
  });

  it("ends a case that takes too long, and tells what it waited for", async () => {
    const waiting = aCase("a", async ({ scope }) => {
      await new Inbox<string>(scope).take({ what: "the message that never comes", withinMs: 60_000 });
    });
    const hanging = aCase("b", () => new Promise(() => {}));
    expect(await run([waiting, hanging], { revisions: [4], limitMs: 30 })).toMatchObject([
      {
        verdict: "failed",
        expected: "the message that never comes",
        actual: "nothing within 30 ms, the limit of a case",
      },
      { verdict: "failed", expected: "the case to end" },
    ]);
  });

  it("closes what a case opened, the last one first, whatever comes of it", async () => {
    const closed: string[] = [];
    const opening = aCase("a", async ({ scope }) => {
      scope.defer(() => void closed.push("first"));
      scope.defer(() => {
        throw new Error("closing fails");
      });
      scope.defer(async () => {
        await pause(5);
        closed.push("last");
      });
      throw new ExpectationError("a", "b");
    });
    await run([opening], { revisions: [4], onOutcome: () => closed.push("told") });
    expect(closed).toEqual(["last", "first", "told"]);
  });

  it("rejects as a whole with a RunError, and lets those that run end before", async () => {
    let hasEnded = false;
    const slow = aCase("slow", async () => {
      await pause(20);
      hasEnded = true;
    });
    const fatal = aCase("fatal", async () => {
      throw new RunError("CLIENT_NOT_STARTED", "The client program can't be started");
    });
    const never = aCase("never", async () => expect.unreachable());
    const rejection = run([slow, fatal, never], { revisions: [4], concurrency: 2 });
    await expect(rejection).rejects.toMatchObject({ code: "CLIENT_NOT_STARTED" });
    expect(hasEnded).toBe(true);
  });

  it("hands the revision to the kit", async () => {
    const revisions: Revision[] = [];
    await run([aCase("a", async (kit) => void revisions.push(kit.revision))]);
    expect(revisions).toEqual([3, 4]);
  });
});

describe("a report", () => {
  const options = { side: "server", subject: "ws://a", requirements: [], concurrency: 1, makeKit } as const;

  it("tells of what and when", async () => {
    const made = await report({ ...options, revisions: [4], cases: [aCase("a", async () => {})] });
    expect(made).toMatchObject({
      side: "server",
      subject: "ws://a",
      revisions: [4],
      outcomes: [{ caseId: "a" }],
    });
    expect(made.startedAt).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(made.durationMs).toBeGreaterThanOrEqual(0);
  });

  it("is refused for a selection that has nothing in the revisions", async () => {
    const cases = [aCase("a", async () => {}, { revisions: [3] })];
    const rejection = report({ ...options, revisions: [4], cases, only: ["a"] });
    await expect(rejection).rejects.toMatchObject({ code: "NOTHING_SELECTED" });
  });
});

describe("a selection", () => {
  const cases = [
    aCase("one", async () => {}, { requirements: ["EIO4-HB-1"] }),
    aCase("ten", async () => {}, { requirements: ["EIO4-HB-10", "EIO-X-1"] }),
    aCase("other-1", async () => {}, { requirements: ["SIO5-EVT-1"] }),
    aCase("other-2", async () => {}, { requirements: ["SIO5-EVT-1"] }),
  ];

  it.each<[string[], string[]]>([
    [[], ["one", "ten", "other-1", "other-2"]],
    [["one"], ["one"]],
    [["other"], ["other-1", "other-2"]],
    [["EIO4-HB-1"], ["one"]],
    [["EIO4-HB"], ["one", "ten"]],
    [["EIO4-"], ["one", "ten"]],
    [
      ["EIO-X", "other-2"],
      ["ten", "other-2"],
    ],
  ])("%j means %j", (only, ids) => {
    expect(selectCases(cases, only).map(({ id }) => id)).toEqual(ids);
  });

  it.each([["EIO4-H"], ["on"], ["nonsense"]])("of %s is an error", (wanted) => {
    expect(() => selectCases(cases, ["one", wanted])).toThrow(`called ${wanted}`);
  });
});

describe("a wait", () => {
  it("takes what has come already, in order", async () => {
    const inbox = new Inbox<number>(new Scope());
    inbox.push(1);
    inbox.push(2);
    expect(await inbox.take({ what: "a number", withinMs: 0 })).toBe(1);
    expect(await inbox.take({ what: "a number", withinMs: 0 })).toBe(2);
  });

  it("takes the first that is wanted and leaves the others", async () => {
    const inbox = new Inbox<number>(new Scope());
    inbox.push(1);
    const even = inbox.take({ what: "an even number", withinMs: 1_000, isWanted: (item) => item % 2 === 0 });
    inbox.push(3);
    inbox.push(4);
    expect(await even).toBe(4);
    expect(await inbox.take({ what: "a number", withinMs: 0 })).toBe(1);
  });

  it("fails when nothing comes in time", async () => {
    const scope = new Scope();
    const take = new Inbox<number>(scope).take({ what: "a number", withinMs: 10 });
    expect(scope.waitsFor).toBe("a number");
    await expect(take).rejects.toMatchObject({ expected: "a number", actual: "nothing within 10 ms" });
    expect(scope.waitsFor).toBeUndefined();
  });

  it("gets the end as often as it is asked for, but what came before it first", async () => {
    const inbox = new Inbox<string>(new Scope());
    inbox.push("a");
    inbox.finish("end");
    inbox.finish("another end");
    const take = () => inbox.take({ what: "anything", withinMs: 0 });
    expect([await take(), await take(), await take()]).toEqual(["a", "end", "end"]);
  });

  it("is forgotten with its case", async () => {
    const scope = new Scope();
    let hasSettled = false;
    const settle = (): void => {
      hasSettled = true;
    };
    new Inbox<number>(scope).take({ what: "a number", withinMs: 10 }).then(settle, settle);
    await scope.close();
    new Inbox<number>(scope).take({ what: "a number", withinMs: 10 }).then(settle, settle);
    await pause(30);
    expect(hasSettled).toBe(false);
  });
});

describe("a line of a transcript", () => {
  it("is one line of 200 characters at most, and tells the length of what is cut", () => {
    expect(oneLine("a\r\nb\u0000\u2028")).toBe("a\\r\\nb\\u0000\\u2028");
    expect(oneLine("x".repeat(200))).toBe("x".repeat(200));
    expect(oneLine("x".repeat(2_345))).toBe(`${"x".repeat(200)}… (2,345 characters)`);
  });

  it("shows bytes in hexadecimal", () => {
    expect(hex(Buffer.of(1, 2, 255))).toBe("<01 02 ff>");
    expect(hex(Buffer.alloc(0))).toBe("<>");
    expect(oneLine(hex(Buffer.alloc(70_000)))).toMatch(/^<00 00 .* …> \(70,000 bytes\)$/);
  });
});

function makeKit(revision: Revision, scope: Scope): Kit {
  return { revision, scope };
}

function run(cases: readonly Case<Kit>[], options: Partial<RunOptions<Kit>> = {}): Promise<Outcome[]> {
  const usual = {
    side: "server",
    revisions: [3, 4],
    requirements: byId([must]),
    concurrency: 1,
    makeKit,
  } as const;
  return runCases({ ...usual, ...options, cases });
}

function aCase(id: string, run: Case<Kit>["run"], more: Partial<Case<Kit>> = {}): Case<Kit> {
  return { id, title: `the title of ${id}`, requirements: ["EIO-A-1"], revisions: [3, 4], run, ...more };
}

function requirement(id: string, level: Requirement["level"]): Requirement {
  return { id, section: "1. A", sides: ["server", "client"], level, revisions: [3, 4], text: "…" };
}

function byId(requirements: readonly Requirement[]): ReadonlyMap<string, Requirement> {
  return new Map(requirements.map((one) => [one.id, one]));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
