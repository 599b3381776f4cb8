import { type Violation, violation } from "../errors.js";
import { parseJson } from "../json.js";

/** What the open packet tells the client. PROTOCOL.md, The open packet. */
export interface EngineHandshake {
  /** The id of the session; not the id of a Socket.IO socket. */
  readonly sid: string;
  /** Milliseconds from one heartbeat to the next. */
  readonly pingIntervalMs: number;
  /** Milliseconds within which a heartbeat must be answered. */
  readonly pingTimeoutMs: number;
  /** The largest message that the server takes, in bytes; revision 4 only. PROTOCOL.md, EIO4-OPEN-1. */
  readonly maxPayloadBytes?: number | undefined;
}

/**
 * The payload of an open packet; `upgrades` is empty, since WebSocket is all there is.
 * PROTOCOL.md, EIO-OPEN-2 and EIO-OPEN-4.
 */
export function encodeHandshake(handshake: EngineHandshake): string {
  return JSON.stringify({
    sid: handshake.sid,
    upgrades: [],
    pingInterval: handshake.pingIntervalMs,
    pingTimeout: handshake.pingTimeoutMs,
    maxPayload: handshake.maxPayloadBytes,
  });
}

/**
 * Reads the payload of an open packet, whatever a server may have put there. Never throws.
 * PROTOCOL.md, EIO-OPEN-5 and EIO-OPEN-7.
 */
export function decodeHandshake(data: string): EngineHandshake | Violation {
  const { sid, pingInterval, pingTimeout, maxPayload } = Object(parseJson(data)) as WireHandshake;
  if (typeof sid !== "string" || !isDuration(pingInterval) || !isDuration(pingTimeout)) {
    return violation("HANDSHAKE_INVALID");
  }
  const maxPayloadBytes = isDuration(maxPayload) ? maxPayload : undefined;
  return { sid, pingIntervalMs: pingInterval, pingTimeoutMs: pingTimeout, maxPayloadBytes };
}

/** The fields of a JSON object, as far as they are read here; of anything else there are none. */
interface WireHandshake {
  readonly sid?: unknown;
  readonly pingInterval?: unknown;
  readonly pingTimeout?: unknown;
  readonly maxPayload?: unknown;
}

function isDuration(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < Infinity;
}
