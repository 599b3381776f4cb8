import type { Packet } from "./packet.js";

/** What an open packet tells, in the spelling of the wire. PROTOCOL.md, The open packet. */
export interface Handshake {
  readonly sid: string;
  readonly upgrades: readonly string[];
  readonly pingInterval: number;
  readonly pingTimeout: number;
  readonly maxPayload?: number;
}

/**
 * Reads an open packet. Returns undefined for any other packet, or if a field that the kit goes by is missing or of
 * another type; without `upgrades` there are none.
 */
export function readHandshake(packet: Packet | undefined): Handshake | undefined {
  if (packet?.type !== "open" || typeof packet.payload !== "object" || packet.payload === null) {
    return undefined;
  }
  const { sid, upgrades, pingInterval, pingTimeout, maxPayload } = packet.payload as Record<string, unknown>;
  const isValid =
    typeof sid === "string" &&
    typeof pingInterval === "number" &&
    typeof pingTimeout === "number" &&
    (maxPayload === undefined || typeof maxPayload === "number");
  if (!isValid) {
    return undefined;
  }
  const told = { sid, upgrades: Array.isArray(upgrades) ? upgrades : [], pingInterval, pingTimeout };
  return { ...told, ...(maxPayload === undefined ? {} : { maxPayload }) };
}
