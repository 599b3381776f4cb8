import { isEventData } from "./event-name.js";
import { maxIdDigits } from "./header.js";
import { defaultNamespace } from "./namespace.js";
import type { EventPacket } from "./packet.js";
import { shortestTooDeep } from "./payload.js";
import { readStrings } from "./strings.js";

const digitTwo = 0x32;
const digitZero = 0x30;
const digitNine = 0x39;
const bracketOpen = 0x5b;
const bracketClose = 0x5d;

/**
 * Reads the packet that is sent most: a short event of the default namespace, with or without the id of an ack, so that
 * there is no nesting to measure. Undefined for any other and for all that is wrong: `decodePacket` reads it or says
 * what it is. A shortcut and nothing else (bench/codec.js).
 */
export function decodeShortEvent(text: string, start: number): EventPacket | undefined {
  const payloadStart = shortPayloadStart(text, start);
  if (payloadStart === undefined) {
    return undefined;
  }
  try {
    const data = readStrings(text, payloadStart + 1) ?? (JSON.parse(text.slice(payloadStart)) as unknown[]);
    if (!isEventData(data)) {
      return undefined;
    }
    return payloadStart === start + 1
      ? { type: "event", namespace: defaultNamespace, data }
      : { type: "event", namespace: defaultNamespace, id: Number(text.slice(start + 1, payloadStart)), data };
  } catch {
    return undefined; // no JSON: `decodePacket` says so
  }
}

/** Where the payload of a short event starts; undefined where this is none. */
function shortPayloadStart(text: string, start: number): number | undefined {
  const last = text.length - 1;
  if (text.charCodeAt(start) !== digitTwo || text.charCodeAt(last) !== bracketClose) {
    return undefined;
  }
  let at = start + 1;
  let code = text.charCodeAt(at);
  while (code >= digitZero && code <= digitNine) {
    at += 1;
    code = text.charCodeAt(at);
  }
  const isShort = code === bracketOpen && at - start <= maxIdDigits + 1 && last - at + 1 < shortestTooDeep;
  return isShort ? at : undefined;
}
