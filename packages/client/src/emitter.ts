import { type UntypedListener, without } from "@sockeye/internal";

const none: readonly UntypedListener[] = [];

/**
 * The emitter that applications of `socket.io-client` know, with all its names for the same things. It only keeps the
 * listeners; `UserCode` calls them. Lists are replaced and never changed, so that who goes through one need not copy
 * it: every event passes here (bench/client.js, receive).
 */
export class ClientEmitter {
  #listeners: Map<string, readonly UntypedListener[]> | undefined;

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
    const listenOnce = (...args: unknown[]): unknown => {
      this.off(event, listenOnce);
      return listener.apply(this, args); // what it returns may be a promise that rejects
    };
    return this.on(event, Object.assign(listenOnce, { fn: listener })); // `off` takes the one for the other
  }

  /** Without a listener all of the event go, and without an event all there are. */
  off(event?: string, listener?: UntypedListener): this {
    if (event === undefined) {
      this.#listeners?.clear();
    } else {
      this.#listeners?.set(event, without(this.rawListeners(event), listener));
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
