import type { Requirement, Revision } from "../requirements/requirement.js";
import { requirements as allRequirements } from "../requirements/requirements.js";
import type { Outcome, Report } from "../run/outcome.js";
import { plain } from "./paint.js";
import { printable } from "./printable.js";
import { Rulebook } from "./rulebook.js";
import { tally } from "./tally.js";
import { textDifference } from "./text-difference.js";
import { element, textElement } from "./xml.js";

export interface JunitOptions {
  /** Default: those of PROTOCOL.md. */
  readonly requirements?: readonly Requirement[];
}

/**
 * The report for CI servers, as JUnit XML: a suite for each revision, and in it a test for each case, whose class is
 * the section of PROTOCOL.md. Names carry the revision, since some servers take two tests of one name for one. A case
 * that was advised is a test that passed, with its text as output.
 */
export function renderJunit(report: Report, { requirements = allRequirements }: JunitOptions = {}): string {
  const rules = new Rulebook(requirements);
  const suites = report.revisions.map((revision) => suite(report, revision, rules));
  const name = `conformance ${report.side} ${printable(report.subject)}`;
  const root = element("testsuites", { name, ...totals(report.outcomes, report.durationMs) }, suites);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

function suite(report: Report, revision: Revision, rules: Rulebook): string {
  const outcomes = report.outcomes.filter((outcome) => outcome.revision === revision);
  const durationMs = outcomes.reduce((sum, outcome) => sum + outcome.durationMs, 0);
  return element(
    "testsuite",
    { name: `EIO ${revision}`, ...totals(outcomes, durationMs), timestamp: timestamp(report.startedAt) },
    outcomes.map((outcome) => testCase(outcome, rules)),
  );
}

function totals(outcomes: readonly Outcome[], durationMs: number): Record<string, string | number> {
  const { failed, skipped } = tally(outcomes);
  return { tests: outcomes.length, failures: failed, errors: 0, skipped, time: seconds(durationMs) };
}

function testCase(outcome: Outcome, rules: Rulebook): string {
  const { caseId, revision, durationMs } = outcome;
  const name = `${caseId} (EIO ${revision})`;
  const attributes = { classname: rules.sectionOf(outcome), name, time: seconds(durationMs) };
  return element("testcase", attributes, result(outcome, rules));
}

function result(outcome: Outcome, rules: Rulebook): readonly string[] {
  const { verdict, expected = "", actual = "", reason = "" } = outcome;
  switch (verdict) {
    case "passed":
      return [];
    case "skipped":
      return [element("skipped", { message: printable(reason) })];
    case "advised":
      return [textElement("system-out", {}, textDifference(outcome, rules, plain))];
    case "failed": {
      const message = printable(`expected ${expected}; got ${actual}`);
      return [textElement("failure", { type: "failed", message }, textDifference(outcome, rules, plain))];
    }
  }
}

function seconds(durationMs: number): string {
  return (durationMs / 1000).toFixed(3);
}

/** Without a zone, as the schemas of JUnit want it. */
function timestamp(startedAt: string): string {
  return new Date(startedAt).toISOString().slice(0, 19);
}
