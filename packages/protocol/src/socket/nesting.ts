import { maxJsonDepth } from "../limits.js";
import { isObject } from "./value.js";

/**
 * Whether parsed JSON, whose outermost level is number `depth`, nests deeper than is allowed. The walk costs a
 * tenth of the parsing, counting brackets in the text half of it (bench/codec.js). PROTOCOL.md, EIO-TXT-16.
 */
export function isTooDeep(value: object, depth: number): boolean {
  if (depth > maxJsonDepth) {
    return true;
  }
  if (Array.isArray(value)) {
    const elements: readonly unknown[] = value;
    for (let index = 0; index < elements.length; index += 1) {
      const element = elements[index];
      if (isObject(element) && isTooDeep(element, depth + 1)) {
        return true;
      }
    }
    return false;
  }
  for (const key in value) {
    const property: unknown = value[key as keyof typeof value];
    if (isObject(property) && isTooDeep(property, depth + 1)) {
      return true;
    }
  }
  return false;
}
