import type { ViolationCode } from "../errors.js";
import { maxJsonDepth } from "../limits.js";
import { isTooDeep } from "./nesting.js";
import { isObject } from "./value.js";

/** How long the shortest JSON is that nests one level too deep: as many brackets open as close. */
export const shortestTooDeep = 2 * (maxJsonDepth + 1);

// A payload may look like anything, so what is wrong with one is told by its bare code: a string is no array or object.

/** Reads the JSON array that ends a packet, or says why it can't. */
export function decodeArray(text: string, start: number): unknown[] | ViolationCode {
  if (start === text.length) {
    return "PAYLOAD_MISSING";
  }
  return text.charCodeAt(start) === 0x5b
    ? (parse(text, start, 1) as unknown[] | ViolationCode)
    : "PAYLOAD_NOT_ARRAY";
}

/** Reads the JSON object that ends a packet, or says why it can't. */
export function decodeObject(text: string, start: number): Record<string, unknown> | ViolationCode {
  const isBrace = text.charCodeAt(start) === 0x7b;
  return isBrace ? (parse(text, start, 1) as Record<string, unknown> | ViolationCode) : "PAYLOAD_NOT_OBJECT";
}

/** Reads whatever JSON ends a packet, as the sole element of an array, or says why it can't. */
export function decodeAny(text: string, start: number): unknown[] | ViolationCode {
  const elements = parse(`[${text.slice(start)}]`, 0, 0) as unknown[] | ViolationCode;
  return Array.isArray(elements) && elements.length !== 1 ? "PAYLOAD_NOT_JSON" : elements;
}

/** `depth` is the number of the outermost level: 1, unless that is none of the peer's. */
function parse(text: string, start: number, depth: number): unknown {
  const last = text.charCodeAt(text.length - 1);
  if (last !== 0x5d && last !== 0x7d) {
    return "PAYLOAD_NOT_JSON"; // JSON.parse would let white space pass
  }
  try {
    const value: unknown = JSON.parse(text.slice(start));
    const mayBeTooDeep = text.length - start >= shortestTooDeep && isObject(value);
    return mayBeTooDeep && isTooDeep(value, depth) ? "PAYLOAD_TOO_DEEP" : value;
  } catch {
    return "PAYLOAD_NOT_JSON"; // the parser's message would only quote the peer
  }
}
