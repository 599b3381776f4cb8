import { DisconnectedError, type UntypedListener } from "@sockeye/internal";
import type { EventPacket } from "@sockeye/protocol";
import { type EncodedEvent, Outbox, type OutboxLimits } from "./outbox.js";

/** An event that is sent until it has been acknowledged. */
export interface RetriedEvent extends EncodedEvent {
  readonly packet: EventPacket & { readonly id: number };
  /** Called once, with an error or with null and the answer. */
  readonly answered: UntypedListener;
  /** How often it has been sent, and whether an answer is due. */
  tries: number;
  isUnderWay: boolean;
}

/** What a queue asks of its socket. */
export interface RetryQueueOwner {
  readonly retries: number;
  canSend(): boolean;
  /** Sends an event, and calls back once, with an error or with null and the answer. */
  send(event: RetriedEvent, answered: UntypedListener): void;
}

/**
 * Events that are sent one at a time and in order, each until the server has acknowledged it or has been silent for as
 * many times as is allowed. A connection that breaks does not count: it is no silence of the server's.
 */
export class RetryQueue {
  readonly #owner: RetryQueueOwner;
  readonly #outbox: Outbox<RetriedEvent>;

  constructor(owner: RetryQueueOwner, limits: OutboxLimits) {
    this.#owner = owner;
    this.#outbox = new Outbox(limits);
  }

  /** Throws an `OutboxFullError` where there is no room. */
  add(event: RetriedEvent): void {
    this.#outbox.add(event);
    this.drain();
  }

  /** Forgets the event that asks for that ack, if it is still wanted. */
  drop(id: number): void {
    this.#outbox.drop(id);
    this.drain(); // the next one takes its turn
  }

  /** Sends the first event, unless it is under way or there is no connection. */
  drain(): void {
    const { first } = this.#outbox;
    if (first && !first.isUnderWay && this.#owner.canSend()) {
      first.isUnderWay = true;
      first.tries += 1;
      this.#owner.send(first, (error: unknown, ...answer: unknown[]) => this.#answered(first, error, answer));
    }
  }

  #answered(event: RetriedEvent, error: unknown, answer: unknown[]): void {
    if (this.#outbox.first !== event) {
      return; // it is no longer wanted
    }
    event.isUnderWay = false;
    if (error instanceof DisconnectedError) {
      event.tries -= 1; // its turn comes when the socket is connected again
    } else if (error === null || event.tries > this.#owner.retries) {
      this.drop(event.packet.id);
      event.answered(error, ...answer);
    } else {
      this.drain();
    }
  }
}
