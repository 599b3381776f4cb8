import { EncodeError, type Violation, violation } from "../errors.js";
import { maxEncodableAttachments } from "../limits.js";
import { assertDepth } from "./nesting.js";
import { bytesOf, isBinary, isObject, jsonForm } from "./value.js";

/** A payload whose binary values have been taken out, and these, in the order of their placeholders. */
export interface Detached {
  /** A copy with a placeholder for each binary value; the original is untouched. */
  readonly data: unknown;
  readonly attachments: Uint8Array[];
}

/**
 * Takes the binary values out of a payload whose array is level number `depth`; there may be none.
 * PROTOCOL.md, Attachments.
 *
 * Throws `EncodeError`: too deep, a Blob, more attachments than two digits can count, or a value that looks like a
 * placeholder: beside real attachments a receiver could not tell it from one.
 */
export function detach(payload: readonly unknown[], depth: number): Detached {
  const taken: Taken = { attachments: [], hasLookalike: false };
  const data = detachFrom(payload, taken, depth);
  if (taken.hasLookalike && taken.attachments.length > 0) {
    const message =
      "expected no property `_placeholder: true` of your own in a packet that carries binary data";
    throw new EncodeError("PLACEHOLDER_COLLISION", message);
  }
  return { data, attachments: taken.attachments };
}

/** What has been found on the way through a payload. */
interface Taken {
  readonly attachments: Uint8Array[];
  hasLookalike: boolean;
}

function detachFrom(value: unknown, taken: Taken, depth: number): unknown {
  const form = isObject(value) && !isBinary(value) ? jsonForm(value) : value;
  if (!isObject(form)) {
    return typeof form === "function" ? undefined : form; // a copied `toJSON` would be called once more
  }
  assertDepth(depth);
  if (Array.isArray(form)) {
    return Array.from(form, (element) => detachFrom(element, taken, depth + 1));
  }
  return isBinary(form) ? placeholderFor(bytesOf(form), taken.attachments) : detachObject(form, taken, depth);
}

function placeholderFor(bytes: Uint8Array, attachments: Uint8Array[]): object {
  if (attachments.length === maxEncodableAttachments) {
    const message = `expected at most ${maxEncodableAttachments} binary values in one packet`;
    throw new EncodeError("TOO_MANY_ATTACHMENTS", message);
  }
  return { _placeholder: true, num: attachments.push(bytes) - 1 };
}

function detachObject(holder: object, taken: Taken, depth: number): object {
  const copy = {};
  for (const [key, value] of Object.entries(holder)) {
    put(copy, key, detachFrom(value, taken, depth + 1));
  }
  taken.hasLookalike ||= isPlaceholder(copy);
  return copy;
}

/** A place in a parsed payload that waits for an attachment. */
interface Slot {
  readonly holder: object;
  readonly key: string | number;
}

/**
 * The places of a parsed payload that wait for attachments, by number. A violation unless each of `count` numbers
 * stands there exactly once, and no other. The payload's nesting has been checked before.
 */
export function findSlots(payload: readonly unknown[], count: number): Slot[] | Violation {
  const slots = new Array<Slot | undefined>(count).fill(undefined);
  if (!collectSlots(payload, slots)) {
    return violation("PLACEHOLDER_INVALID");
  }
  const found = slots.filter((slot) => slot !== undefined);
  return found.length === count ? found : violation("PLACEHOLDER_INVALID");
}

/** Puts an attachment into its place. */
export function fillSlot({ holder, key }: Slot, attachment: unknown): void {
  put(holder, key, attachment);
}

function collectSlots(holder: object, slots: (Slot | undefined)[]): boolean {
  if (Array.isArray(holder)) {
    return holder.every((value, key) => collectSlot(value, { holder, key }, slots));
  }
  return Object.entries(holder).every(([key, value]) => collectSlot(value, { holder, key }, slots));
}

function collectSlot(value: unknown, slot: Slot, slots: (Slot | undefined)[]): boolean {
  if (!isObject(value)) {
    return true;
  }
  return isPlaceholder(value) ? reserveSlot(value, slot, slots) : collectSlots(value, slots);
}

function reserveSlot(placeholder: Placeholder, slot: Slot, slots: (Slot | undefined)[]): boolean {
  const { num } = placeholder;
  if (typeof num !== "number" || !Object.hasOwn(slots, num) || slots[num] !== undefined) {
    return false;
  }
  slots[num] = slot;
  return true;
}

interface Placeholder {
  readonly _placeholder: true;
  readonly num?: unknown;
}

function isPlaceholder(value: object): value is Placeholder {
  return Object.hasOwn(value, "_placeholder") && "_placeholder" in value && value._placeholder === true;
}

// Defined, not assigned: assigning the key `__proto__` would set the prototype.
function put(holder: object, key: string | number, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    (holder as Record<string | number, unknown>)[key] = value;
  }
}
