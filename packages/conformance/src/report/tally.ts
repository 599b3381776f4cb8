import type { Outcome, Report, Verdict } from "../run/outcome.js";
import type { Rulebook } from "./rulebook.js";

/** How many outcomes there are of each kind. */
export type Counts = Readonly<Record<Verdict, number>>;

/** One section of PROTOCOL.md, with what came of its cases. */
export interface SectionTally {
  readonly section: string;
  /** One for each revision of the report, in its order. */
  readonly counts: readonly Counts[];
}

/** In the order that reports name them in. */
export const verdicts = ["passed", "failed", "advised", "skipped"] as const satisfies readonly Verdict[];

export function tally(outcomes: readonly Outcome[]): Counts {
  const counts = { passed: 0, failed: 0, advised: 0, skipped: 0 };
  for (const { verdict } of outcomes) {
    counts[verdict] += 1;
  }
  return counts;
}

/** The sections that have cases in the report, in the order of PROTOCOL.md. */
export function tallySections({ outcomes, revisions }: Report, rules: Rulebook): readonly SectionTally[] {
  const bySection = new Map<string, Outcome[]>(rules.sections.map((section) => [section, []]));
  for (const outcome of outcomes) {
    bySection.get(rules.sectionOf(outcome))?.push(outcome);
  }
  return [...bySection]
    .filter(([, members]) => members.length > 0)
    .map(([section, members]) => ({
      section,
      counts: revisions.map((revision) => tally(members.filter((member) => member.revision === revision))),
    }));
}
