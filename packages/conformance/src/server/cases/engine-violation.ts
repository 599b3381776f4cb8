import type { Revision } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { type AnyFrame, sendFrames } from "../../wire/send.js";
import type { RequestOptions, ServerKit } from "../server-kit.js";
import type { ServerPeer } from "../server-peer.js";
import { expectEndWithout } from "./engine-ending.js";

/** One thing that no client may send. */
export interface ViolationRow {
  /** What follows the area in the id of the case. */
  readonly id: string;
  /** What it is: the case is called "… ends the connection". */
  readonly what: string;
  readonly frames: readonly AnyFrame[];
}

/** What the rows of a table have in common. */
export interface ViolationTable {
  readonly area: string;
  readonly requirements: readonly string[];
  readonly revisions: readonly Revision[];
  /** How the connection is opened. */
  readonly request?: RequestOptions;
}

/** A case for each row: in the default namespace these frames are sent, and end the connection. */
export function violationCases(
  { area, requirements, revisions, request }: ViolationTable,
  rows: readonly ViolationRow[],
): readonly Case<ServerKit>[] {
  return rows.map(({ id, what, frames }) => ({
    id: `${area}-${id}`,
    title: `${what} ends the connection`,
    requirements,
    revisions,
    async run(kit) {
      await expectViolation(await kit.joined(request), frames);
    },
  }));
}

/**
 * These frames end the connection, and an event right behind them is not acted on any more: nothing that the fixture
 * answers may come. PROTOCOL.md, Requirements and Violations.
 */
export async function expectViolation(peer: ServerPeer, frames: readonly AnyFrame[]): Promise<void> {
  sendFrames(peer, frames);
  peer.send('42["message","after"]');
  await expectEndWithout(peer, {
    what: "nothing acted on",
    isUnwanted: (text) => text.includes('"message-back"'),
  });
}
