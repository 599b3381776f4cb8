import { both, type Revision } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { ExpectationError } from "../../run/expectation.js";
import type { Ending } from "../../wire/message.js";
import { type Frame, sendAll } from "../../wire/send.js";
import type { RequestOptions, ServerKit } from "../server-kit.js";
import type { ServerPeer } from "../server-peer.js";

/** The id of a case, what the server gets to see in words, and the frames. */
export type Offence = readonly [id: string, what: string, ...frames: Frame[]];

/** How the offences of a table are tried, where that differs from the usual way. */
export interface OffenceOptions {
  readonly revisions?: readonly Revision[];
  /** Whether the client is in the default namespace (it is, if left out), or has read the open packet only. */
  readonly start?: "joined" | "session";
  readonly request?: RequestOptions;
}

/**
 * How long a server may take to end a connection that has broken the protocol. It is less than what the fixture gives
 * a client to join a namespace, and to send attachments, so that neither ends the connection in place of the offence.
 */
export const endWithinMs = 900;

/** Makes one case of each row: these frames must end the connection. PROTOCOL.md, Violations. */
export function offences(
  requirements: readonly string[],
  rows: readonly Offence[],
  { revisions = both, start = "joined", request = {} }: OffenceOptions = {},
): readonly Case<ServerKit>[] {
  return rows.map(([id, what, ...frames]) => ({
    id,
    title: `the server ends the connection for ${what}`,
    requirements,
    revisions,
    async run(kit) {
      const peer = await kit[start](request);
      sendAll(peer, frames);
      await peer.expectEnd({ withinMs: endWithinMs });
    },
  }));
}

/**
 * The connection must end for a case to be tried that is about what happens then. Whether it has to end, other cases
 * ask.
 */
export async function expectEndOrSkip(kit: ServerKit, peer: ServerPeer, what: string): Promise<Ending> {
  try {
    return await peer.expectEnd({ withinMs: endWithinMs });
  } catch (error) {
    if (error instanceof ExpectationError) {
      kit.skip(`the server does not end the connection for ${what}`);
    }
    throw error;
  }
}
