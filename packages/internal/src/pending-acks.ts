import { TooManyAcksError } from "./ack-errors.js";
import type { Clock } from "./clock.js";
import type { UntypedListener } from "./typed-events.js";

/** An ack that is awaited: called with the answer, or told that none will come. */
interface AwaitedAck extends UntypedListener {
  /** Tells the caller why no answer will come. */
  abandon?(error: Error): void;
  /** Forgets the caller: it has been told otherwise. */
  cancel?(): void;
}

/**
 * The acks that one socket waits for, by number. Each ends in exactly one way: answered, timed out, abandoned or
 * dropped; whichever it is, nothing of it is kept. PROTOCOL.md, Acks.
 */
export class PendingAcks {
  /** For adapters, which put the acks of broadcasts in here. */
  readonly byId = new Map<number, AwaitedAck>();
  /** Those that this socket's own emits wait for: only they count. */
  readonly #own = new Set<number>();
  readonly #clock: Clock;
  readonly #maxPending: number;

  constructor(clock: Clock, maxPending: number) {
    this.#clock = clock;
    this.#maxPending = maxPending;
  }

  /** Waits for the bare answer, as long as it takes. Throws when too many acks are awaited. */
  add(id: number, callback: UntypedListener): void {
    this.#assertRoom();
    this.#set(id, callback);
  }

  /** Waits for the answer, which comes behind null, or an error in its place. Throws like `add`. */
  addErrorFirst(id: number, callback: UntypedListener, timeoutMs: number | undefined): void {
    this.#assertRoom();
    const timer =
      timeoutMs === undefined
        ? undefined
        : this.#clock.schedule(() => this.abandon(id, timedOut()), timeoutMs);
    const cancel = (): void => timer?.cancel();
    const answered = (...args: unknown[]): void => {
      cancel();
      callback(null, ...args);
    };
    const abandon = (error: Error): void => {
      cancel();
      callback(error);
    };
    this.#set(id, Object.assign(answered, { abandon, cancel }));
  }

  /** The ack with that number, which is no longer awaited then. */
  take(id: number): UntypedListener | undefined {
    const ack = this.byId.get(id);
    this.#delete(id);
    return ack;
  }

  /** The answer with that number will not come. */
  abandon(id: number, error: Error): void {
    const ack = this.byId.get(id);
    this.#delete(id);
    ack?.abandon?.(error);
  }

  /** The question was not sent: nobody waits. */
  drop(id: number): void {
    this.byId.get(id)?.cancel?.();
    this.#delete(id);
  }

  /** None of the answers will come, but for those to questions that are still to be sent. */
  abandonAll(error: Error, isUnsent: (id: number) => boolean = () => false): void {
    for (const id of [...this.byId.keys()]) {
      if (!isUnsent(id)) {
        this.abandon(id, error);
      }
    }
  }

  #set(id: number, ack: AwaitedAck): void {
    this.byId.set(id, ack);
    this.#own.add(id);
  }

  #delete(id: number): void {
    this.byId.delete(id);
    this.#own.delete(id);
  }

  #assertRoom(): void {
    if (this.#own.size >= this.#maxPending) {
      throw new TooManyAcksError(this.#maxPending);
    }
  }
}

function timedOut(): Error {
  return new Error("operation has timed out");
}
