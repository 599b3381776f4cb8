import type { BlobLike } from "../frame.js";

/** What travels beside a packet: a Blob only if the codec lets it pass. */
export type Attachment = Uint8Array | BlobLike;

/** Whether JSON has the value as an array or object, or it is binary: all that can hold something. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** What travels of a binary value, its bytes, not copied, or the Blob; undefined for any other value. */
export function attachmentOf(value: unknown): Attachment | undefined {
  if (ArrayBuffer.isView(value)) {
    return value instanceof Uint8Array
      ? value
      : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  const tag = tagOf(value);
  if (tag.endsWith("ArrayBuffer]")) {
    return new Uint8Array(value as ArrayBufferLike);
  }
  return tag === "[object Blob]" || tag === "[object File]" ? (value as BlobLike) : undefined;
}

/** What `JSON.stringify` would look at: the result of the value's `toJSON`, if it has one; boxes opened. */
export function jsonForm(value: object): unknown {
  const { toJSON } = value as { toJSON?: unknown };
  const form: unknown = typeof toJSON === "function" ? toJSON.call(value, "") : value;
  return boxTag.test(tagOf(form)) ? (form as object).valueOf() : form;
}

const boxTag = /String|Number|Boolean|BigInt]$/;

// The tag, not instanceof: a value may come from another realm, such as a vm context or a frame.
function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value);
}
