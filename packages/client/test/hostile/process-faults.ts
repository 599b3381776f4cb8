import { AsyncLocalStorage } from "node:async_hooks";

type FaultEvent = "uncaughtException" | "unhandledRejection";

interface Fault {
  /** What ran when it happened, as far as that can be told. */
  readonly source: string | undefined;
  readonly event: FaultEvent;
  readonly error: unknown;
}

const events = ["uncaughtException", "unhandledRejection"] as const;

/** Takes down what would otherwise end the process. */
export class ProcessFaults {
  readonly noted: Fault[] = [];
  readonly #source = new AsyncLocalStorage<string>();
  readonly #handlers = events.map((event) => {
    const others = process.listeners(event as "uncaughtException");
    const own = (error: unknown): void =>
      void this.noted.push({ source: this.#source.getStore(), event, error });
    return { event: event as "uncaughtException", others, own };
  });

  constructor() {
    for (const { event, own } of this.#handlers) {
      process.removeAllListeners(event);
      process.on(event, own);
    }
  }

  /** Runs something whose faults are to bear this name. */
  from<Result>(source: string, run: () => Result): Result {
    return this.#source.run(source, run);
  }

  /** Puts the handlers back that were there before. */
  restore(): void {
    for (const { event, own, others } of this.#handlers) {
      process.off(event, own);
      for (const other of others) process.on(event, other);
    }
  }
}
