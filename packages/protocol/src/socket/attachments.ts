import { EncodeError } from "../errors.js";
import { maxEncodableAttachments, maxJsonDepth } from "../limits.js";
import { type Attachment, attachmentOf, isObject, jsonForm } from "./value.js";

/** A packet as it travels: its text, then its attachments, each a message of its own. */
export type EncodedPacket<Form = Uint8Array> = readonly [text: string, ...attachments: Form[]];

/**
 * The JSON of a payload whose array is level number `outermost`, with a placeholder for each binary value, and these,
 * of which there may be none. It is that of a copy: the payload is untouched. PROTOCOL.md, EIO-ATT-1.
 *
 * Throws `EncodeError`: too deep, more attachments than two digits can count, or a value that looks like a
 * placeholder: beside real attachments a receiver could not tell it from one. PROTOCOL.md, EIO-ATT-7.
 */
export function detach(payload: readonly unknown[], outermost: number): EncodedPacket<Attachment> {
  const attachments: Attachment[] = [];
  let hasLookalike = false;

  function copyOf(value: unknown, depth: number): unknown {
    const form = isObject(value) ? (attachmentOf(value) ?? jsonForm(value)) : value;
    if (!isObject(form)) {
      return typeof form === "function" ? undefined : form; // a copied `toJSON` would be called once more
    }
    if (depth > maxJsonDepth) {
      throw new EncodeError("VALUE_TOO_DEEP", `expected at most ${maxJsonDepth} levels of nesting`);
    }
    if (Array.isArray(form)) {
      return Array.from(form, (element) => copyOf(element, depth + 1));
    }
    const attachment = attachmentOf(form);
    if (attachment !== undefined) {
      return { _placeholder: true, num: attachments.push(attachment) - 1 };
    }
    const copy = { ...form } as Holder; // with all keys, so that to assign `__proto__` sets no prototype: EIO-TXT-17
    for (const key of Object.keys(copy)) {
      copy[key] = copyOf(copy[key], depth + 1);
    }
    hasLookalike ||= isPlaceholder(copy);
    return copy;
  }

  const copy = copyOf(payload, outermost);
  if (attachments.length > maxEncodableAttachments) {
    throw new EncodeError(
      "TOO_MANY_ATTACHMENTS",
      `expected at most ${maxEncodableAttachments} binary values`,
    );
  }
  if (hasLookalike && attachments.length > 0) {
    throw new EncodeError("PLACEHOLDER_COLLISION", "expected no `_placeholder: true` beside binary values");
  }
  return [JSON.stringify(copy), ...attachments];
}

/** An array or object by its keys, an array's being its indices. */
export type Holder = Record<string, unknown>;

interface Placeholder {
  readonly _placeholder: true;
  readonly num?: unknown;
}

/** Whether a value stands for an attachment, in a packet that has some. PROTOCOL.md, EIO-ATT-7. */
export function isPlaceholder(value: unknown): value is Placeholder {
  return (value as Placeholder | null | undefined)?._placeholder === true;
}
