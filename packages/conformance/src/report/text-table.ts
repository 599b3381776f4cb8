import type { Revision } from "../requirements/requirement.js";
import type { Verdict } from "../run/outcome.js";
import type { Paint, Style } from "./paint.js";
import { type Counts, type SectionTally, verdicts } from "./tally.js";

const styles = {
  passed: "green",
  failed: "red",
  advised: "yellow",
  skipped: "dim",
} as const satisfies Record<Verdict, Style>;

/** The sections with their counts, in columns: `passed  failed  advised  skipped`, once for each revision. */
export function textTable(
  rows: readonly SectionTally[],
  revisions: readonly Revision[],
  paint: Paint,
): string {
  const width = Math.max("section".length, ...rows.map(({ section }) => section.length));
  const names = verdicts.map((verdict) => `  ${verdict}`).join("");
  const above = `${" ".repeat(width)}${revisions.map((revision) => `  ${`EIO ${revision}`.padEnd(names.length - 2)}`).join("")}`;
  const lines = rows.map(
    ({ section, counts }) => section.padEnd(width) + counts.map((one) => cells(one, paint)).join(""),
  );
  return [
    ...(revisions.length > 1 ? [above.trimEnd()] : []),
    "section".padEnd(width) + revisions.map(() => names).join(""),
    ...lines,
  ].join("\n");
}

function cells(counts: Counts, paint: Paint): string {
  return verdicts.map((verdict) => cell(verdict, counts[verdict], paint)).join("");
}

/** Right-aligned under its name; a zero is drawn as a dash and without colour, so that the others are seen. */
function cell(verdict: Verdict, count: number, paint: Paint): string {
  const width = verdict.length + 2;
  return count === 0 ? "-".padStart(width) : paint(styles[verdict], String(count).padStart(width));
}
