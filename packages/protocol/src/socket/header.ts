import { type Violation, violation } from "../errors.js";
import type { DecodeLimits } from "../limits.js";
import { defaultNamespace, isNamespaceName } from "./namespace.js";
import type { SocketPacket } from "./packet.js";

/**
 * The types of Socket.IO packets; the place of each is its digit on the wire. Events and acks have a second one, for
 * those that carry attachments. PROTOCOL.md, Socket.IO packets.
 */
const types = ["connect", "disconnect", "event", "ack", "connect_error", "event", "ack"] as const;

/** The digit from which on the types are the second ones, and how far they are from the first. */
const firstBinaryType = 5;
const binaryOffset = 3;

/** What stands before the payload of a packet. PROTOCOL.md, Socket.IO packets. */
export interface Header {
  readonly type: SocketPacket["type"];
  /** How many attachments are announced; 0 in all but the binary types. */
  readonly attachments: number;
  readonly namespace: string;
  /** What follows the first `?` of the namespace, in a revision that has queries there. */
  readonly query: string | undefined;
  readonly id: number | undefined;
  /** Where in the text the payload starts. */
  readonly payloadStart: number;
}

/** How many digits the id of an ack may have. PROTOCOL.md, EIO-TXT-10. */
export const maxIdDigits = 15;

/**
 * Writes a header; the namespace may carry its query. `/` is left out (PROTOCOL.md, EIO-TXT-19), the comma of others
 * always written (PROTOCOL.md, EIO-TXT-4).
 */
export function encodeHeader(
  type: SocketPacket["type"],
  namespace: string,
  id?: number,
  attachments = 0,
): string {
  const digit = types.indexOf(type);
  const start = attachments === 0 ? `${digit}` : `${digit + binaryOffset}${attachments}-`;
  const address = namespace === defaultNamespace ? start : `${start}${namespace},`;
  return id === undefined ? address : address + id;
}

/** Reads the header that starts at `start`. PROTOCOL.md, EIO-TXT-1. */
export function decodeHeader(
  text: string,
  start: number,
  limits: DecodeLimits,
  hasQuery: boolean,
): Header | Violation {
  const digit = text.charCodeAt(start) - 0x30;
  const type = types[digit];
  if (type === undefined) {
    return violation("SOCKET_TYPE_UNKNOWN"); // EIO-TXT-2
  }
  const count = digit < firstBinaryType ? "" : countAt(text, start + 1);
  if (count === undefined) {
    return violation("ATTACHMENT_COUNT_INVALID"); // EIO-TXT-11
  }
  const attachments = Number(count.slice(0, -1));
  if (attachments > limits.maxAttachments) {
    return violation("ATTACHMENT_COUNT_LIMIT"); // EIO-ATT-12
  }
  const nameStart = start + 1 + count.length;
  const name = namespaceAt(text, nameStart);
  const idStart = name === "" ? nameStart : Math.min(nameStart + name.length + 1, text.length);
  // Digits in another type are payload: a refusal of revision 3 may be a bare number (EIO3-REJ-2).
  const payloadStart = type === "event" || type === "ack" ? skipDigits(text, idStart) : idStart;
  if (payloadStart - idStart > maxIdDigits) {
    return violation("ACK_ID_INVALID"); // EIO-TXT-10
  }
  const id = payloadStart === idStart ? undefined : Number(text.slice(idStart, payloadStart));
  const mark = hasQuery ? name.indexOf("?") : -1;
  const namespace = (mark === -1 ? name : name.slice(0, mark)) || defaultNamespace; // EIO-TXT-3
  if (name !== "" && !isNamespaceName(namespace)) {
    return violation("NAMESPACE_INVALID"); // EIO-TXT-5
  }
  const query = mark === -1 ? undefined : name.slice(mark + 1);
  return { type, attachments, namespace, query, id, payloadStart };
}

/**
 * The count of attachments and its hyphen; undefined where none stands that the grammar knows.
 * PROTOCOL.md, EIO-TXT-11.
 */
function countAt(text: string, start: number): string | undefined {
  return /^[1-9]\d?-/.exec(text.slice(start, start + 3))?.[0];
}

/** The namespace that starts here, with its query; empty where none does. PROTOCOL.md, EIO-TXT-4. */
function namespaceAt(text: string, start: number): string {
  if (text[start] !== "/") {
    return "";
  }
  const comma = text.indexOf(",", start);
  return text.slice(start, comma === -1 ? undefined : comma);
}

function skipDigits(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39) {
    at += 1;
  }
  return at;
}
