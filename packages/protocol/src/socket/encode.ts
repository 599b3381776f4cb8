import { EncodeError } from "../errors.js";
import { detach } from "./attachments.js";
import { encodeHeader, wireType } from "./header.js";
import type { BinaryCapablePacket } from "./packet.js";
import { hasBinaryElement } from "./value.js";

/** A packet as it travels: its text, then its attachments, each a message of its own. */
export type EncodedPacket = readonly [text: string, ...attachments: Uint8Array[]];

/**
 * The messages of an event or ack: with binary data one of the binary types, else plain text.
 * Throws `EncodeError`, and nothing else, for a payload that can't travel.
 */
export function encodeBinaryCapable(packet: BinaryCapablePacket): EncodedPacket {
  try {
    return hasBinaryElement(packet.data, 1) ? encodeBinary(packet) : encodePlain(packet);
  } catch (cause) {
    throw asEncodeError(cause);
  }
}

/** A payload as JSON. Throws `EncodeError`, and nothing else. */
export function encodeJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw asEncodeError(cause);
  }
}

function encodePlain({ type, namespace, id, data }: BinaryCapablePacket): EncodedPacket {
  return [encodeHeader(wireType[type], namespace, id) + JSON.stringify(data)];
}

function encodeBinary({ type, namespace, id, data }: BinaryCapablePacket): EncodedPacket {
  const detached = detach(data);
  const binaryType = type === "event" ? wireType.binaryEvent : wireType.binaryAck;
  const header = encodeHeader(binaryType, namespace, id, detached.attachments.length);
  return [header + JSON.stringify(detached.data), ...detached.attachments];
}

/** A user's `toJSON` may throw anything, and JSON refuses a bigint or a circle with an error of its own. */
function asEncodeError(cause: unknown): EncodeError {
  if (cause instanceof EncodeError) {
    return cause;
  }
  const message = "expected values that JSON can carry, or binary data; `cause` tells more";
  return new EncodeError("VALUE_NOT_SERIALIZABLE", message, { cause });
}
