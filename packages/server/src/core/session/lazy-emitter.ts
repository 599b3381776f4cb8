import { EventEmitter } from "node:events";
import type { UntypedListener } from "@sockeye/internal";

/**
 * An event emitter that is made when somebody first listens: there is one per connection, and on most nobody does.
 * A subclass looks at `observers` before it tells anything, which costs one branch when there are none.
 */
export class LazyEmitter {
  #emitter: EventEmitter | undefined;

  protected get observers(): EventEmitter | undefined {
    return this.#emitter;
  }

  on(event: string | symbol, listener: UntypedListener): this {
    this.#made().on(event, listener);
    return this;
  }

  once(event: string | symbol, listener: UntypedListener): this {
    this.#made().once(event, listener);
    return this;
  }

  off(event: string | symbol, listener: UntypedListener): this {
    this.#emitter?.off(event, listener);
    return this;
  }

  addListener(event: string | symbol, listener: UntypedListener): this {
    return this.on(event, listener);
  }

  removeListener(event: string | symbol, listener: UntypedListener): this {
    return this.off(event, listener);
  }

  removeAllListeners(event?: string | symbol): this {
    this.#emitter?.removeAllListeners(event);
    return this;
  }

  listenerCount(event: string | symbol): number {
    return this.#emitter?.listenerCount(event) ?? 0;
  }

  #made(): EventEmitter {
    this.#emitter ??= new EventEmitter();
    return this.#emitter;
  }
}
