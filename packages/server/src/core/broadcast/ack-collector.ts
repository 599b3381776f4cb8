import type { Clock, Timer, UntypedListener } from "@sockeye/internal";

/** How the answers to a broadcast are wanted. */
export interface AckCollectorOptions {
  readonly clock: Clock;
  /** How long to wait, in milliseconds; without it, until all have answered. */
  readonly timeoutMs: number | undefined;
  /** Whether there is one receiver, whose answer is wanted bare and not in a list. */
  readonly isSingle: boolean;
  /** Gets an error or null, then the answers. */
  readonly done: UntypedListener;
}

/**
 * Gathers the answers to a broadcast: all that the servers of the cluster announce, or those that come in time.
 * `done` is called once.
 */
export class AckCollector {
  readonly #options: AckCollectorOptions;
  readonly #answers: unknown[] = [];
  readonly #timer: Timer | undefined;
  #expectedServers: number | undefined;
  #countedServers = 0;
  #expectedAnswers = 0;
  #isDone = false;

  constructor(options: AckCollectorOptions) {
    const { clock, timeoutMs } = options;
    this.#options = options;
    this.#timer = timeoutMs === undefined ? undefined : clock.schedule(() => this.#timedOut(), timeoutMs);
  }

  /** A server tells how many receivers it has. */
  countClients(count: number): void {
    this.#expectedAnswers += count;
    this.#countedServers += 1;
    this.#finishIfComplete();
  }

  /** How many servers there are to tell that. */
  expectServers(count: number): void {
    this.#expectedServers = count;
    this.#finishIfComplete();
  }

  answer(answer: unknown): void {
    if (this.#isDone) {
      return; // the list has been handed out
    }
    this.#answers.push(answer);
    this.#finishIfComplete();
  }

  /** No more answers will come: tells so, with those that did. */
  abandon(error: Error): void {
    this.#timer?.cancel();
    this.#finish(error);
  }

  /** The broadcast could not be sent: nobody is told. */
  cancel(): void {
    this.#isDone = true;
    this.#timer?.cancel();
  }

  #timedOut(): void {
    this.#finish(new Error("operation has timed out"));
  }

  #finishIfComplete(): void {
    if (this.#countedServers === this.#expectedServers && this.#answers.length === this.#expectedAnswers) {
      this.#timer?.cancel();
      this.#finish(null);
    }
  }

  #finish(error: Error | null): void {
    if (this.#isDone) {
      return;
    }
    this.#isDone = true;
    const { isSingle, done } = this.#options;
    done(error, isSingle ? this.#answers[0] : this.#answers);
  }
}
