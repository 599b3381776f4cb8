import { maxJsonDepth } from "../limits.js";
import { attachmentOf, isObject } from "./value.js";

/** An object, as far as it decides itself how it is written. */
interface Speaker {
  readonly toJSON?: unknown;
}

/**
 * Whether an array or object that is level number `depth` has to be looked at closely before it is sent, since binary
 * data may stand in it, or it may be too deep. False is certain. True is a suspicion, which `detach` settles: this
 * search also enters what an object inherits, and does not enter what a `toJSON` makes. Of parsed JSON it is certain,
 * and means too deep. PROTOCOL.md, EIO-TXT-16.
 *
 * Every event passes here, out and in, so it is written for speed (bench/codec.js): no call into another module for
 * plain objects and arrays, which `constructor` tells faster than their prototype does, and for…in, which unlike
 * `Object.keys` makes no array. Of parsed JSON it costs a tenth of the parsing, where to count brackets in the text
 * costs half of it.
 */
export function isSuspect(holder: object, depth: number): boolean {
  if (depth > maxDepth) {
    return true; // a circular value ends here, too
  }
  if (Array.isArray(holder)) {
    for (let index = 0; index < holder.length; index += 1) {
      const element: unknown = holder[index];
      if (typeof element === "object" && element !== null && isSuspect(element, depth + 1)) {
        return true;
      }
    }
    return (holder as Speaker).toJSON !== undefined;
  }
  const { toJSON } = holder as Speaker;
  if ((toJSON !== undefined || holder.constructor !== Object) && attachmentOf(holder) !== undefined) {
    return true;
  }
  if (typeof toJSON === "function") {
    return isObject(toJSON.call(holder, ""));
  }
  for (const key in holder) {
    const property: unknown = holder[key as keyof typeof holder];
    if (typeof property === "object" && property !== null && isSuspect(property, depth + 1)) {
      return true;
    }
  }
  return false;
}

// Read once: an import is looked up at every use.
const maxDepth = maxJsonDepth;
