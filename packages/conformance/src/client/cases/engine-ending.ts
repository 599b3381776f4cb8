import type { Revision } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { ExpectationError } from "../../run/expectation.js";
import { type AnyFrame, sendFrames } from "../../wire/send.js";
import type { ClientKit } from "../client-kit.js";
import type { ClientPeer } from "../client-peer.js";

/** A row of a table: what a server must not send, and that it ends the connection. */
export interface EndingRow {
  readonly id: string;
  /** What is wrong, so that "ends the connection at" can stand in front of it. */
  readonly at: string;
  readonly requirements: readonly string[];
  /** Both if left out. */
  readonly revisions?: readonly Revision[];
  /** What a client is sent that is in the default namespace. */
  readonly frames: readonly AnyFrame[];
}

/** How long a client may take to end a connection that it has to end at once, on a busy machine. */
export const endLimitMs = 1_500;
/** How soon most clients are there again. */
const returnLimitMs = 1_000;

/** A case of a row. PROTOCOL.md, Violations. */
export function endingCase({ id, at, requirements, revisions = [3, 4], frames }: EndingRow): Case<ClientKit> {
  return {
    id,
    title: `the client ends the connection at ${at}`,
    requirements,
    revisions,
    async run(kit) {
      const peer = await kit.joined();
      sendFrames(peer, frames);
      await expectEndOnly(kit, peer);
    },
  };
}

/** The client must end the connection. A program that has crashed does that, too, so it must not have ended itself. */
export async function expectEndOnly(kit: ClientKit, peer: ClientPeer): Promise<void> {
  await peer.expectEnd({ withinMs: endLimitMs });
  try {
    await kit.accept({ withinMs: returnLimitMs }); // whether it comes again is the matter of other cases
  } catch (error) {
    if (!(error instanceof ExpectationError)) {
      throw error;
    }
    if (error.actual.includes("the client program")) {
      peer.fail("the end of the connection alone", error.actual);
    }
  }
}
