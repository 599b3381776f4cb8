import type { EventPacket } from "@sockeye/protocol";
import type { EncodedPacket } from "../encoding/encoding.js";
import type { EmitFlags } from "./emit-flags.js";

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
    super("too much waits to be sent (maxOutboxEvents, maxOutboxBytes)");
  }
}

/** An event as it was when it was emitted: what happens to its arguments afterwards does not matter. */
export interface EncodedEvent {
  readonly packet: EventPacket;
  readonly messages: EncodedPacket;
  readonly flags: EmitFlags;
}

/** The events of one socket that wait for a connection, or for an ack, in order, and how much that may be. */
export class Outbox<Event extends EncodedEvent> {
  readonly #limits: OutboxLimits;
  #events: Event[] = [];
  #bytes = 0;

  constructor(limits: OutboxLimits) {
    this.#limits = limits;
  }

  /** The event that has waited longest. */
  get first(): Event | undefined {
    return this.#events[0];
  }

  get packets(): EventPacket[] {
    return this.#events.map(({ packet }) => packet);
  }

  /** Throws an `OutboxFullError` where there is no room. */
  add(event: Event): void {
    const { maxOutboxEvents, maxOutboxBytes } = this.#limits;
    const bytes = this.#bytes + sizeOf(event);
    if (this.#events.length >= maxOutboxEvents || bytes > maxOutboxBytes) {
      throw new OutboxFullError();
    }
    this.#bytes = bytes;
    this.#events.push({ ...event, messages: event.messages.map(hold) });
  }

  /** Forgets the event that asks for that ack, if it waits. */
  drop(id: number): void {
    const index = this.#events.findIndex(({ packet }) => packet.id === id);
    if (index >= 0) {
      this.#remove(index);
    }
  }

  /** The event that has waited longest, which no longer does then. */
  shift(): Event | undefined {
    return this.#remove(0);
  }

  clear(): void {
    this.#events = [];
    this.#bytes = 0;
  }

  #remove(index: number): Event | undefined {
    const [event] = this.#events.splice(index, 1);
    this.#bytes -= event ? sizeOf(event) : 0;
    return event;
  }
}

/** A message as it is kept: the application may go on to use its buffers. */
function hold(message: EncodedPacket[number]): EncodedPacket[number] {
  return message instanceof Uint8Array ? new Uint8Array(message) : message;
}

/** How much of the allowance an event takes. */
function sizeOf({ messages }: EncodedEvent): number {
  return messages.reduce((sum, message) => {
    const { size, length = 0 } = message as { readonly size?: number; readonly length?: number };
    return sum + (size ?? length);
  }, 0);
}
