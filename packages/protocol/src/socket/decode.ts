import { type Violation, violation } from "../errors.js";
import { parseJson } from "../json.js";
import { type DecodeLimits, maxJsonDepth } from "../limits.js";
import { type PartialPacket, startPacket } from "./assembler.js";
import { isEventData } from "./event-name.js";
import { decodeHeader, type Header } from "./header.js";
import type { BinaryCapablePacket, SocketPacket } from "./packet.js";
import { isSuspect } from "./suspicion.js";

/** What a text decodes to: a packet, one that waits for attachments, or what is wrong. */
export type Decoded = SocketPacket | PartialPacket | Violation;

/** How long the shortest JSON is that nests one level too deep: as many brackets open as close. */
export const shortestTooDeep = 2 * (maxJsonDepth + 1);

/** Reads the text of any packet from `start` on, by the grammar of its header. PROTOCOL.md, EIO-TXT-1. */
export function decodePacket(text: string, start: number, limits: DecodeLimits, grammar: RegExp): Decoded {
  const header = decodeHeader(text, start, limits, grammar);
  if (header.type === "violation") {
    return header;
  }
  const packet = decodeBody(header);
  return header.attachments > 0 && packet.type !== "violation"
    ? startPacket(packet as BinaryCapablePacket, header.attachments, text.length, limits)
    : packet;
}

function decodeBody({ type, namespace, id, json }: Header): SocketPacket | Violation {
  if (json === "" && (type === "connect" || type === "disconnect")) {
    return { type, namespace };
  }
  if (type === "disconnect") {
    return violation("PAYLOAD_UNEXPECTED"); // EIO-TXT-12
  }
  if (type === "connect" && json[0] !== "{") {
    return violation("PAYLOAD_NOT_OBJECT"); // EIO-TXT-13
  }
  if ((type === "event" || type === "ack") && json[0] !== "[") {
    return violation(json === "" ? "PAYLOAD_MISSING" : "PAYLOAD_NOT_ARRAY"); // EIO-TXT-6, EIO-TXT-8 and EIO-TXT-9
  }
  const data = json === json.trim() ? parseJson(json) : undefined; // JSON.parse would let white space pass
  if (data === undefined) {
    return violation("PAYLOAD_NOT_JSON"); // EIO-TXT-7
  }
  if (json.length >= shortestTooDeep && isSuspect([data], 0)) {
    return violation("PAYLOAD_TOO_DEEP"); // EIO-TXT-16
  }
  if (type === "event" && !isEventData(data as unknown[])) {
    const isString = typeof (data as unknown[])[0] === "string";
    return violation(isString ? "EVENT_NAME_RESERVED" : "EVENT_NAME_INVALID"); // EIO-TXT-8, EIO-EV-3 and EIO-EV-8
  }
  const packet = id === undefined ? { type, namespace, data } : { type, namespace, id, data };
  return packet as SocketPacket; // all that its type asks of its payload has been seen to
}
