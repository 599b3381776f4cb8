import { Emitter } from "@socket.io/component-emitter";
import type { UntypedListener } from "@sockeye/internal";

/** The class as it is used here: without event maps, and with the names that its own types leave out. */
export interface UntypedEmitter {
  on(event: string, listener: UntypedListener): this;
  once(event: string, listener: UntypedListener): this;
  off(event?: string, listener?: UntypedListener): this;
  removeListener(event?: string, listener?: UntypedListener): this;
  removeEventListener(event?: string, listener?: UntypedListener): this;
  removeAllListeners(event?: string): this;
  // biome-ignore lint/suspicious/noExplicitAny: the API has typed listeners here
  listeners(event: string): any[];
  hasListeners(event: string): boolean;
}

const UntypedEmitter = Emitter as unknown as new () => UntypedEmitter;
const none: readonly UntypedListener[] = [];

/**
 * The emitter that applications of `socket.io-client` know, with all its names for the same things. It only keeps
 * the listeners: `UserCode` calls them.
 */
export class ClientEmitter extends UntypedEmitter {
  #isObserved = false;

  /** Whether anybody has ever listened. */
  protected get isObserved(): boolean {
    return this.#isObserved;
  }

  /** The listeners of an event as they stand now, for calling. */
  rawListeners(event: string): readonly UntypedListener[] {
    if (!this.#isObserved) {
      return none;
    }
    const listeners = this.listeners(event);
    return listeners.length > 1 ? listeners.slice() : listeners; // a lone one may take itself away, and nobody else
  }

  override on(event: string, listener: UntypedListener): this {
    this.#isObserved = true;
    return super.on(event, listener);
  }

  addListener(event: string, listener: UntypedListener): this {
    return this.on(event, listener);
  }

  addEventListener(event: string, listener: UntypedListener): this {
    return this.on(event, listener);
  }

  override once(event: string, listener: UntypedListener): this {
    const listenOnce = (...args: unknown[]): unknown => {
      this.off(event, listenOnce);
      return listener.apply(this, args); // what it returns may be a promise that rejects
    };
    return this.on(event, Object.assign(listenOnce, { fn: listener })); // `off` looks for `fn`
  }
}
