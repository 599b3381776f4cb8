import { ExpectationError } from "./expectation.js";
import type { Scope } from "./scope.js";
import { counted } from "./transcript.js";

interface Waiter<Item> {
  isWanted(item: Item): boolean;
  settle(result: Item | Error | undefined): void;
}

/** What to wait for, and how long. */
export interface TakeOptions<Item> {
  /** In words, for the report: "an open packet". */
  readonly what: string;
  readonly withinMs: number;
  /** Takes the first such item, and leaves those before it where they are. */
  readonly isWanted?: (item: Item) => boolean;
}

/**
 * Things that have come and wait to be looked at, or are waited for. A wait that is still on when its case ends is
 * forgotten: it never settles, so nothing goes on behind the back of the next case.
 */
export class Inbox<Item> {
  readonly #scope: Scope;
  readonly #items: Item[] = [];
  readonly #waiters = new Set<Waiter<Item>>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #last: Item | Error | undefined;

  constructor(scope: Scope) {
    this.#scope = scope;
    scope.defer(() => this.#forget());
  }

  /** Something has come. */
  push(item: Item): void {
    for (const waiter of this.#waiters) {
      if (waiter.isWanted(item)) {
        waiter.settle(item);
        return;
      }
    }
    this.#items.push(item);
  }

  /** Nothing will come any more: whoever waits, now or later, gets this; an error is thrown at them. */
  finish(last: Item | Error): void {
    this.#last ??= last;
    for (const waiter of this.#waiters) {
      waiter.settle(this.#last);
    }
  }

  /** The next item. Throws an `ExpectationError` if none comes in time. */
  async take(options: TakeOptions<Item>): Promise<Item> {
    const item = await this.poll(options);
    if (item === undefined) {
      throw new ExpectationError(options.what, `nothing within ${counted(options.withinMs)} ms`);
    }
    return item;
  }

  /** The next item, or undefined if none comes in time. */
  async poll({ what, withinMs, isWanted = () => true }: TakeOptions<Item>): Promise<Item | undefined> {
    const index = this.#items.findIndex(isWanted);
    if (index >= 0) {
      return this.#items.splice(index, 1)[0];
    }
    const result = this.#last ?? (await this.#wait(what, withinMs, isWanted));
    if (result instanceof Error) {
      throw result;
    }
    return result;
  }

  #wait(
    what: string,
    withinMs: number,
    isWanted: Waiter<Item>["isWanted"],
  ): Promise<Item | Error | undefined> {
    return new Promise((resolve) => {
      if (this.#scope.isClosed) {
        return;
      }
      const done = this.#scope.waiting(what);
      const timer = setTimeout(() => {
        // What has come while the process was busy is read first.
        setImmediate(() => waiter.settle(undefined));
      }, withinMs);
      const waiter: Waiter<Item> = {
        isWanted,
        settle: (result) => {
          if (this.#waiters.delete(waiter)) {
            clearTimeout(timer);
            this.#timers.delete(timer);
            done();
            resolve(result);
          }
        },
      };
      this.#timers.add(timer);
      this.#waiters.add(waiter);
    });
  }

  #forget(): void {
    this.#waiters.clear();
    for (const timer of this.#timers) {
      clearTimeout(timer);
    }
    this.#timers.clear();
  }
}
