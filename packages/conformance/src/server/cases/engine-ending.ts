import { ExpectationError } from "../../run/expectation.js";
import type { Message } from "../../wire/message.js";
import type { ServerPeer } from "../server-peer.js";

/** What may not come before the connection ends. */
export interface Unwanted {
  /** In words, for the report: "no further ping". */
  readonly what: string;
  isUnwanted(text: string): boolean;
  /** How long to wait for each message; the peer's own limit if left out. */
  readonly withinMs?: number;
}

/** The connection must end, by a close frame or with TCP, and no text of this kind may come before. */
export async function expectEndWithout(peer: ServerPeer, unwanted: Unwanted): Promise<void> {
  const expected = `the end of the connection, and ${unwanted.what} before it`;
  for (;;) {
    const message = await nextBeforeEnd(peer, expected, unwanted.withinMs);
    if (message.kind === "close" || message.kind === "end") {
      return;
    }
    if (message.kind === "text" && unwanted.isUnwanted(message.text)) {
      peer.fail(expected, message.text);
    }
  }
}

async function nextBeforeEnd(
  peer: ServerPeer,
  expected: string,
  withinMs: number | undefined,
): Promise<Message> {
  try {
    return await peer.next(withinMs === undefined ? {} : { withinMs });
  } catch (error) {
    throw error instanceof ExpectationError ? new ExpectationError(expected, error.actual) : error;
  }
}
