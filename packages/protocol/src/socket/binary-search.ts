import { maxJsonDepth } from "../limits.js";
import { isBinary, jsonForm } from "./value.js";

/**
 * Whether a payload has to be looked at closely before it is sent, since binary data may stand in it, or it may be
 * too deep; its array is level number `depth`. False is certain. True is a suspicion, which `detach` settles: this
 * search also enters what an object inherits, and gives up rather than throw.
 *
 * Every event out passes here, so it is written for speed (bench/codec.js): no call into another module for plain
 * objects and arrays, which `constructor` tells faster than their prototype does, and for…in, which unlike
 * `Object.keys` makes no array.
 */
export function mayHoldBinary(elements: readonly unknown[], depth: number): boolean {
  if (depth > maxDepth) {
    return true; // a circular value ends here, too
  }
  for (let index = 0; index < elements.length; index += 1) {
    const element = elements[index];
    if (typeof element === "object" && element !== null && isSuspect(element, depth + 1)) {
      return true;
    }
  }
  return false;
}

function isSuspect(value: object, depth: number): boolean {
  const { toJSON } = value as { toJSON?: unknown };
  if (toJSON !== undefined) {
    return isSuspectForm(value, depth);
  }
  if (Array.isArray(value)) {
    return mayHoldBinary(value, depth);
  }
  return value.constructor === Object ? isSuspectObject(value, depth) : isSuspectForm(value, depth);
}

function isSuspectObject(holder: object, depth: number): boolean {
  if (depth > maxDepth) {
    return true;
  }
  for (const key in holder) {
    const property: unknown = holder[key as keyof typeof holder];
    if (typeof property === "object" && property !== null && isSuspect(property, depth + 1)) {
      return true;
    }
  }
  return false;
}

/** Of instances of classes, and of what a `toJSON` makes: that is not asked for a `toJSON` of its own. */
function isSuspectForm(value: object, depth: number): boolean {
  if (isBinary(value)) {
    return true;
  }
  const form = jsonForm(value);
  if (typeof form !== "object" || form === null) {
    return false;
  }
  return isBinary(form) || mayHoldBinary(Array.isArray(form) ? form : Object.values(form), depth);
}

// Read once: an import is looked up at every use.
const maxDepth = maxJsonDepth;
