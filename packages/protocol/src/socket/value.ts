import { EncodeError } from "../errors.js";
import { maxJsonDepth } from "../limits.js";

/** Anything that travels as an attachment. */
type BinaryValue = ArrayBuffer | SharedArrayBuffer | ArrayBufferView;

/** Whether JSON has the value as an array or object, or it is binary: all that can hold something. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Whether the value is sent as an attachment. Throws `EncodeError` for a Blob, which can't be read at once. */
export function isBinary(value: object): value is BinaryValue {
  if (isPlain(value)) {
    return false; // nearly every value ends here, before the costlier questions
  }
  return ArrayBuffer.isView(value) || isTaggedBinary(value);
}

/** The bytes of a binary value, not copied. */
export function bytesOf(value: BinaryValue): Uint8Array {
  if (value instanceof Uint8Array) {
    return value;
  }
  return ArrayBuffer.isView(value)
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : new Uint8Array(value);
}

/** What `JSON.stringify` would look at: the result of the value's `toJSON`, if it has one. */
export function jsonForm(value: object): unknown {
  const { toJSON } = value as { toJSON?: unknown };
  return typeof toJSON === "function" ? toJSON.call(value, "") : value;
}

/** Throws where a level is deeper than a decoder takes; this also ends the walk through a circular value. */
export function assertDepth(depth: number): void {
  if (depth > maxJsonDepth) {
    const message = `expected at most ${maxJsonDepth} levels of nesting; the value is deeper, or circular`;
    throw new EncodeError("VALUE_TOO_DEEP", message);
  }
}

/**
 * Whether binary data stands among the elements, at any depth. Stops at the first. Throws `EncodeError` where the
 * part that was walked is too deep or has a Blob.
 *
 * Every event out passes here, so it is written for speed: no closure, and for…in, which unlike `Object.keys`
 * makes no array (bench/codec.js).
 */
export function hasBinaryElement(elements: readonly unknown[], depth: number): boolean {
  assertDepth(depth);
  for (let index = 0; index < elements.length; index += 1) {
    const element = elements[index];
    if (isObject(element) && carriesBinary(element, depth + 1)) {
      return true;
    }
  }
  return false;
}

function hasBinaryProperty(holder: object, depth: number): boolean {
  assertDepth(depth);
  for (const key in holder) {
    const property: unknown = holder[key as keyof typeof holder];
    if (isObject(property) && carriesBinary(property, depth + 1)) {
      return true;
    }
  }
  return false;
}

function carriesBinary(value: object, depth: number): boolean {
  if (Array.isArray(value)) {
    return hasBinaryElement(value, depth);
  }
  if (isBinary(value)) {
    assertDepth(depth); // a placeholder is an object of its own
    return true;
  }
  const form = jsonForm(value);
  if (form === value) {
    return hasBinaryProperty(value, depth);
  }
  return isObject(form) && formCarriesBinary(form, depth);
}

/** The result of a `toJSON` is looked into, but not asked for its own `toJSON`. */
function formCarriesBinary(form: object, depth: number): boolean {
  if (Array.isArray(form)) {
    return hasBinaryElement(form, depth);
  }
  return isBinary(form) || hasBinaryProperty(form, depth);
}

/**
 * Whether parsed JSON nests deeper than is allowed. The walk costs a twelfth of the parsing, counting brackets in
 * the text half of it (bench/codec.js).
 */
export function isTooDeep(value: object, depth: number): boolean {
  if (depth > maxJsonDepth) {
    return true;
  }
  if (Array.isArray(value)) {
    return hasTooDeepElement(value, depth + 1);
  }
  for (const key in value) {
    const property: unknown = value[key as keyof typeof value];
    if (isObject(property) && isTooDeep(property, depth + 1)) {
      return true;
    }
  }
  return false;
}

function hasTooDeepElement(elements: readonly unknown[], depth: number): boolean {
  for (let index = 0; index < elements.length; index += 1) {
    const element = elements[index];
    if (isObject(element) && isTooDeep(element, depth)) {
      return true;
    }
  }
  return false;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

// The tag, not instanceof: a value may come from another realm, such as a vm context or a frame.
function isTaggedBinary(value: object): boolean {
  switch (Object.prototype.toString.call(value)) {
    case "[object ArrayBuffer]":
    case "[object SharedArrayBuffer]":
      return true;
    case "[object Blob]":
    case "[object File]":
      throw new EncodeError(
        "BLOB_NOT_SUPPORTED",
        "expected bytes, got a Blob; send `await blob.arrayBuffer()`",
      );
    default:
      return false;
  }
}
