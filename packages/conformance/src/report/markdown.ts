import type { Requirement, Revision } from "../requirements/requirement.js";
import { requirements as allRequirements } from "../requirements/requirements.js";
import type { Report } from "../run/outcome.js";
import { type Difference, groupDifferences } from "./differences.js";
import { codeSpan, escapeMarkdown, tableRow } from "./markdown-syntax.js";
import { Rulebook } from "./rulebook.js";
import { groupSkipped } from "./skips.js";
import { inWords, summarize } from "./summary.js";
import { type SectionTally, tallySections, verdicts } from "./tally.js";

export interface MarkdownOptions {
  /** Default: those of PROTOCOL.md. */
  readonly requirements?: readonly Requirement[];
  /** The heading, as Markdown; default `Conformance of` and what was tested. */
  readonly title?: string;
}

/**
 * The report as a page: heading, summary, counts by section of PROTOCOL.md, differences, and what was skipped. It
 * tells no times, so that a second run with the same outcomes gives the same page.
 */
export function renderMarkdown(report: Report, options: MarkdownOptions = {}): string {
  const { requirements = allRequirements, title = `Conformance of ${codeSpan(report.subject)}` } = options;
  const rules = new Rulebook(requirements);
  const differences = groupDifferences(report.outcomes).map((one) => differenceBlock(one, rules));
  const skipped = skippedLines(report);
  const blocks = [
    `# ${title}`,
    `${summarize(report)}.`,
    ...(report.outcomes.length > 0 ? [table(tallySections(report, rules), report.revisions)] : []),
    ...(differences.length > 0 ? ["## Differences", ...differences] : []),
    ...(skipped.length > 0 ? ["## Skipped", skipped.join("\n")] : []),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function table(rows: readonly SectionTally[], revisions: readonly Revision[]): string {
  const names = revisions.flatMap((revision) =>
    verdicts.map((verdict) => (revisions.length > 1 ? `EIO ${revision} ${verdict}` : verdict)),
  );
  return [
    tableRow(["section", ...names]),
    tableRow(["---", ...names.map(() => "--:")]),
    ...rows.map(({ section, counts }) =>
      tableRow([section, ...counts.flatMap((one) => verdicts.map((verdict) => String(one[verdict])))]),
    ),
  ].join("\n");
}

function differenceBlock({ outcome, revisions }: Difference, rules: Rulebook): string {
  const { caseId, verdict, title, requirements, expected, actual } = outcome;
  const facts = [
    ...requirements.map((id) => `- **${id}** ${rules.find(id)?.text ?? "is not in PROTOCOL.md"}`),
    ...(expected === undefined ? [] : [`- expected: ${codeSpan(expected)}`]),
    ...(actual === undefined ? [] : [`- seen: ${codeSpan(actual)}`]),
  ];
  const heading = `### ${codeSpan(caseId)} (${inWords(revisions)}): ${verdict}`;
  return [heading, escapeMarkdown(title), facts.join("\n")].join("\n\n");
}

function skippedLines({ outcomes }: Report): readonly string[] {
  return groupSkipped(outcomes).map(({ reason, cases }) => {
    const list = cases.map(({ id, where }) => `${codeSpan(id)} (${where})`).join(", ");
    return `- ${escapeMarkdown(reason)}: ${list}`;
  });
}
