import type { Requirement, Revision } from "./requirements/requirement.js";
import { requirements as allRequirements } from "./requirements/requirements.js";
import type { Case } from "./run/case.js";
import type { Report } from "./run/outcome.js";
import { report } from "./run/report.js";
import type { RunListener } from "./run/runner.js";
import { serverCases } from "./server/cases/index.js";
import { makeServerKit, type ServerKit } from "./server/server-kit.js";
import { reach, readTarget } from "./wire/target.js";

/** Which server to hold to the protocol, and to how much of it. */
export interface TestServerOptions extends RunListener {
  /** With ws, wss, http or https; the path is `/socket.io/` if there is none. */
  readonly url: string;
  /** Both, if left out. */
  readonly revisions?: readonly Revision[];
  /** Ids of cases or requirements, or beginnings of those (`EIO4-HB`); everything if left out. */
  readonly only?: readonly string[];
  /** How many cases are tried at a time; 16 if left out. */
  readonly concurrency?: number;
  /** Other cases than those of the kit. */
  readonly cases?: readonly Case<ServerKit>[];
  /** Other requirements than those of PROTOCOL.md. */
  readonly requirements?: readonly Requirement[];
}

/**
 * Holds a server that runs the fixture application to the protocol, over the wire. Rejects with a `RunError` if the
 * server can't be reached or nothing is selected.
 *
 * @example
 * const report = await testServer({ url: "ws://127.0.0.1:3000/socket.io/", revisions: [4] });
 * const hasFailed = report.outcomes.some((outcome) => outcome.verdict === "failed");
 */
export async function testServer(options: TestServerOptions): Promise<Report> {
  const {
    url,
    revisions = [3, 4],
    concurrency = 16,
    cases = serverCases,
    requirements = allRequirements,
  } = options;
  const target = readTarget(url);
  await reach(target);
  return report({
    ...options,
    subject: url,
    side: "server",
    revisions,
    concurrency,
    cases,
    requirements,
    makeKit: (revision, scope) => makeServerKit({ target, revision, scope }),
  });
}
