import { EncodeError } from "../errors.js";
import { detach, type EncodedPacket } from "./attachments.js";
import { isSuspect } from "./suspicion.js";
import type { Attachment } from "./value.js";

/**
 * The payload of an event or ack as JSON, and the binary values that were taken out of it. `outermost` is the number of
 * the level that its array is. PROTOCOL.md, EIO-ATT-1.
 */
export function encodePayload(data: readonly unknown[], outermost = 1): EncodedPacket<Attachment> {
  return isSuspect(data, outermost) ? detach(data, outermost) : [JSON.stringify(data)];
}

/** A payload that has no room for attachments, as JSON; what JSON leaves out becomes null. */
export function encodeJson(value: unknown): string {
  const [json, ...attachments] = encodePayload([value], 0);
  if (attachments.length > 0) {
    throw new EncodeError("VALUE_NOT_SERIALIZABLE", "expected no binary values");
  }
  return json.slice(1, -1);
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
