import { type Violation, violation } from "../errors.js";
import type { DecodeLimits } from "../limits.js";
import { defaultNamespace, isNamespaceName } from "./namespace.js";
import type { SocketPacket } from "./packet.js";

/**
 * The types of Socket.IO packets; the place of each is its digit on the wire. Events and acks have a second one, for
 * those that carry attachments. PROTOCOL.md, Socket.IO packets.
 */
export const packetTypes = [
  "connect",
  "disconnect",
  "event",
  "ack",
  "connect_error",
  "event",
  "ack",
] as const;

/** How far the second types are from the first. */
const binaryOffset = 3;

/** The parts of a packet, its payload still to be read. PROTOCOL.md, Socket.IO packets. */
export interface Header {
  readonly type: SocketPacket["type"];
  /** How many attachments are announced; 0 in all but the binary types. */
  readonly attachments: number;
  readonly namespace: string;
  readonly id: number | undefined;
  /** The payload; empty where there is none. */
  readonly json: string;
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
  const digit = packetTypes.indexOf(type);
  const start = attachments === 0 ? `${digit}` : `${digit + binaryOffset}${attachments}-`;
  const address = namespace === defaultNamespace ? start : `${start}${namespace},`;
  return id === undefined ? address : address + id;
}

/**
 * All that may stand before a payload: a count of attachments in the binary types and in no other, a namespace with its
 * comma, digits. It can match in one way only, so a long text takes no longer than it has to. It is sticky: it starts
 * where `lastIndex` says, so that a frame need not be cut (bench/codec.js).
 */
export const grammarV5 = /(?:[0-4]|[56]([1-9]\d?)-)(?:(\/[^,]*),?)?(\d*)/y;

/** The same where a namespace may have a query. PROTOCOL.md, EIO3-NSP-4. */
export const grammarV4 = /(?:[0-4]|[56]([1-9]\d?)-)(?:(\/[^?,]*)[^,]*,?)?(\d*)/y;

/** Reads the header that starts at `start`. PROTOCOL.md, EIO-TXT-1. */
export function decodeHeader(
  text: string,
  start: number,
  { maxAttachments }: DecodeLimits,
  grammar: RegExp,
): Header | Violation {
  const type = packetTypes[text.charCodeAt(start) - 0x30];
  if (type === undefined) {
    return violation("SOCKET_TYPE_UNKNOWN"); // EIO-TXT-2
  }
  grammar.lastIndex = start;
  const match = grammar.exec(text);
  if (match === null) {
    return violation("ATTACHMENT_COUNT_INVALID"); // EIO-TXT-11
  }
  const { 1: count = 0, 2: name, 3: digits = "" } = match;
  const attachments = Number(count);
  if (attachments > maxAttachments) {
    return violation("ATTACHMENT_COUNT_LIMIT"); // EIO-ATT-12
  }
  // Digits in another type are payload: a refusal of revision 3 may be a bare number (EIO3-REJ-2).
  const id = type === "event" || type === "ack" ? digits : "";
  if (id.length > maxIdDigits || (type === "ack" && id === "")) {
    return violation("ACK_ID_INVALID"); // EIO-TXT-10
  }
  if (name !== undefined && !isNamespaceName(name)) {
    return violation("NAMESPACE_INVALID"); // EIO-TXT-5
  }
  return {
    type,
    attachments,
    namespace: name ?? defaultNamespace, // EIO-TXT-3
    id: id === "" ? undefined : Number(id),
    json: text.slice(grammar.lastIndex - digits.length + id.length),
  };
}
