import { maxJsonDepth } from "../limits.js";
import type { ViolationCode } from "../violations.js";
import { isEventData } from "./event-name.js";
import type { SocketPacket } from "./packet.js";
import { isSuspect } from "./suspicion.js";

/** How long the shortest JSON is that nests one level too deep: as many brackets open as close. */
export const shortestTooDeep = 2 * (maxJsonDepth + 1);

/**
 * How the JSON that ends a packet is read, by type. A payload may look like anything, so what is wrong with one is told
 * by its bare code: a string is no array or object. What need be neither comes as the sole element of an array.
 */
export const payloadDecoders = {
  connect: decodeObject,
  event: decodeEvent,
  ack: decodeArray,
  connect_error: decodeAny,
} satisfies Partial<Record<SocketPacket["type"], (text: string, start: number) => object | ViolationCode>>;

/** PROTOCOL.md, EIO-TXT-13. */
function decodeObject(text: string, start: number): object | ViolationCode {
  return text[start] === "{" ? parse(text, start, 1) : "PAYLOAD_NOT_OBJECT";
}

/** PROTOCOL.md, EIO-TXT-8, EIO-EV-3 and EIO-EV-8. */
function decodeEvent(text: string, start: number): unknown[] | ViolationCode {
  const data = decodeArray(text, start);
  if (typeof data === "string" || isEventData(data)) {
    return data;
  }
  return typeof data[0] === "string" ? "EVENT_NAME_RESERVED" : "EVENT_NAME_INVALID";
}

/** PROTOCOL.md, EIO-TXT-6, EIO-TXT-8 and EIO-TXT-9. */
function decodeArray(text: string, start: number): unknown[] | ViolationCode {
  if (start === text.length) {
    return "PAYLOAD_MISSING";
  }
  return text[start] === "[" ? parse(text, start, 1) : "PAYLOAD_NOT_ARRAY";
}

/** PROTOCOL.md, EIO3-REJ-2; no white space around the value: PROTOCOL.md, EIO-TXT-7. */
function decodeAny(text: string, start: number): unknown[] | ViolationCode {
  const json = text.slice(start);
  const elements = parse<unknown[]>(`[${json}]`, 0, 0);
  return typeof elements === "string" || (elements.length === 1 && json === json.trim())
    ? elements
    : "PAYLOAD_NOT_JSON";
}

/**
 * The array or object that starts here; `depth` is the number of the outermost level: 1, unless that is none of the
 * peer's. PROTOCOL.md, EIO-TXT-7 and EIO-TXT-16.
 */
function parse<Json extends object>(text: string, start: number, depth: number): Json | ViolationCode {
  const last = text[text.length - 1];
  if (last !== "]" && last !== "}") {
    return "PAYLOAD_NOT_JSON"; // JSON.parse would let white space pass
  }
  try {
    const value = JSON.parse(text.slice(start)) as Json;
    const mayBeTooDeep = text.length - start >= shortestTooDeep;
    return mayBeTooDeep && isSuspect(value, depth) ? "PAYLOAD_TOO_DEEP" : value;
  } catch {
    return "PAYLOAD_NOT_JSON"; // the parser's message would only quote the peer
  }
}
