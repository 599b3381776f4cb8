import { AnyListeners } from "./any-listeners.js";
import type { UntypedListener } from "./typed-events.js";

/** What an emitter has on which one can listen to every event, whatever its name. */
export interface AnyEvents {
  /** The listeners of what comes in; undefined as long as there has been none. */
  readonly incoming: AnyListeners | undefined;
  /** The listeners of what goes out; undefined as long as there has been none. */
  readonly outgoing: AnyListeners | undefined;
  onAny(listener: UntypedListener): this;
  prependAny(listener: UntypedListener): this;
  offAny(listener?: UntypedListener): this;
  listenersAny(): UntypedListener[];
  onAnyOutgoing(listener: UntypedListener): this;
  prependAnyOutgoing(listener: UntypedListener): this;
  offAnyOutgoing(listener?: UntypedListener): this;
  listenersAnyOutgoing(): UntypedListener[];
}

// biome-ignore lint/suspicious/noExplicitAny: TypeScript wants it of a class that is mixed in
type Constructor = abstract new (...args: any[]) => object;

/**
 * Adds listeners of every event to the emitter of a runtime: those of what comes in, and those of what goes out. It
 * only keeps them; a subclass calls them. Most emitters have none, and pay a branch for it.
 */
export function withAnyEvents<Base extends Constructor>(
  base: Base,
  // biome-ignore lint/suspicious/noExplicitAny: the arguments are those of the base
): Base & (abstract new (...args: any[]) => AnyEvents) {
  abstract class WithAnyEvents extends base implements AnyEvents {
    #incoming: AnyListeners | undefined;
    #outgoing: AnyListeners | undefined;

    get incoming(): AnyListeners | undefined {
      return this.#incoming;
    }

    get outgoing(): AnyListeners | undefined {
      return this.#outgoing;
    }

    onAny(listener: UntypedListener): this {
      this.#madeIncoming().append(listener);
      return this;
    }

    prependAny(listener: UntypedListener): this {
      this.#madeIncoming().prepend(listener);
      return this;
    }

    offAny(listener?: UntypedListener): this {
      this.#incoming?.remove(listener);
      return this;
    }

    listenersAny(): UntypedListener[] {
      return this.#incoming?.list() ?? [];
    }

    onAnyOutgoing(listener: UntypedListener): this {
      this.#madeOutgoing().append(listener);
      return this;
    }

    prependAnyOutgoing(listener: UntypedListener): this {
      this.#madeOutgoing().prepend(listener);
      return this;
    }

    offAnyOutgoing(listener?: UntypedListener): this {
      this.#outgoing?.remove(listener);
      return this;
    }

    listenersAnyOutgoing(): UntypedListener[] {
      return this.#outgoing?.list() ?? [];
    }

    #madeIncoming(): AnyListeners {
      this.#incoming ??= new AnyListeners();
      return this.#incoming;
    }

    #madeOutgoing(): AnyListeners {
      this.#outgoing ??= new AnyListeners();
      return this.#outgoing;
    }
  }
  return WithAnyEvents;
}
