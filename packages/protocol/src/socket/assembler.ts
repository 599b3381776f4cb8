import { type Violation, violation } from "../errors.js";
import type { DecodeLimits } from "../limits.js";
import { type Holder, isPlaceholder } from "./attachments.js";
import type { BinaryCapablePacket } from "./packet.js";
import { isObject } from "./value.js";

/** A place in a parsed payload that waits for an attachment. */
interface Slot {
  readonly holder: Holder;
  readonly key: string;
}

/**
 * A packet whose attachments are still to come. It belongs to the connection that received it: `attach` consumes
 * it, and dropping it frees all there is. PROTOCOL.md, Attachments.
 */
export interface PartialPacket {
  readonly type: "partial";
  /** The packet as far as it is known; its payload still has placeholders. */
  readonly packet: BinaryCapablePacket;
  /** The places that still wait, the next one first. */
  readonly slots: Slot[];
  /** How many bytes the attachments that are due may still have together. */
  bytesLeft: number;
}

/**
 * Starts to assemble a packet whose text announced `count` attachments and took `textBytes`. A violation unless each of
 * `count` numbers stands in exactly one placeholder, and no other. PROTOCOL.md, EIO-ATT-7.
 */
export function startPacket(
  packet: BinaryCapablePacket,
  count: number,
  textBytes: number,
  { maxPacketBytes }: DecodeLimits,
): PartialPacket | Violation {
  const found = slotsOf(packet.data);
  const byNumber = new Map(found);
  const slots = Array.from({ length: count }, (_, num) => byNumber.get(num));
  return found.length === count && slots.every((slot) => slot !== undefined)
    ? { type: "partial", packet, slots, bytesLeft: maxPacketBytes - textBytes }
    : violation("PLACEHOLDER_INVALID");
}

/** The places of all placeholders, with their numbers. The payload's nesting has been checked before. */
function slotsOf(payload: readonly unknown[]): [num: unknown, Slot][] {
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
  return found;
}

/**
 * Adds the next attachment: the packet once it is complete, the partial packet itself while more are due, or what
 * is wrong. `value` is what takes the place of the placeholder: the bytes, unless applications expect another form.
 * PROTOCOL.md, EIO-ATT-3 and EIO-ATT-11.
 */
export function attach(
  partial: PartialPacket | undefined,
  attachment: Uint8Array,
  value: unknown = attachment,
): BinaryCapablePacket | PartialPacket | Violation {
  const slot = partial?.slots.shift();
  if (partial === undefined || slot === undefined) {
    return violation("ATTACHMENT_UNEXPECTED"); // EIO-ATT-6
  }
  partial.bytesLeft -= attachment.length;
  if (partial.bytesLeft < 0) {
    return violation("ATTACHMENTS_TOO_LARGE"); // EIO-ATT-10
  }
  slot.holder[slot.key] = value; // exists, so that even `__proto__` is a property like any other: EIO-TXT-17
  return partial.slots.length === 0 ? partial.packet : partial;
}
