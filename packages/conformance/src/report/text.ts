import type { Requirement } from "../requirements/requirement.js";
import { requirements as allRequirements } from "../requirements/requirements.js";
import type { Report } from "../run/outcome.js";
import { isDifference } from "./differences.js";
import { colored, type Paint, plain } from "./paint.js";
import { printable } from "./printable.js";
import { Rulebook } from "./rulebook.js";
import { groupSkipped } from "./skips.js";
import { summarize } from "./summary.js";
import { tally, tallySections } from "./tally.js";
import { textDifference } from "./text-difference.js";
import { textTable } from "./text-table.js";

export interface TextOptions {
  /** Default: those of PROTOCOL.md. */
  readonly requirements?: readonly Requirement[];
  /** Whether it goes to a terminal that shows colours; default false. */
  readonly isColored?: boolean;
}

/**
 * The report for people, on a terminal: every difference with its requirements and its transcript (`→` sent by the
 * kit, `←` received by it, `·` a remark), the counts by section of PROTOCOL.md, what was skipped and why, and the
 * summary as the last line.
 *
 * ```ts
 * console.log(renderText(await testServer({ url: "ws://127.0.0.1:3000/socket.io/" })));
 * ```
 */
export function renderText(report: Report, options: TextOptions = {}): string {
  const { requirements = allRequirements, isColored = false } = options;
  const rules = new Rulebook(requirements);
  const paint = isColored ? colored : plain;
  const blocks = [
    ...report.outcomes.filter(isDifference).map((outcome) => textDifference(outcome, rules, paint)),
    ...(report.outcomes.length > 0 ? [textTable(tallySections(report, rules), report.revisions, paint)] : []),
    ...skippedBlock(report, paint),
    summaryLine(report, paint),
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** For example `214 cases: 210 passed, 2 failed, 1 advised, 1 skipped (EIO 3 and 4) in 4.2 s`. */
export function summaryLine(report: Report, paint = plain): string {
  const line = `${summarize(report)} in ${(report.durationMs / 1000).toFixed(1)} s`;
  return paint(tally(report.outcomes).failed > 0 ? "red" : "green", line);
}

function skippedBlock({ outcomes }: Report, paint: Paint): readonly string[] {
  const lines = groupSkipped(outcomes).flatMap(({ reason, cases }) => [
    `  ${printable(reason)}`,
    ...cases.map(({ id, where }) => `    ${id} (${where})`),
  ]);
  return lines.length === 0 ? [] : [[paint("bold", "skipped"), ...lines].join("\n")];
}
