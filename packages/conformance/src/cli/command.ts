import type { KitVersion } from "../report/json.js";
import { type RenderOptions, renderReport } from "../report/report-format.js";
import { summaryLine } from "../report/text.js";
import type { Requirement, Revision } from "../requirements/requirement.js";
import type { Outcome, Report } from "../run/outcome.js";
import { selectNamed } from "../run/selection.js";
import { type Invocation, parseArguments, type RunSettings } from "./arguments.js";
import { listCases, listRequirements } from "./listing.js";
import type { Output } from "./output.js";
import { Progress } from "./progress.js";
import { chooseCases, type ListedCase } from "./selection.js";
import { help, UsageError } from "./usage.js";

/** How the command has cases run, whichever side is tested. */
export interface RunRequest {
  readonly revisions: readonly Revision[];
  /** The ids of the cases. Missing for all. */
  readonly only?: readonly string[];
  readonly concurrency?: number;
  readonly onStart: (started: { readonly caseId: string; readonly revision: Revision }) => void;
  readonly onOutcome: (outcome: Outcome) => void;
}

/** All that the command reaches beyond its arguments. */
export interface CommandEnvironment {
  readonly stdout: Output;
  readonly stderr: Output;
  /** The environment's variables, for `NO_COLOR`. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Aborted when the command is interrupted. */
  readonly signal: AbortSignal;
  readonly kit: KitVersion;
  readonly requirements: readonly Requirement[];
  readonly serverCases: readonly ListedCase[];
  readonly clientCases: readonly ListedCase[];
  readonly testServer: (options: RunRequest & { readonly url: string }) => Promise<Report>;
  readonly testClient: (options: RunRequest & { readonly command: readonly string[] }) => Promise<Report>;
  readonly writeFile: (path: string, text: string) => Promise<void>;
}

type RunInvocation = Extract<Invocation, { kind: "server" | "client" }>;

/** The exit statuses that have a meaning. */
const status = { passed: 0, failed: 1, unusable: 2, interrupted: 130 } as const;

/**
 * The command `conformance`, with the arguments after its name. Resolves with the exit status: 0 if nothing failed,
 * 1 if something did, 2 if the arguments are wrong or the run was not possible, 130 if it was interrupted.
 */
export async function runCommand(argv: readonly string[], environment: CommandEnvironment): Promise<number> {
  try {
    return await obey(parseArguments(argv), environment);
  } catch (error) {
    environment.stderr.write(`conformance: ${describe(error)}\n`);
    return status.unusable;
  }
}

async function obey(invocation: Invocation, environment: CommandEnvironment): Promise<number> {
  const { stdout, kit, requirements } = environment;
  switch (invocation.kind) {
    case "help":
      stdout.write(help);
      return status.passed;
    case "version":
      stdout.write(`${kit.version}\n`);
      return status.passed;
    case "requirements":
      stdout.write(listRequirements(selectNamed(requirements, ({ id }) => [id], invocation.only)));
      return status.passed;
    case "list":
      stdout.write(listCases(chooseCases(casesFor(invocation.side, environment), invocation)));
      return status.passed;
    case "server":
    case "client":
      return await test(invocation, environment);
  }
}

function casesFor(side: "server" | "client", environment: CommandEnvironment): readonly ListedCase[] {
  return side === "server" ? environment.serverCases : environment.clientCases;
}

async function test(invocation: RunInvocation, environment: CommandEnvironment): Promise<number> {
  const { stderr, signal } = environment;
  const cases = chooseCases(casesFor(invocation.kind, environment), invocation);
  const total = cases.reduce((sum, { revisions }) => sum + revisions.length, 0);
  const progress = new Progress(stderr, total);
  const report = await Promise.race([
    run(invocation, cases, progress, environment),
    interruption(signal),
  ]).finally(() => progress.end());
  return report === "interrupted" ? status.interrupted : await tell(report, invocation, environment);
}

function run(
  invocation: RunInvocation,
  cases: readonly ListedCase[],
  progress: Progress,
  { testServer, testClient }: CommandEnvironment,
): Promise<Report> {
  const { revisions, only, concurrency } = invocation;
  const options: RunRequest = {
    revisions,
    ...(only.length > 0 && { only: cases.map(({ id }) => id) }),
    ...(concurrency !== undefined && { concurrency }),
    onStart: ({ caseId }) => progress.started(caseId),
    onOutcome: (outcome) => progress.finished(outcome),
  };
  return invocation.kind === "server"
    ? testServer({ ...options, url: invocation.url })
    : testClient({ ...options, command: invocation.command });
}

function interruption(signal: AbortSignal): Promise<"interrupted"> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve("interrupted");
    }
    signal.addEventListener("abort", () => resolve("interrupted"), { once: true });
  });
}

/** Prints the report, or writes it to the file and prints the summary; a file that can't be written loses nothing. */
async function tell(report: Report, settings: RunSettings, environment: CommandEnvironment): Promise<number> {
  const { stdout, writeFile } = environment;
  const text = renderReport(report, settings.format, renderOptions(settings, environment));
  if (settings.output === undefined) {
    stdout.write(text);
  } else {
    await writeFile(settings.output, text).catch((error: unknown) => {
      stdout.write(text);
      throw error;
    });
    stdout.write(`${summaryLine(report)}\n`);
  }
  return report.outcomes.some(({ verdict }) => verdict === "failed") ? status.failed : status.passed;
}

function renderOptions({ output }: RunSettings, environment: CommandEnvironment): RenderOptions {
  const { requirements, kit, stdout, variables } = environment;
  const isColored = output === undefined && stdout.isTTY === true && !variables["NO_COLOR"];
  return { requirements, kit, isColored };
}

/** A line for what was to be expected; the whole stack for a mistake of the kit itself. */
function describe(error: unknown): string {
  if (error instanceof UsageError) {
    return `${error.message} (see conformance --help)`;
  }
  if (!(error instanceof Error)) {
    return String(error);
  }
  return "code" in error ? error.message : (error.stack ?? error.message);
}
