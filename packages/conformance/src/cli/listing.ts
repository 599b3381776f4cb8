import { inWords } from "../report/summary.js";
import type { Requirement } from "../requirements/requirement.js";
import type { ListedCase } from "./selection.js";

/** What `--list` prints: a line for each case, with its revisions, its title and its requirements. */
export function listCases(cases: readonly ListedCase[]): string {
  const idWidth = Math.max(...cases.map(({ id }) => id.length));
  const whereWidth = Math.max(...cases.map(({ revisions }) => inWords(revisions).length));
  return cases
    .map(({ id, revisions, title, requirements }) => {
      const where = inWords(revisions).padEnd(whereWidth);
      return `${id.padEnd(idWidth)}  ${where}  ${title} [${requirements.join(", ")}]\n`;
    })
    .join("");
}

/** What `conformance requirements` prints: the rules under the titles of their sections. */
export function listRequirements(requirements: readonly Requirement[]): string {
  const sections = [...new Set(requirements.map(({ section }) => section))];
  return sections
    .map((title) => {
      const rules = requirements.filter(({ section }) => section === title);
      return `${title}\n${rules.map(ruleLine).join("")}`;
    })
    .join("\n");
}

function ruleLine({ id, sides, text }: Requirement): string {
  return `  ${id} (${sides.length > 1 ? "both" : sides.join()}) ${text}\n`;
}
