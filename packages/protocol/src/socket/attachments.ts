import { EncodeError, type Violation, violation } from "../errors.js";
import type { BlobLike } from "../frame.js";
import { maxEncodableAttachments, maxJsonDepth } from "../limits.js";
import { bytesOf, isBinary, isObject, jsonForm } from "./value.js";

/** A payload whose binary values have been taken out, and these, in the order of their placeholders. */
export interface Detached {
  /** A copy with a placeholder for each binary value; the original is untouched. */
  readonly data: unknown;
  readonly attachments: Attachment[];
}

/** What travels beside a packet: a Blob only if the codec lets it pass. */
export type Attachment = Uint8Array | BlobLike;

/**
 * Takes the binary values out of a payload whose array is level number `outermost`; there may be none.
 * PROTOCOL.md, EIO-ATT-1.
 *
 * Throws `EncodeError`: too deep, a Blob (unless these are kept), more attachments than two digits can count, or a
 * value that looks like a placeholder: beside real attachments a receiver could not tell it from one.
 * PROTOCOL.md, EIO-ATT-7.
 */
export function detach(payload: readonly unknown[], outermost: number, keepsBlobs: boolean): Detached {
  const attachments: Attachment[] = [];
  let hasLookalike = false;

  function copyOf(value: unknown, depth: number): unknown {
    const form = isObject(value) && !isBinary(value) ? jsonForm(value) : value;
    if (!isObject(form)) {
      return typeof form === "function" ? undefined : form; // a copied `toJSON` would be called once more
    }
    if (depth > maxJsonDepth) {
      throw new EncodeError("VALUE_TOO_DEEP", `expected at most ${maxJsonDepth} levels of nesting`);
    }
    if (Array.isArray(form)) {
      return Array.from(form, (element) => copyOf(element, depth + 1));
    }
    if (isBinary(form)) {
      const num = attachments.push(attachmentOf(form, keepsBlobs)) - 1;
      if (num === maxEncodableAttachments) {
        throw new EncodeError("TOO_MANY_ATTACHMENTS", `expected at most ${num} binary values`);
      }
      return { _placeholder: true, num };
    }
    const copy = { ...form } as Holder; // with all keys, so that to assign `__proto__` sets no prototype: EIO-TXT-17
    for (const key of Object.keys(copy)) {
      copy[key] = copyOf(copy[key], depth + 1);
    }
    hasLookalike ||= isPlaceholder(copy);
    return copy;
  }

  const data = copyOf(payload, outermost);
  if (hasLookalike && attachments.length > 0) {
    throw new EncodeError("PLACEHOLDER_COLLISION", "expected no `_placeholder: true` beside binary values");
  }
  return { data, attachments };
}

function attachmentOf(value: Parameters<typeof bytesOf>[0], keepsBlobs: boolean): Attachment {
  const bytes = bytesOf(value);
  if (bytes === undefined && !keepsBlobs) {
    throw new EncodeError("BLOB_NOT_SUPPORTED", "expected bytes: send `await blob.arrayBuffer()`");
  }
  return bytes ?? (value as object as BlobLike);
}

/** An array or object by its keys, an array's being its indices. */
type Holder = Record<string, unknown>;

/** A place in a parsed payload that waits for an attachment. */
interface Slot {
  readonly holder: Holder;
  readonly key: string;
}

/**
 * The places of a parsed payload that wait for attachments, by number. A violation unless each of `count` numbers
 * stands there exactly once, and no other. The payload's nesting has been checked before. PROTOCOL.md, EIO-ATT-7.
 */
export function findSlots(payload: readonly unknown[], count: number): Slot[] | Violation {
  const found: [num: unknown, Slot][] = [];

  function search(holder: Holder): void {
    for (const key of Object.keys(holder)) {
      const value = holder[key];
      if (isPlaceholder(value)) {
        found.push([value.num, { holder, key }]);
      } else if (isObject(value)) {
        search(value as Holder);
      }
    }
  }

  search(payload as object as Holder);
  const byNumber = new Map(found);
  const slots = Array.from({ length: count }, (_, num) => byNumber.get(num)).filter(
    (slot) => slot !== undefined,
  );
  return found.length === count && slots.length === count ? slots : violation("PLACEHOLDER_INVALID");
}

interface Placeholder {
  readonly _placeholder: true;
  readonly num?: unknown;
}

function isPlaceholder(value: unknown): value is Placeholder {
  return (
    isObject(value) && Object.hasOwn(value, "_placeholder") && (value as Placeholder)._placeholder === true
  );
}
