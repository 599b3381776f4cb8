import type { Requirement } from "../requirements/requirement.js";
import type { Outcome } from "../run/outcome.js";

/** The section of a case whose requirements nobody knows. */
const unknownSection = "not in PROTOCOL.md";

/** The requirements, as reports look things up in them. */
export class Rulebook {
  readonly #requirements: ReadonlyMap<string, Requirement>;

  constructor(requirements: readonly Requirement[]) {
    this.#requirements = new Map(requirements.map((requirement) => [requirement.id, requirement]));
  }

  /** Every section that has requirements, in the order of the document; the one of unknown requirements is last. */
  get sections(): readonly string[] {
    const titles = [...this.#requirements.values()].map(({ section }) => section);
    return [...new Set(titles), unknownSection];
  }

  find(id: string): Requirement | undefined {
    return this.#requirements.get(id);
  }

  /** The section that an outcome counts in: that of the first requirement which its case names. */
  sectionOf({ requirements }: Outcome): string {
    const known = requirements.map((id) => this.find(id)).find((requirement) => requirement !== undefined);
    return known?.section ?? unknownSection;
  }
}
