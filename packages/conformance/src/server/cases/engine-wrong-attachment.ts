import type { Case } from "../../run/case.js";
import type { ServerKit } from "../server-kit.js";
import { expectViolation, type ViolationTable } from "./engine-violation.js";

/** A frame that stands where an attachment is due, and is none. */
export interface WrongAttachmentRow {
  readonly id: string;
  /** What it is: the case is called "… ends the connection". */
  readonly what: string;
  readonly frame: string | Uint8Array;
  /** What would have been right. */
  readonly right: string | Uint8Array;
}

const announcement = '451-["message",{"_placeholder":true,"num":0}]';

/**
 * A case for each row, in two connections: a server that takes the wrong frame gives itself away in the first, and
 * one that drops it in the second, where the right one follows. PROTOCOL.md, Binary frames.
 */
export function wrongAttachmentCases(
  { area, requirements, revisions, request }: ViolationTable,
  rows: readonly WrongAttachmentRow[],
): readonly Case<ServerKit>[] {
  return rows.map(({ id, what, frame, right }) => ({
    id: `${area}-${id}`,
    title: `${what} ends the connection`,
    requirements,
    revisions,
    async run(kit) {
      await expectViolation(await kit.joined(request), [announcement, frame]);
      await expectViolation(await kit.joined(request), [announcement, frame, right]);
    },
  }));
}
