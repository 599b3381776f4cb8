import type { Clock, Timer } from "./clock.js";
import type { UntypedListener } from "./typed-events.js";

/** An ack that is awaited: called with the answer. */
interface AwaitedAck extends UntypedListener {
  /** Told why no answer will come, if it wants to know. */
  asker?: UntypedListener;
  timer?: Timer | undefined;
}

/**
 * The acks that one socket waits for, by number. Each ends in exactly one way: answered, timed out, abandoned or
 * dropped; whichever it is, nothing of it is kept. PROTOCOL.md, Acks.
 */
export class PendingAcks {
  /** For adapters, which put the acks of broadcasts in here. */
  readonly byId = new Map<number, AwaitedAck>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Waits for the bare answer, as long as it takes. */
  add(id: number, callback: UntypedListener): void {
    this.byId.set(id, callback);
  }

  /** Waits for the answer, which comes behind null, or an error in its place. */
  addErrorFirst(id: number, asker: UntypedListener, timeoutMs: number | undefined): void {
    const ack: AwaitedAck = (...answer: unknown[]) => asker(null, ...answer);
    this.add(id, ack);
    ack.asker = asker;
    if (timeoutMs !== undefined) {
      ack.timer = this.#clock.schedule(() => this.abandon(id, timedOut()), timeoutMs);
    }
  }

  /** The ack with that number, which is no longer awaited then. */
  take(id: number): AwaitedAck | undefined {
    const ack = this.byId.get(id);
    ack?.timer?.cancel();
    this.byId.delete(id);
    return ack;
  }

  /** The answer with that number will not come. */
  abandon(id: number, error: Error): void {
    this.take(id)?.asker?.(error);
  }

  /** None of the answers will come, but for those to questions that are still to be sent. */
  abandonAll(error: Error, isUnsent: (id: number) => boolean = () => false): void {
    for (const id of [...this.byId.keys()]) {
      if (!isUnsent(id)) {
        this.abandon(id, error);
      }
    }
  }
}

function timedOut(): Error {
  return new Error("operation has timed out");
}
