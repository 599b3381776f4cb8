import type { EventPacket } from "@sockeye/protocol";
import type { EncodedPacket } from "../encoding/encoding.js";

/** How much may wait to be sent. */
export interface OutboxLimits {
  readonly maxOutboxEvents: number;
  /** Attachments in bytes, texts in UTF-16 code units. */
  readonly maxOutboxBytes: number;
}

/** Thrown to an emitter when too much waits for a connection already; `code` is `OUTBOX_FULL`. Nothing has been kept. */
export class OutboxFullError extends Error {
  override readonly name = "OutboxFullError";
  readonly code = "OUTBOX_FULL";

  constructor({ maxOutboxEvents, maxOutboxBytes }: OutboxLimits) {
    super(
      `expected at most ${maxOutboxEvents} events and ${maxOutboxBytes} bytes to wait for a connection ` +
        "(options maxOutboxEvents and maxOutboxBytes)",
    );
  }
}

/** An event that waits, encoded when it was emitted: what happens to its arguments afterwards does not matter. */
export interface HeldEvent {
  readonly packet: EventPacket;
  readonly messages: EncodedPacket;
  readonly compress: boolean;
}

/** The size of what waits, held to its limits. */
export class OutboxAllowance {
  readonly #limits: OutboxLimits;
  #events = 0;
  #bytes = 0;

  constructor(limits: OutboxLimits) {
    this.#limits = limits;
  }

  /** Throws an `OutboxFullError` where there is no room. */
  take(bytes: number): void {
    const { maxOutboxEvents, maxOutboxBytes } = this.#limits;
    if (this.#events + 1 > maxOutboxEvents || this.#bytes + bytes > maxOutboxBytes) {
      throw new OutboxFullError(this.#limits);
    }
    this.#events += 1;
    this.#bytes += bytes;
  }

  giveBack(bytes: number): void {
    this.#events -= 1;
    this.#bytes -= bytes;
  }
}

/** The events of one socket that wait until it is connected, in order. */
export class Outbox {
  #held: HeldEvent[] = [];
  readonly #allowance: OutboxAllowance;

  constructor(allowance: OutboxAllowance) {
    this.#allowance = allowance;
  }

  get packets(): EventPacket[] {
    return this.#held.map(({ packet }) => packet);
  }

  /** Throws an `OutboxFullError` where there is no room. */
  add(event: HeldEvent): void {
    this.#allowance.take(sizeOf(event.messages));
    this.#held.push({ ...event, messages: event.messages.map(ownCopy) });
  }

  /** Whether the event that asks for that ack waits. */
  has(id: number): boolean {
    return this.#held.some(({ packet }) => packet.id === id);
  }

  /** Forgets the event that asks for that ack, if it waits. */
  drop(id: number): void {
    const index = this.#held.findIndex(({ packet }) => packet.id === id);
    for (const { messages } of index === -1 ? [] : this.#held.splice(index, 1)) {
      this.#allowance.giveBack(sizeOf(messages));
    }
  }

  /** The event that has waited longest, which no longer does then. */
  shift(): HeldEvent | undefined {
    const first = this.#held.shift();
    if (first !== undefined) {
      this.#allowance.giveBack(sizeOf(first.messages));
    }
    return first;
  }

  clear(): void {
    while (this.shift() !== undefined) {
      // each gives its room back
    }
  }
}

/** How much of the allowance a packet takes. */
export function sizeOf(messages: EncodedPacket): number {
  return messages.reduce((size, message) => size + message.length, 0);
}

/** The application may go on to use its buffers. */
function ownCopy(message: string | Uint8Array): string | Uint8Array {
  return typeof message === "string" ? message : message.slice();
}
