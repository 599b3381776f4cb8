import type { Packet } from "./packet.js";

/** What an open packet tells, in the spelling of the wire. PROTOCOL.md, The open packet. */
export interface Handshake {
  readonly sid: string;
  readonly upgrades: readonly string[];
  readonly pingInterval: number;
  readonly pingTimeout: number;
  readonly maxPayload?: number;
}

/** Reads an open packet. Returns undefined for any other packet, or if a field is missing or of another type. */
export function readHandshake(packet: Packet | undefined): Handshake | undefined {
  if (packet?.type !== "open" || typeof packet.payload !== "object" || packet.payload === null) {
    return undefined;
  }
  const { sid, upgrades, pingInterval, pingTimeout, maxPayload } = packet.payload as Record<string, unknown>;
  const isValid =
    typeof sid === "string" &&
    Array.isArray(upgrades) &&
    typeof pingInterval === "number" &&
    typeof pingTimeout === "number" &&
    (maxPayload === undefined || typeof maxPayload === "number");
  if (!isValid) {
    return undefined;
  }
  return { sid, upgrades, pingInterval, pingTimeout, ...(maxPayload === undefined ? {} : { maxPayload }) };
}
