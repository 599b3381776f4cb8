import { hex } from "../../run/transcript.js";
import type { ClientPeer } from "../client-peer.js";

/** A packet with attachments, which stand in the payload where they belong. */
export interface BinaryShape {
  readonly type: "binary-event" | "binary-ack";
  readonly namespace?: string;
  readonly id?: number | boolean;
  readonly payload: unknown;
}

type Attachments = Map<unknown, Uint8Array>;

/**
 * The next messages must be this packet and its attachments, with nothing in between. Which placeholder has which
 * number is up to the sender. PROTOCOL.md, Attachments.
 */
export async function expectBinary(peer: ClientPeer, { payload, ...shape }: BinaryShape): Promise<void> {
  const count = countBytes(payload);
  const packet = await peer.expectPacket({ ...shape, count });
  const attachments: Attachments = new Map();
  if (!fits(payload, packet.payload, attachments)) {
    failPayload(peer, payload, packet.payload);
  }
  for (let number = 0; number < count; number += 1) {
    const bytes = attachments.get(number) ?? failPayload(peer, payload, packet.payload);
    await peer.expectAttachment(bytes);
  }
}

/** Whether a value is what was expected, with a placeholder for each attachment; notes which number each has. */
function fits(expected: unknown, actual: unknown, attachments: Attachments): boolean {
  if (expected instanceof Uint8Array) {
    return takesNumber(expected, actual, attachments);
  }
  if (!isObject(expected) || !isObject(actual)) {
    return expected === actual;
  }
  const keys = Object.keys(expected);
  return (
    Array.isArray(expected) === Array.isArray(actual) &&
    keys.length === Object.keys(actual).length &&
    keys.every((key) => Object.hasOwn(actual, key) && fits(own(expected, key), own(actual, key), attachments))
  );
}

function takesNumber(bytes: Uint8Array, placeholder: unknown, attachments: Attachments): boolean {
  const { _placeholder: mark, num } = Object(placeholder) as Record<string, unknown>;
  if (mark !== true || attachments.has(num)) {
    return false;
  }
  attachments.set(num, bytes);
  return true;
}

function countBytes(value: unknown): number {
  if (value instanceof Uint8Array) {
    return 1;
  }
  return isObject(value) ? Object.values(value).reduce<number>((sum, one) => sum + countBytes(one), 0) : 0;
}

function failPayload(peer: ClientPeer, expected: unknown, actual: unknown): never {
  const readable = JSON.stringify(expected, (_key, value) =>
    value instanceof Uint8Array ? hex(value) : value,
  );
  peer.fail(`${readable}, with placeholders from 0 on`, JSON.stringify(actual));
}

/** By descriptor: `__proto__` is a key like any other here. */
function own(holder: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(holder, key)?.value;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
