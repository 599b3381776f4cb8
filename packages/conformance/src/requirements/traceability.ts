import type { Case } from "../run/case.js";
import type { Requirement, Revision, Side } from "./requirement.js";
import type { UntestedRequirement } from "./untested.js";

/** What is to be known of a case without running it. */
type TracedCase = Omit<Case<never>, "run">;

/** All that has to agree. */
export interface Traceability {
  readonly requirements: readonly Requirement[];
  readonly cases: Readonly<Record<Side, readonly TracedCase[]>>;
  readonly untested: readonly UntestedRequirement[];
}

const sides: readonly Side[] = ["server", "client"];

/**
 * Holds cases and requirements together, in both directions: every MUST is tried for each side and in each revision
 * that it is a rule of, or has a reason why not; and every case tries rules that exist. Returns what is wrong, a
 * sentence each; nothing if all is well.
 */
export function traceabilityProblems(traceability: Traceability): readonly string[] {
  const { cases } = traceability;
  return [
    ...repeated([...cases.server, ...cases.client].map(({ id }) => id)).map(
      (id) => `case ${id} is there twice`,
    ),
    ...sides.flatMap((side) => cases[side].flatMap((one) => caseProblems(one, side, traceability))),
    ...sides.flatMap((side) => requirementProblems(side, traceability)),
    ...traceability.untested.flatMap((entry) => untestedProblems(entry, traceability)),
    ...repeated(traceability.untested.map(({ id, side }) => `${id} (${side})`)).map(
      (entry) => `untested: ${entry} is there twice`,
    ),
  ];
}

function caseProblems(one: TracedCase, side: Side, { requirements }: Traceability): readonly string[] {
  const named = requirements.filter(({ id, sides }) => one.requirements.includes(id) && sides.includes(side));
  const known = new Set(requirements.map(({ id }) => id));
  return [
    ...(/^[a-z][a-z0-9-]*$/.test(one.id)
      ? []
      : [`case ${one.id}: an id is a-z, 0-9 and hyphens, a letter first`]),
    ...(one.revisions.length === 0 ? [`case ${one.id} is of no revision`] : []),
    ...one.requirements
      .filter((id) => !known.has(id))
      .map((id) => `case ${one.id} names ${id}, which is unknown`),
    ...one.revisions
      .filter((revision) => !named.some(({ revisions }) => revisions.includes(revision)))
      .map((revision) => `case ${one.id} names no rule for a ${side} of EIO ${revision}`),
  ];
}

function requirementProblems(side: Side, traceability: Traceability): readonly string[] {
  return traceability.requirements
    .filter(
      ({ id, level, sides }) =>
        level === "MUST" && sides.includes(side) && !isExcused(id, side, traceability),
    )
    .flatMap((requirement) =>
      untriedRevisions(requirement, traceability.cases[side]).map(
        (revision) => `${requirement.id} is tried by no ${side} case in EIO ${revision}`,
      ),
    );
}

function isExcused(id: string, side: Side, { untested }: Traceability): boolean {
  return untested.some((entry) => entry.id === id && entry.side === side);
}

function untestedProblems(
  entry: UntestedRequirement,
  { requirements, cases }: Traceability,
): readonly string[] {
  const requirement = requirements.find(({ id }) => id === entry.id);
  const name = `untested: ${entry.id}`;
  if (requirement === undefined) {
    return [`${name} is unknown`];
  }
  if (!requirement.sides.includes(entry.side)) {
    return [`${name} does not bind a ${entry.side}`];
  }
  if (untriedRevisions(requirement, cases[entry.side]).length === 0) {
    return [`${name} is tried by a ${entry.side} case now, take it out`];
  }
  return entry.reason.trim() === "" ? [`${name} has no reason`] : [];
}

/** The revisions that a requirement is a rule of and that none of these cases tries it in. */
function untriedRevisions({ id, revisions }: Requirement, cases: readonly TracedCase[]): readonly Revision[] {
  const tried = new Set(cases.filter((one) => one.requirements.includes(id)).flatMap((one) => one.revisions));
  return revisions.filter((revision) => !tried.has(revision));
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
