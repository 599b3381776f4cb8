import { type Violation, violation } from "../errors.js";
import type { DecodeLimits } from "../limits.js";
import { findSlots } from "./attachments.js";
import type { BinaryCapablePacket } from "./packet.js";

type Slots = Exclude<ReturnType<typeof findSlots>, Violation>;

/**
 * A packet whose attachments are still to come. It belongs to the connection that received it: `attach` consumes
 * it, and dropping it frees all there is. PROTOCOL.md, Attachments.
 */
export interface PartialPacket {
  readonly type: "partial";
  /** The packet as far as it is known; its payload still has placeholders. */
  readonly packet: BinaryCapablePacket;
  /** The places that still wait, the next one first. */
  readonly slots: Slots;
  /** How many bytes the attachments that are due may still have together. */
  bytesLeft: number;
}

/**
 * Starts to assemble a packet whose text announced `count` attachments and took `textBytes`.
 * PROTOCOL.md, EIO-ATT-7.
 */
export function startPacket(
  packet: BinaryCapablePacket,
  count: number,
  textBytes: number,
  { maxPacketBytes }: DecodeLimits,
): PartialPacket | Violation {
  const slots = findSlots(packet.data, count);
  return Array.isArray(slots)
    ? { type: "partial", packet, slots, bytesLeft: maxPacketBytes - textBytes }
    : slots;
}

/**
 * Adds the next attachment: the packet once it is complete, the partial packet itself while more are due, or what
 * is wrong. `value` is what takes the place of the placeholder: the bytes, unless applications expect another form.
 * PROTOCOL.md, EIO-ATT-3 and EIO-ATT-11.
 */
export function attach(
  partial: PartialPacket,
  attachment: Uint8Array,
  value: unknown = attachment,
): BinaryCapablePacket | PartialPacket | Violation {
  const slot = partial.slots.shift();
  if (slot === undefined) {
    return violation("ATTACHMENT_UNEXPECTED"); // EIO-ATT-6
  }
  partial.bytesLeft -= attachment.length;
  if (partial.bytesLeft < 0) {
    return violation("ATTACHMENTS_TOO_LARGE"); // EIO-ATT-10
  }
  slot.holder[slot.key] = value; // exists, so that even `__proto__` is a property like any other: EIO-TXT-17
  return partial.slots.length === 0 ? partial.packet : partial;
}
