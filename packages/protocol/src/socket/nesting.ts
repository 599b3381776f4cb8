import { EncodeError } from "../errors.js";
import { maxJsonDepth } from "../limits.js";
import { isObject } from "./value.js";

/** Throws where a level is deeper than a decoder takes; this also ends the walk through a circular value. */
export function assertDepth(depth: number): void {
  if (depth > maxJsonDepth) {
    const message = `expected at most ${maxJsonDepth} levels of nesting; the value is deeper, or circular`;
    throw new EncodeError("VALUE_TOO_DEEP", message);
  }
}

/**
 * Whether parsed JSON, whose outermost level is number `depth`, nests deeper than is allowed. The walk costs a
 * tenth of the parsing, counting brackets in the text half of it (bench/codec.js).
 */
export function isTooDeep(value: object, depth: number): boolean {
  if (depth > maxJsonDepth) {
    return true;
  }
  return Array.isArray(value) ? hasTooDeepElement(value, depth + 1) : hasTooDeepProperty(value, depth + 1);
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

function hasTooDeepProperty(holder: object, depth: number): boolean {
  for (const key in holder) {
    const property: unknown = holder[key as keyof typeof holder];
    if (isObject(property) && isTooDeep(property, depth)) {
      return true;
    }
  }
  return false;
}
