import type { PacketShape } from "../../packet/packet.js";
import { sameJson } from "../../packet/same-json.js";
import type { ServerPeer } from "../server-peer.js";

/** An event or ack that has to come, whatever attachments its payload has. */
export interface ValueShape {
  readonly type: "event" | "ack";
  readonly namespace?: string;
  readonly id?: number | boolean;
}

/**
 * The next messages must be this event or ack, bytes in its payload as attachments. Which number an attachment has is
 * left to the server. PROTOCOL.md, Attachments.
 */
export async function expectValue(peer: ServerPeer, shape: ValueShape, payload: unknown): Promise<void> {
  const count = countBytes(payload);
  const type = count === 0 ? shape.type : (`binary-${shape.type}` as const);
  const wanted: PacketShape = { ...shape, type, count };
  const packet = await peer.expectPacket(wanted);
  const attachments = new Map<number, Uint8Array>();
  if (!sameJson(withPlaceholders(payload, packet.payload, attachments), packet.payload)) {
    peer.fail(`the payload ${describeValue(payload)}`, describeValue(packet.payload));
  }
  for (let number = 0; number < count; number += 1) {
    const bytes = attachments.get(number) ?? peer.fail(`a placeholder with the number ${number}`, "none");
    await peer.expectAttachment(bytes);
  }
}

/** The expected value with the placeholders that stand in the received one where bytes are due. */
function withPlaceholders(expected: unknown, received: unknown, found: Map<number, Uint8Array>): unknown {
  if (expected instanceof Uint8Array) {
    const number = field(received, "num");
    if (field(received, "_placeholder") === true && typeof number === "number" && !found.has(number)) {
      found.set(number, expected);
      return received;
    }
    return expected;
  }
  if (Array.isArray(expected)) {
    return expected.map((element, index) => withPlaceholders(element, field(received, `${index}`), found));
  }
  if (typeof expected !== "object" || expected === null) {
    return expected;
  }
  const entries = Object.entries(expected);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, withPlaceholders(value, field(received, key), found)]),
  );
}

function field(value: unknown, key: string): unknown {
  const isObject = typeof value === "object" && value !== null;
  return isObject ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
}

function countBytes(value: unknown): number {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) {
    return value instanceof Uint8Array ? 1 : 0;
  }
  return Object.values(value).reduce((sum: number, element) => sum + countBytes(element), 0);
}

function describeValue(value: unknown): string {
  return JSON.stringify(value, (_key, element) =>
    element instanceof Uint8Array ? `${element.length} bytes` : element,
  );
}
