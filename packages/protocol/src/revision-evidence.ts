import { type ClientRevision, clientRevision3, clientRevision4 } from "./client-revisions.js";
import type { EngineHandshake } from "./engine/handshake.js";
import type { Frame } from "./frame.js";

/**
 * How a client finds out which revision a server speaks, on the one connection: it asks for revision 4, which a
 * server of the older generation does not notice, and looks at what comes. PROTOCOL.md, Servers of either generation.
 */

/**
 * Only servers of revision 4 tell `maxPayload`, but not all of them do. Undefined where the open packet proves
 * nothing. PROTOCOL.md, EIO4-OPEN-1 and EIO3-OPEN-1.
 */
export function revisionOfHandshake({ maxPayloadBytes }: EngineHandshake): ClientRevision | undefined {
  return maxPayloadBytes === undefined ? undefined : clientRevision4;
}

/**
 * What a frame behind the open packet proves; undefined where that is nothing. It matters whether the client has
 * asked for the default namespace by then: only a server of revision 3 answers without being asked.
 */
export function revisionOfFrame(frame: Frame, hasAsked: boolean): ClientRevision | undefined {
  if (typeof frame !== "string") {
    return undefined;
  }
  if (frame === "2") {
    return clientRevision4; // EIO3-HB-5: the older generation leaves it to clients to ping
  }
  if (frame.startsWith("40")) {
    return frame.endsWith("}") ? clientRevision4 : clientRevision3; // EIO4-NSP-4: only the newer one tells an id
  }
  if (frame.startsWith("44")) {
    return hasAsked && refusal4.test(frame) ? clientRevision4 : clientRevision3;
  }
  return undefined;
}

// EIO4-REJ-1: an object that has a message; the older generation sends one only if an application puts it there.
const refusal4 = /^44(?:\/[^,]*,)?\{"message":"/;
