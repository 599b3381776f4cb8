import { EncodeError } from "../errors.js";
import { type Attachment, detach } from "./attachments.js";
import { mayHoldBinary } from "./binary-search.js";
import { encodeHeader } from "./header.js";
import type { BinaryCapablePacket } from "./packet.js";

/** A packet as it travels: its text, then its attachments, each a message of its own. */
export type EncodedPacket<Form = Uint8Array> = readonly [text: string, ...attachments: Form[]];

/**
 * The messages of an event or ack, the text behind the prefix: with binary data one of the binary types.
 * PROTOCOL.md, EIO-ATT-1 and EIO-ATT-2.
 */
export function encodeBinaryCapable(
  packet: BinaryCapablePacket,
  prefix: string,
  keepsBlobs: boolean,
): EncodedPacket<Attachment> {
  const { type, namespace, id, data } = packet;
  const detached = mayHoldBinary(data, 1) ? detach(data, 1, keepsBlobs) : { data, attachments: [] };
  const { attachments } = detached;
  const json = JSON.stringify(attachments.length === 0 ? data : detached.data);
  return [prefix + encodeHeader(type, namespace, id, attachments.length) + json, ...attachments];
}

/** A payload that has no room for attachments, as JSON; what JSON leaves out becomes null. */
export function encodeJson(value: unknown): string {
  if (detach([value], 0, true).attachments.length > 0) {
    throw new EncodeError("VALUE_NOT_SERIALIZABLE", "expected no binary values");
  }
  return JSON.stringify(value) ?? "null";
}

/** The same of a payload that must be an object. */
export function encodeJsonObject(value: Readonly<Record<string, unknown>>): string {
  const json = encodeJson(value);
  if (!json.startsWith("{")) {
    throw new EncodeError("VALUE_NOT_SERIALIZABLE", "expected an object");
  }
  return json;
}

/** A user's `toJSON` may throw anything, and JSON refuses a bigint with an error of its own. */
export function asEncodeError(cause: unknown): EncodeError {
  const message = "expected values that JSON can carry, or binary ones";
  return cause instanceof EncodeError ? cause : new EncodeError("VALUE_NOT_SERIALIZABLE", message, { cause });
}
