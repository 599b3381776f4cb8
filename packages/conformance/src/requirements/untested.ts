import type { Side } from "./requirement.js";

/** A MUST that no case tries, and why. */
export interface UntestedRequirement {
  readonly id: string;
  readonly side: Side;
  /** One sentence: what makes it impossible, or not worth it, to try over the wire. */
  readonly reason: string;
}

/**
 * Every requirement at the level MUST is tried by a case for each side that it binds, or it stands here with the
 * reason why not. An entry whose requirement is tried after all fails the tests, so that the list is never longer
 * than the gap.
 */
export const untested: readonly UntestedRequirement[] = [
  {
    id: "EIO-REF-6",
    side: "client",
    reason: "the report of the client program knows namespaces, not connections that could not be made",
  },
  {
    id: "EIO-DIS-1",
    side: "server",
    reason: "nobody can see over the wire that the application was told of the end of a connection",
  },
];
