import { DisconnectedError, type UntypedListener } from "@sockeye/internal";
import type { Outbox } from "./outbox.js";

/** An event that is sent until it has been acknowledged. */
export interface RetriedEvent {
  /** Sends it, and calls back once, with an error or with null and the answer. */
  readonly send: (answered: UntypedListener) => void;
  /** Called once, with an error or with null and the answer. */
  readonly answered: UntypedListener;
  /** How much room it takes while it waits. */
  readonly sizeBytes: number;
}

/**
 * Events that are sent one at a time and in order, each until the server has acknowledged it or has been silent for as
 * many times as is allowed. A connection that breaks does not count: it is no silence of the server's.
 */
export class RetryQueue {
  readonly #retries: number;
  readonly #room: Outbox;
  readonly #canSend: () => boolean;
  readonly #events: RetriedEvent[] = [];
  /** How often the first event has been sent, and whether an answer to it is due. */
  #tries = 0;
  #isUnderWay = false;

  constructor(retries: number, room: Outbox, canSend: () => boolean) {
    this.#retries = retries;
    this.#room = room;
    this.#canSend = canSend;
  }

  /** Throws an `OutboxFullError` where there is no room. */
  add(event: RetriedEvent): void {
    this.#room.take(event.sizeBytes);
    this.#events.push(event);
  }

  /** Forgets an event, which is no longer wanted. */
  drop(event: RetriedEvent): void {
    const index = this.#events.indexOf(event);
    if (index < 0) {
      return;
    }
    this.#events.splice(index, 1);
    this.#room.giveBack(event.sizeBytes);
    if (index === 0) {
      this.#tries = 0;
      this.#isUnderWay = false;
      this.drain(); // the next one takes its turn
    }
  }

  /** Sends the first event, unless it is under way or there is no connection. */
  drain(): void {
    const [event] = this.#events;
    if (event !== undefined && !this.#isUnderWay && this.#canSend()) {
      this.#isUnderWay = true;
      this.#tries += 1;
      event.send((error: unknown, ...answer: unknown[]) => this.#answered(event, error, answer));
    }
  }

  #answered(event: RetriedEvent, error: unknown, answer: unknown[]): void {
    if (this.#events[0] !== event) {
      return; // it is no longer wanted
    }
    this.#isUnderWay = false;
    if (error instanceof DisconnectedError) {
      this.#tries -= 1; // its turn comes when the socket is connected again
    } else if (error === null || this.#tries > this.#retries) {
      this.drop(event);
      event.answered(error, ...answer);
    } else {
      this.drain();
    }
  }
}
