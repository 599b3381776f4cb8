import type { Revision } from "../requirements/requirement.js";

/** One thing that is tried over the wire. `Kit` is what the case is handed: a peer to one side of the protocol. */
export interface Case<Kit> {
  /** Stable, lowercase with hyphens, starts with its area: `heartbeat-pings-in-time`. `--only` takes it. */
  readonly id: string;
  /** A behaviour in the present tense: "the server pings when the interval has passed". */
  readonly title: string;
  /** The ids of the requirements of PROTOCOL.md that it holds the other side to; at least one. */
  readonly requirements: readonly string[];
  /** It runs once for each. */
  readonly revisions: readonly Revision[];
  /** Resolves if the rule was kept; rejects with an `ExpectationError` if not, and a `SkipError` if it can't be tried. */
  run(kit: Kit): Promise<void>;
}
