import type { UntypedListener } from "./typed-events.js";

type Listeners = readonly UntypedListener[];

/** What an emitter has on which one can listen to every event, whatever its name. */
export interface AnyEvents {
  /** The listeners of what comes in, for calling; the list is replaced, never changed. */
  readonly incoming: Listeners;
  /** The listeners of what goes out, for calling; the list is replaced, never changed. */
  readonly outgoing: Listeners;
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

const none: Listeners = [];

/**
 * Adds listeners of every event to the emitter of a runtime: those of what comes in, and those of what goes out. It
 * only keeps them; a subclass calls them. Most emitters have none, and pay a branch for it.
 */
export function withAnyEvents<Base extends Constructor>(
  base: Base,
  // biome-ignore lint/suspicious/noExplicitAny: the arguments are those of the base
): Base & (abstract new (...args: any[]) => AnyEvents) {
  abstract class WithAnyEvents extends base implements AnyEvents {
    incoming = none;
    outgoing = none;

    onAny(listener: UntypedListener): this {
      this.incoming = [...this.incoming, listener];
      return this;
    }

    prependAny(listener: UntypedListener): this {
      this.incoming = [listener, ...this.incoming];
      return this;
    }

    offAny(listener?: UntypedListener): this {
      this.incoming = without(this.incoming, listener);
      return this;
    }

    listenersAny(): UntypedListener[] {
      return [...this.incoming];
    }

    onAnyOutgoing(listener: UntypedListener): this {
      this.outgoing = [...this.outgoing, listener];
      return this;
    }

    prependAnyOutgoing(listener: UntypedListener): this {
      this.outgoing = [listener, ...this.outgoing];
      return this;
    }

    offAnyOutgoing(listener?: UntypedListener): this {
      this.outgoing = without(this.outgoing, listener);
      return this;
    }

    listenersAnyOutgoing(): UntypedListener[] {
      return [...this.outgoing];
    }
  }
  return WithAnyEvents;
}

/** The list without a listener, where it stands first, or without any. */
export function without(listeners: Listeners, listener: UntypedListener | undefined): Listeners {
  const index = listeners.findIndex((one: Listener) => one === listener || one.fn === listener);
  return listener === undefined ? none : listeners.filter((_, at) => at !== index);
}

/** A listener that stands for another, as the one of `once` does. */
interface Listener extends UntypedListener {
  fn?: UntypedListener;
}
