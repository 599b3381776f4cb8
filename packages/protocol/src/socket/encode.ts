import { EncodeError } from "../errors.js";
import { detach } from "./attachments.js";
import { mayHoldBinary } from "./binary-search.js";
import { encodeHeader, wireType } from "./header.js";
import type { BinaryCapablePacket } from "./packet.js";

/** A packet as it travels: its text, then its attachments, each a message of its own. */
export type EncodedPacket = readonly [text: string, ...attachments: Uint8Array[]];

/** The messages of an event or ack, the text behind the prefix: with binary data one of the binary types. */
export function encodeBinaryCapable(packet: BinaryCapablePacket, prefix: string): EncodedPacket {
  return mayHoldBinary(packet.data, 1) ? encodeSuspect(packet, prefix) : [encodePlain(packet, prefix)];
}

/** A payload that has no room for attachments, as JSON; what JSON leaves out becomes null. */
export function encodeJson(value: unknown): string {
  if (detach([value], 0).attachments.length > 0) {
    throw new EncodeError("VALUE_NOT_SERIALIZABLE", "expected no binary data outside of events and acks");
  }
  return JSON.stringify(value) ?? "null";
}

/** The same of a payload that must be an object. */
export function encodeJsonObject(value: Readonly<Record<string, unknown>>): string {
  const json = encodeJson(value);
  if (!json.startsWith("{")) {
    throw new EncodeError("VALUE_NOT_SERIALIZABLE", "expected an object that is one in JSON, too");
  }
  return json;
}

/** A user's `toJSON` may throw anything, and JSON refuses a bigint with an error of its own. */
export function asEncodeError(cause: unknown): EncodeError {
  if (cause instanceof EncodeError) {
    return cause;
  }
  const message = "expected values that JSON can carry, or binary data; `cause` tells more";
  return new EncodeError("VALUE_NOT_SERIALIZABLE", message, { cause });
}

function encodePlain({ type, namespace, id, data }: BinaryCapablePacket, prefix: string): string {
  return prefix + encodeHeader(wireTypes[type].text, namespace, id) + JSON.stringify(data);
}

function encodeSuspect(packet: BinaryCapablePacket, prefix: string): EncodedPacket {
  const { type, namespace, id } = packet;
  const { data, attachments } = detach(packet.data, 1);
  if (attachments.length === 0) {
    return [encodePlain(packet, prefix)];
  }
  const header = encodeHeader(wireTypes[type].binary, namespace, id, attachments.length);
  return [prefix + header + JSON.stringify(data), ...attachments];
}

const wireTypes = {
  event: { text: wireType.event, binary: wireType.binaryEvent },
  ack: { text: wireType.ack, binary: wireType.binaryAck },
} as const;
