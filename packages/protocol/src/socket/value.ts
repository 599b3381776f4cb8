/** Anything that travels as an attachment. */
type BinaryValue = ArrayBuffer | SharedArrayBuffer | ArrayBufferView;

/** Whether JSON has the value as an array or object, or it is binary: all that can hold something. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Whether the value would be sent as an attachment, if it can be: of Blobs that depends on the codec. */
export function isBinary(value: object): value is BinaryValue {
  if (isPlain(value)) {
    return false; // nearly every value ends here, before the costlier questions
  }
  return ArrayBuffer.isView(value) || binaryTag.test(tagOf(value));
}

/** The bytes of a binary value, not copied; undefined for a Blob, which can't be read at once. */
export function bytesOf(value: BinaryValue): Uint8Array | undefined {
  if (value instanceof Uint8Array) {
    return value;
  }
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  return tagOf(value).endsWith("Buffer]") ? new Uint8Array(value) : undefined;
}

/** What `JSON.stringify` would look at: the result of the value's `toJSON`, if it has one; boxes opened. */
export function jsonForm(value: object): unknown {
  const { toJSON } = value as { toJSON?: unknown };
  const form: unknown = typeof toJSON === "function" ? toJSON.call(value, "") : value;
  return isBox(form) ? form.valueOf() : form;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isBox(value: unknown): value is object {
  return (
    value instanceof String || value instanceof Number || value instanceof Boolean || value instanceof BigInt
  );
}

const binaryTag = /^\[object ((Shared)?ArrayBuffer|Blob|File)\]$/;

// The tag, not instanceof: a value may come from another realm, such as a vm context or a frame.
function tagOf(value: object): string {
  return Object.prototype.toString.call(value);
}
