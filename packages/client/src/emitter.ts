import type { UntypedListener } from "@sockeye/internal";

/** A listener that is called once; `off` finds it by the function that was given. */
interface OnceListener extends UntypedListener {
  fn?: UntypedListener;
}

const none: readonly UntypedListener[] = [];

/**
 * The emitter that applications of `socket.io-client` know, with all its names for the same things. It only keeps the
 * listeners; `UserCode` calls them. Lists are replaced and never changed, so that who goes through one need not copy
 * it: every event passes here (bench/client.js, receive).
 */
export class ClientEmitter {
  #listeners: Map<string, readonly OnceListener[]> | undefined;

  /** Whether anybody has ever listened. */
  protected get isObserved(): boolean {
    return this.#listeners !== undefined;
  }

  /** The listeners of an event, for calling. */
  rawListeners(event: string): readonly UntypedListener[] {
    return this.#listeners?.get(event) ?? none;
  }

  // biome-ignore lint/suspicious/noExplicitAny: the API has typed listeners here
  listeners(event: string): any[] {
    return [...this.rawListeners(event)];
  }

  hasListeners(event: string): boolean {
    return this.rawListeners(event).length > 0;
  }

  on(event: string, listener: UntypedListener): this {
    this.#listeners ??= new Map();
    this.#listeners.set(event, this.rawListeners(event).concat(listener)); // a spread reserves room for more
    return this;
  }

  once(event: string, listener: UntypedListener): this {
    const listenOnce: OnceListener = (...args: unknown[]): unknown => {
      this.off(event, listenOnce);
      return listener.apply(this, args); // what it returns may be a promise that rejects
    };
    listenOnce.fn = listener;
    return this.on(event, listenOnce);
  }

  /** Without a listener all of the event go, and without an event all there are. */
  off(event?: string, listener?: UntypedListener): this {
    if (event === undefined) {
      this.#listeners?.clear();
    } else if (listener === undefined) {
      this.#listeners?.delete(event);
    } else {
      const listeners = this.rawListeners(event);
      const index = listeners.findIndex((one: OnceListener) => one === listener || one.fn === listener);
      this.#listeners?.set(
        event,
        listeners.filter((_, at) => at !== index),
      );
    }
    return this;
  }

  addListener(event: string, listener: UntypedListener): this {
    return this.on(event, listener);
  }

  addEventListener(event: string, listener: UntypedListener): this {
    return this.on(event, listener);
  }

  removeListener(event?: string, listener?: UntypedListener): this {
    return this.off(event, listener);
  }

  removeEventListener(event?: string, listener?: UntypedListener): this {
    return this.off(event, listener);
  }

  removeAllListeners(event?: string): this {
    return this.off(event);
  }
}
