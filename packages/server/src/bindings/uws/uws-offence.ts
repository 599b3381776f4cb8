import { tooLarge } from "../../core/session/too-large.js";

/** What uWebSockets.js says of why it has cut a connection: because of what the peer sent, or did. */
const offenceStart = "Received ";
const tooBigStart = "Received too big message";
const endOfStream = "Received TCP FIN before WebSocket close frame";

/**
 * What a peer has done wrong, if that is why uWebSockets.js has cut its connection. It does not say so of every offence
 * against RFC 6455: the others look like a connection that is lost.
 */
export function offenceOf(cause: string, maxPayloadBytes: number): Error | undefined {
  if (cause.startsWith(tooBigStart)) {
    return new RangeError(tooLarge(undefined, maxPayloadBytes), { cause });
  }
  return cause.startsWith(offenceStart) && cause !== endOfStream ? new Error(cause) : undefined;
}
