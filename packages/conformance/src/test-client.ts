import { clientCases } from "./client/cases/index.js";
import { type ClientKit, makeClientKit } from "./client/client-kit.js";
import type { Requirement, Revision } from "./requirements/requirement.js";
import { requirements as allRequirements } from "./requirements/requirements.js";
import type { Case } from "./run/case.js";
import type { Report } from "./run/outcome.js";
import { report } from "./run/report.js";
import type { RunListener } from "./run/runner.js";

/** Which client to hold to the protocol, and to how much of it. */
export interface TestClientOptions extends RunListener {
  /** The client program and its arguments; the URL takes the place of `{url}`, or comes last. */
  readonly command: readonly string[];
  /** What the kit speaks; 4 if left out. */
  readonly revisions?: readonly Revision[];
  /** Ids of cases or requirements, or beginnings of those (`EIO4-HB`); everything if left out. */
  readonly only?: readonly string[];
  /** How many cases are tried at a time, each with a program of its own; 2 if left out. */
  readonly concurrency?: number;
  /** Other cases than those of the kit. */
  readonly cases?: readonly Case<ClientKit>[];
  /** Other requirements than those of PROTOCOL.md. */
  readonly requirements?: readonly Requirement[];
}

/**
 * Holds a client program to the protocol, over the wire. Rejects with a `RunError` if the program can't be started or
 * nothing is selected.
 *
 * @example
 * const report = await testClient({ command: ["node", "client.mjs"] });
 * const hasFailed = report.outcomes.some((outcome) => outcome.verdict === "failed");
 */
export async function testClient(options: TestClientOptions): Promise<Report> {
  const { command, revisions = [4], concurrency = 2, cases = clientCases } = options;
  return report({
    ...options,
    subject: command.join(" "),
    side: "client",
    revisions,
    concurrency,
    cases,
    requirements: options.requirements ?? allRequirements,
    makeKit: (revision, scope) => makeClientKit({ command, revision, scope }),
  });
}
