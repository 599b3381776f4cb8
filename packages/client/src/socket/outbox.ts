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

  constructor() {
    super("too much waits for a connection (options maxOutboxEvents, maxOutboxBytes)");
  }
}

/** An event as it was when it was emitted: what happens to its arguments afterwards does not matter. */
export interface EncodedEvent {
  readonly packet: EventPacket;
  readonly messages: EncodedPacket;
  readonly compress: boolean | undefined;
}

/** The events of one socket that wait until it is connected, in order, and how much that may be. */
export class Outbox {
  readonly #limits: OutboxLimits;
  #held: EncodedEvent[] = [];
  #events = 0;
  #bytes = 0;

  constructor(limits: OutboxLimits) {
    this.#limits = limits;
  }

  get isEmpty(): boolean {
    return this.#held.length === 0;
  }

  get packets(): EventPacket[] {
    return this.#held.map(({ packet }) => packet);
  }

  /** Takes room for an event that is kept here or elsewhere. Throws an `OutboxFullError` where there is none. */
  take(bytes: number): void {
    const { maxOutboxEvents, maxOutboxBytes } = this.#limits;
    if (this.#events >= maxOutboxEvents || this.#bytes + bytes > maxOutboxBytes) {
      throw new OutboxFullError();
    }
    this.#events += 1;
    this.#bytes += bytes;
  }

  giveBack(bytes: number): void {
    this.#events -= 1;
    this.#bytes -= bytes;
  }

  /** Throws an `OutboxFullError` where there is no room. */
  add(event: EncodedEvent): void {
    this.take(sizeOf(event.messages));
    this.#held.push(hold(event));
  }

  /** Whether the event that asks for that ack waits. */
  has(id: number): boolean {
    return this.#held.some(({ packet }) => packet.id === id);
  }

  /** Forgets the event that asks for that ack, if it waits. */
  drop(id: number): void {
    this.#remove(this.#held.findIndex(({ packet }) => packet.id === id));
  }

  /** The event that has waited longest, which no longer does then. */
  shift(): EncodedEvent | undefined {
    return this.#remove(0);
  }

  clear(): void {
    while (!this.isEmpty) {
      this.shift();
    }
  }

  #remove(index: number): EncodedEvent | undefined {
    const [event] = index < 0 ? [] : this.#held.splice(index, 1);
    if (event !== undefined) {
      this.giveBack(sizeOf(event.messages));
    }
    return event;
  }
}

/** An event as it is kept: the application may go on to use its buffers. */
export function hold({ packet, messages, compress }: EncodedEvent): EncodedEvent {
  const own = messages.map((message) => (message instanceof Uint8Array ? new Uint8Array(message) : message));
  return { packet, messages: own, compress };
}

/** How much of the allowance a packet takes. */
export function sizeOf(messages: EncodedPacket): number {
  return messages.reduce((sum, message) => {
    const { size, length = 0 } = message as { readonly size?: number; readonly length?: number };
    return sum + (size ?? length);
  }, 0);
}
