import type { Revision } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { type AnyFrame, sendFrames } from "../../wire/send.js";
import type { RequestOptions, ServerKit } from "../server-kit.js";

/** The close code that a violation has. */
export interface CloseCodeRow {
  readonly id: string;
  /** What is violated: the case is called "the close code after … is …". */
  readonly what: string;
  readonly code: number;
  readonly requirements: readonly string[];
  readonly revisions: readonly Revision[];
  readonly frames: readonly AnyFrame[];
  /** How the connection is opened. */
  readonly request?: RequestOptions;
}

/** A case for each row: close codes are a SHOULD, so they have cases of their own. PROTOCOL.md, Violations. */
export function closeCodeCases(rows: readonly CloseCodeRow[]): readonly Case<ServerKit>[] {
  return rows.map(({ id, what, code, requirements, revisions, frames, request }) => ({
    id,
    title: `the close code after ${what} is ${code}`,
    requirements,
    revisions,
    async run(kit) {
      const peer = await kit.joined(request);
      sendFrames(peer, frames);
      await peer.expectEnd({ codes: [code] });
    },
  }));
}
