import { shortestTooDeep } from "./decode.js";
import { isEventData } from "./event-name.js";
import { maxIdDigits } from "./header.js";
import { defaultNamespace } from "./namespace.js";
import type { BinaryCapablePacket } from "./packet.js";
import { readStrings } from "./strings.js";

const digitTwo = 0x32;
const digitThree = 0x33;
const digitZero = 0x30;
const digitNine = 0x39;
const bracketOpen = 0x5b;
const bracketClose = 0x5d;

/**
 * Reads the packets that are sent most: short events of the default namespace, with or without the id of an ack, and
 * short acks, so that there is no nesting to measure. Undefined for any other and for all that is wrong: `decodePacket`
 * reads it or says what it is. A shortcut and nothing else (bench/codec.js).
 */
export function decodeShortPacket(text: string, start: number): BinaryCapablePacket | undefined {
  const payloadStart = shortPayloadStart(text, start);
  if (payloadStart === undefined) {
    return undefined;
  }
  try {
    const data = readStrings(text, payloadStart + 1) ?? (JSON.parse(text.slice(payloadStart)) as unknown[]);
    const hasId = payloadStart > start + 1;
    if (text.charCodeAt(start) === digitThree) {
      return hasId
        ? { type: "ack", namespace: defaultNamespace, id: idAt(text, start, payloadStart), data }
        : undefined;
    }
    if (!isEventData(data)) {
      return undefined;
    }
    return hasId
      ? { type: "event", namespace: defaultNamespace, id: idAt(text, start, payloadStart), data }
      : { type: "event", namespace: defaultNamespace, data };
  } catch {
    return undefined; // no JSON: `decodePacket` says so
  }
}

function idAt(text: string, start: number, payloadStart: number): number {
  return Number(text.slice(start + 1, payloadStart));
}

/** Where the payload of a short event or ack starts; undefined where this is none. */
function shortPayloadStart(text: string, start: number): number | undefined {
  const last = text.length - 1;
  const type = text.charCodeAt(start);
  if ((type !== digitTwo && type !== digitThree) || text.charCodeAt(last) !== bracketClose) {
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
