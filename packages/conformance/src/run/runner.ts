import type { Requirement, Revision, Side } from "../requirements/requirement.js";
import type { Case } from "./case.js";
import { ExpectationError, SkipError } from "./expectation.js";
import type { Outcome, Verdict } from "./outcome.js";
import { RunError } from "./run-error.js";
import { Scope } from "./scope.js";
import { counted, oneLine } from "./transcript.js";

/** A case that is about to be tried. */
export interface Start {
  readonly caseId: string;
  readonly title: string;
  readonly revision: Revision;
}

/** Who wants to hear how a run goes on. */
export interface RunListener {
  onStart?(start: Start): void;
  onOutcome?(outcome: Outcome): void;
}

/** What a run is made of. */
export interface RunOptions<Kit> extends RunListener {
  readonly cases: readonly Case<Kit>[];
  readonly revisions: readonly Revision[];
  /** Who is under test: requirements of the other side do not count. */
  readonly side: Side;
  /** By id; one that is missing counts as a MUST. */
  readonly requirements: ReadonlyMap<string, Requirement>;
  /** How many cases are tried at a time. */
  readonly concurrency: number;
  /** How long a case may take altogether. */
  readonly limitMs?: number;
  /** Makes what a case is handed. A `RunError` from here, or from a case, ends the whole run. */
  makeKit(revision: Revision, scope: Scope): Kit | Promise<Kit>;
}

interface Trial<Kit> {
  readonly case: Case<Kit>;
  readonly revision: Revision;
}

const usualLimitMs = 15_000;
/** A frame may be large; what is told of it is not. */
const longestWords = 1_000;

/**
 * Tries each case in each of its revisions. Resolves with the outcomes in the order of the cases; whatever a case
 * opened is closed by then. Rejects with a `RunError` if there is nothing to hold to anything.
 */
export async function runCases<Kit>(options: RunOptions<Kit>): Promise<Outcome[]> {
  const trials = options.cases.flatMap((one) => plan(one, options.revisions));
  const outcomes: Outcome[] = [];
  const queue = trials.entries();
  let abortion: { readonly error: unknown } | undefined;
  const work = async (): Promise<void> => {
    // One iterator for all workers: each trial goes to whoever is free.
    for (const [index, trial] of queue) {
      try {
        outcomes[index] = await tryCase(trial, options);
      } catch (error) {
        abortion ??= { error };
      }
      if (abortion !== undefined) {
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, options.concurrency) }, work));
  if (abortion !== undefined) {
    throw abortion.error;
  }
  return outcomes;
}

function plan<Kit>(one: Case<Kit>, revisions: readonly Revision[]): Trial<Kit>[] {
  return revisions
    .filter((revision) => one.revisions.includes(revision))
    .map((revision) => ({ case: one, revision }));
}

async function tryCase<Kit>(trial: Trial<Kit>, options: RunOptions<Kit>): Promise<Outcome> {
  const { id: caseId, title, requirements } = trial.case;
  const scope = new Scope();
  const startedAtMs = performance.now();
  options.onStart?.({ caseId, title, revision: trial.revision });
  const end = await attempt(trial, options, scope);
  if (end !== undefined) {
    scope.noteFailure();
  }
  const durationMs = Math.round(performance.now() - startedAtMs);
  const transcript = end === undefined ? [] : [...scope.transcript.lines];
  await scope.close();
  if (end instanceof RunError) {
    throw end;
  }
  const judged = judge(end, verdictOfFailure(trial, options));
  const outcome = {
    caseId,
    title,
    requirements,
    revision: trial.revision,
    durationMs,
    ...judged,
    transcript,
  };
  options.onOutcome?.(outcome);
  return outcome;
}

/** Returns what the case threw, or undefined if it passed. */
async function attempt<Kit>(trial: Trial<Kit>, options: RunOptions<Kit>, scope: Scope): Promise<unknown> {
  const { limitMs = usualLimitMs } = options;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(overdue(scope, limitMs)), limitMs);
  });
  const run = async (): Promise<void> => trial.case.run(await options.makeKit(trial.revision, scope));
  try {
    await Promise.race([run(), limit]);
    return undefined;
  } catch (error) {
    return error ?? new Error("The case threw nothing that could be told");
  } finally {
    clearTimeout(timer);
  }
}

function overdue(scope: Scope, limitMs: number): ExpectationError {
  const expected = scope.waitsFor ?? "the case to end";
  return new ExpectationError(expected, `nothing within ${counted(limitMs)} ms, the limit of a case`);
}

type Judged = Pick<Outcome, "verdict" | "expected" | "actual" | "reason">;

function judge(end: unknown, failure: Verdict): Judged {
  if (end === undefined) {
    return { verdict: "passed" };
  }
  if (end instanceof SkipError) {
    return { verdict: "skipped", reason: end.reason };
  }
  if (end instanceof ExpectationError) {
    const [expected, actual] = [oneLine(end.expected, longestWords), oneLine(end.actual, longestWords)];
    return { verdict: failure, expected, actual };
  }
  const stack = end instanceof Error ? end.stack : undefined;
  return { verdict: "failed", expected: "the kit itself to work", actual: stack ?? String(end) };
}

function verdictOfFailure<Kit>(trial: Trial<Kit>, { requirements, side }: RunOptions<Kit>): Verdict {
  const isMust = trial.case.requirements.some((id) => {
    const requirement = requirements.get(id);
    return requirement === undefined || (requirement.level === "MUST" && requirement.sides.includes(side));
  });
  return isMust ? "failed" : "advised";
}
