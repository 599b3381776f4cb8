import type { Requirement } from "../requirements/requirement.js";
import { requirements as allRequirements } from "../requirements/requirements.js";
import type { Report } from "../run/outcome.js";
import { isDifference } from "./differences.js";
import { Rulebook } from "./rulebook.js";

/** Which release of the kit made a report. */
export interface KitVersion {
  readonly name: string;
  readonly version: string;
}

/** A report as JSON. The form is stable: fields may be added, none is taken away or changes its meaning. */
export interface JsonReport extends Report {
  readonly kit: KitVersion;
  /** By id, the requirements that are named by outcomes which failed or were advised. */
  readonly requirements: Readonly<Record<string, Requirement>>;
}

export interface JsonOptions {
  readonly kit: KitVersion;
  /** Default: those of PROTOCOL.md. */
  readonly requirements?: readonly Requirement[];
}

/**
 * The report for programs: a `JsonReport`, indented.
 *
 * ```json
 * {
 *   "kit": { "name": "@sockeye/conformance", "version": "0.1.0" },
 *   "side": "server",
 *   "subject": "ws://127.0.0.1:3000/socket.io/",
 *   "revisions": [4],
 *   "startedAt": "2026-01-02T03:04:05.678Z",
 *   "durationMs": 4200,
 *   "outcomes": [
 *     {
 *       "caseId": "heartbeat-pings-in-time",
 *       "title": "the server pings when the interval has passed",
 *       "requirements": ["EIO4-HB-1"],
 *       "revision": 4,
 *       "verdict": "failed",
 *       "durationMs": 702,
 *       "expected": "2 within 600 ms",
 *       "actual": "nothing",
 *       "transcript": [{ "atMs": 0, "source": "note", "text": "connected" }]
 *     }
 *   ],
 *   "requirements": { "EIO4-HB-1": { "id": "EIO4-HB-1", "section": "7. Heartbeat", "sides": ["server"], … } }
 * }
 * ```
 *
 * `verdict` is `passed`, `failed`, `advised` (only a SHOULD was not kept) or `skipped`, which has a `reason`; `source`
 * is `kit`, `peer` or `note`. Fields that have nothing to say are missing.
 */
export function renderJson(report: Report, { kit, requirements = allRequirements }: JsonOptions): string {
  const { side, subject, revisions, startedAt, durationMs, outcomes } = report;
  const json: JsonReport = {
    kit,
    side,
    subject,
    revisions,
    startedAt,
    durationMs,
    outcomes,
    requirements: namedByDifferences(report, new Rulebook(requirements)),
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

function namedByDifferences({ outcomes }: Report, rules: Rulebook): Record<string, Requirement> {
  const found = outcomes
    .filter(isDifference)
    .flatMap(({ requirements }) => requirements.map((id) => rules.find(id)));
  const known = found.filter((requirement) => requirement !== undefined);
  return Object.fromEntries(known.map((requirement) => [requirement.id, requirement]));
}
