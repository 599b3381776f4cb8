import { PendingAcks, type UntypedListener } from "@sockeye/internal";
import { TooManyAcksError } from "./too-many-acks-error.js";

const maxPending = 1024;

/** The acks that a socket waits for, of which there may not be any number: a client may never answer. */
export class CappedAcks extends PendingAcks {
  /** Those that this socket's own emits wait for: only they count, not those that adapters put in. */
  readonly #own = new Set<number>();

  /** Throws a `TooManyAcksError` when too many are awaited. */
  override add(id: number, callback: UntypedListener): void {
    if (this.#own.size >= maxPending) {
      throw new TooManyAcksError(maxPending);
    }
    this.#own.add(id);
    super.add(id, callback);
  }

  override take(id: number): UntypedListener | undefined {
    this.#own.delete(id);
    return super.take(id);
  }
}
