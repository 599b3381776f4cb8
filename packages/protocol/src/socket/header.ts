import { type Violation, violation } from "../errors.js";
import type { DecodeLimits } from "../limits.js";
import { defaultNamespace, isNamespaceName } from "./namespace.js";

/** The digit of a Socket.IO packet on the wire. */
export const wireType = {
  connect: 0,
  disconnect: 1,
  event: 2,
  ack: 3,
  connectError: 4,
  binaryEvent: 5,
  binaryAck: 6,
} as const;

/** One of the seven types of the wire. */
export type WireType = (typeof wireType)[keyof typeof wireType];

/** What stands before the payload of a packet. PROTOCOL.md, Socket.IO packets. */
export interface Header {
  readonly type: WireType;
  /** How many attachments are announced; 0 in all but the binary types. */
  readonly attachments: number;
  readonly namespace: string;
  /** What follows the first `?` of the namespace, in a revision that has queries there. */
  readonly query: string | undefined;
  readonly id: number | undefined;
  /** Where in the text the payload starts. */
  readonly payloadStart: number;
}

/** What a header is held to. */
export interface DecodeRules {
  readonly limits: DecodeLimits;
  /** Whether the revision splits a query off the namespace. */
  readonly hasQuery: boolean;
}

const maxIdDigits = 15;
const slash = 0x2f;
const hyphen = 0x2d;

/** Writes a header; the namespace may carry its query. */
export function encodeHeader(type: WireType, namespace: string, id?: number, attachments = 0): string {
  const start = attachments === 0 ? String(type) : `${type}${attachments}-`;
  const address = namespace === defaultNamespace ? start : `${start}${namespace},`;
  return id === undefined ? address : address + id;
}

/** Reads the header that starts at `start`. */
export function decodeHeader(
  text: string,
  start: number,
  { limits, hasQuery }: DecodeRules,
): Header | Violation {
  const type = text.charCodeAt(start) - 0x30;
  if (!isWireType(type)) {
    return violation("SOCKET_TYPE_UNKNOWN");
  }
  const countStart = start + 1;
  const isBinary = type >= wireType.binaryEvent;
  const countEnd = isBinary ? skipDigits(text, countStart) : countStart;
  const attachments = isBinary ? attachmentCount(text, countStart, countEnd) : 0;
  if (attachments === undefined) {
    return violation("ATTACHMENT_COUNT_INVALID");
  }
  if (attachments > limits.maxAttachments) {
    return violation("ATTACHMENT_COUNT_LIMIT");
  }
  const nameStart = isBinary ? countEnd + 1 : countEnd;
  const nameEnd = namespaceEnd(text, nameStart);
  const idStart = nameEnd === nameStart ? nameStart : Math.min(nameEnd + 1, text.length);
  const payloadStart = mayHaveId(type) ? skipDigits(text, idStart) : idStart;
  if (payloadStart - idStart > maxIdDigits) {
    return violation("ACK_ID_INVALID");
  }
  const id = payloadStart === idStart ? undefined : Number(text.slice(idStart, payloadStart));
  if (nameEnd === nameStart) {
    return { type, attachments, namespace: defaultNamespace, query: undefined, id, payloadStart };
  }
  const name = text.slice(nameStart, nameEnd);
  const mark = hasQuery ? name.indexOf("?") : -1;
  const namespace = mark === -1 ? name : name.slice(0, mark);
  if (!isNamespaceName(namespace)) {
    return violation("NAMESPACE_INVALID");
  }
  const query = mark === -1 ? undefined : name.slice(mark + 1);
  return { type, attachments, namespace, query, id, payloadStart };
}

function isWireType(type: number): type is WireType {
  return type >= wireType.connect && type <= wireType.binaryAck; // NaN, of an empty text, is neither
}

/** Digits in another type are payload: a refusal of revision 3 may be a bare number. */
function mayHaveId(type: WireType): boolean {
  return type !== wireType.connect && type !== wireType.disconnect && type !== wireType.connectError;
}

/** The announced count; undefined where none stands that the grammar knows. */
function attachmentCount(text: string, start: number, end: number): number | undefined {
  const digits = text.slice(start, end);
  const isCount = text.charCodeAt(end) === hyphen && /^[1-9][0-9]?$/.test(digits);
  return isCount ? Number(digits) : undefined;
}

/** Where the namespace that starts here ends; `start` when none does. */
function namespaceEnd(text: string, start: number): number {
  if (text.charCodeAt(start) !== slash) {
    return start;
  }
  const comma = text.indexOf(",", start);
  return comma === -1 ? text.length : comma;
}

function skipDigits(text: string, start: number): number {
  let at = start;
  while (isDigit(text.charCodeAt(at))) {
    at += 1;
  }
  return at;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
