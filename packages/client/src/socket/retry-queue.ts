import { DisconnectedError, type UntypedListener } from "@sockeye/internal";
import type { EmitFlags } from "./emit-flags.js";
import type { Outbox } from "./outbox.js";

/** An event that is sent until it has been acknowledged. */
export interface RetriedEvent {
  readonly data: [event: string, ...args: unknown[]];
  readonly flags: EmitFlags;
  /** How much room it takes while it waits. */
  readonly sizeBytes: number;
  /** Called once, with an error or with null and the answer. */
  readonly answered: UntypedListener;
}

interface Entry extends RetriedEvent {
  tries: number;
  isUnderWay: boolean;
}

/** Sends an event and calls back once, with an error or with null and the answer. */
export type Sender = (event: RetriedEvent, answered: UntypedListener) => void;

/**
 * Events that are sent one at a time and in order, each until the server has acknowledged it or has been silent for as
 * many times as is allowed. A connection that breaks does not count: it is no silence of the server's.
 */
export class RetryQueue {
  readonly #maxTries: number;
  readonly #room: Outbox;
  readonly #send: Sender;
  readonly #entries: Entry[] = [];

  constructor(retries: number, room: Outbox, send: Sender) {
    this.#maxTries = retries + 1;
    this.#room = room;
    this.#send = send;
  }

  /** Throws an `OutboxFullError` where there is no room. */
  add(event: RetriedEvent): void {
    this.#room.take(event.sizeBytes);
    this.#entries.push({ ...event, tries: 0, isUnderWay: false });
  }

  /** Forgets an event, which is no longer wanted; the next one takes its turn. */
  drop(event: RetriedEvent["answered"]): void {
    const entry = this.#entries.find(({ answered }) => answered === event);
    if (entry !== undefined) {
      this.#remove(entry);
      this.drain();
    }
  }

  /** Sends the first event, unless it is under way. To be called when the socket is connected. */
  drain(): void {
    const [entry] = this.#entries;
    if (entry === undefined || entry.isUnderWay) {
      return;
    }
    entry.isUnderWay = true;
    entry.tries += 1;
    this.#send(entry, (error: unknown, ...answer: unknown[]) => this.#answered(entry, error, answer));
  }

  #answered(entry: Entry, error: unknown, answer: unknown[]): void {
    entry.isUnderWay = false;
    if (this.#entries[0] !== entry) {
      return; // it is no longer wanted
    }
    if (error instanceof DisconnectedError) {
      entry.tries -= 1; // its turn comes when the socket is connected again
      return;
    }
    if (error === null || entry.tries >= this.#maxTries) {
      this.#remove(entry);
      entry.answered(error, ...answer);
    }
    this.drain();
  }

  #remove(entry: Entry): void {
    this.#entries.splice(this.#entries.indexOf(entry), 1);
    this.#room.giveBack(entry.sizeBytes);
  }
}
