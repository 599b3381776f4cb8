/** Which revision of Engine.IO is spoken: the number in the request's `EIO`. */
export type Revision = 3 | 4;

/** For a rule that is the same in both. PROTOCOL.md, Revisions. */
export const both: readonly Revision[] = [3, 4];

/** Who a requirement binds. */
export type Side = "server" | "client";

/** How strongly it binds, in the words of RFC 2119. */
export type Level = "MUST" | "SHOULD" | "MAY";

/** One rule of PROTOCOL.md. */
export interface Requirement {
  /** Stable: a number is never used again for another rule. For example `EIO4-HB-3`. */
  readonly id: string;
  /** The number and title of its section, for example `7. Heartbeat`. */
  readonly section: string;
  readonly sides: readonly Side[];
  readonly level: Level;
  /** The revisions that it is a rule of; `EIO-…` is one of both. */
  readonly revisions: readonly Revision[];
  /** The rule as it is written, one line of Markdown. */
  readonly text: string;
}
