import { type Violation, violation } from "../errors.js";
import type { DecodeLimits } from "../limits.js";
import { fillSlot, findSlots } from "./attachments.js";
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
  readonly slots: Slots;
  readonly maxPacketBytes: number;
  received: number;
  receivedBytes: number;
}

/** Starts to assemble a packet whose text announced `count` attachments and took `textBytes`. */
export function startPacket(
  packet: BinaryCapablePacket,
  count: number,
  textBytes: number,
  limits: DecodeLimits,
): PartialPacket | Violation {
  const slots = findSlots(packet.data, count);
  if (!Array.isArray(slots)) {
    return slots;
  }
  const { maxPacketBytes } = limits;
  return { type: "partial", packet, slots, maxPacketBytes, received: 0, receivedBytes: textBytes };
}

/**
 * Adds the next attachment: the packet once it is complete, the partial packet itself while more are due, or what
 * is wrong. `value` is what takes the place of the placeholder: the bytes, unless applications expect another form.
 */
export function attach(
  partial: PartialPacket,
  attachment: Uint8Array,
  value: unknown = attachment,
): BinaryCapablePacket | PartialPacket | Violation {
  const slot = partial.slots[partial.received];
  if (slot === undefined) {
    return violation("ATTACHMENT_UNEXPECTED");
  }
  partial.received += 1;
  partial.receivedBytes += attachment.length;
  if (partial.receivedBytes > partial.maxPacketBytes) {
    return violation("ATTACHMENTS_TOO_LARGE");
  }
  fillSlot(slot, value);
  return partial.received === partial.slots.length ? partial.packet : partial;
}
