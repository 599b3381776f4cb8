import { isEventData } from "./event-name.js";
import { defaultNamespace } from "./namespace.js";
import type { EventPacket } from "./packet.js";
import { shortestTooDeep } from "./payload.js";
import { readStrings } from "./strings.js";

const bracketClose = 0x5d;

/**
 * Reads the packet that is sent most: a short event of the default namespace that asks for no ack, so that there is
 * no header, and no nesting to measure. Undefined for any other and for all that is wrong: `decodePacket` reads it
 * or says what it is. A shortcut and nothing else (bench/codec.js).
 */
export function decodeShortEvent(text: string, start: number): EventPacket | undefined {
  if (!isShortEvent(text, start)) {
    return undefined;
  }
  try {
    const data = readStrings(text, start + 2) ?? (JSON.parse(text.slice(start + 1)) as unknown[]);
    return isEventData(data) ? { type: "event", namespace: defaultNamespace, data } : undefined;
  } catch {
    return undefined; // no JSON: `decodePacket` says so
  }
}

function isShortEvent(text: string, start: number): boolean {
  const last = text.length - 1;
  return (
    last - start < shortestTooDeep && text.startsWith("2[", start) && text.charCodeAt(last) === bracketClose
  );
}
