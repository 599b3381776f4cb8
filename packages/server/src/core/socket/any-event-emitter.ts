import { EventEmitter } from "node:events";
import type { UntypedListener } from "@sockeye/internal";
import { AnyListeners } from "@sockeye/internal";

/**
 * An emitter on which one can also listen to every event, whatever its name: those that come in, and those that go
 * out. It only keeps the listeners; a subclass calls them. Most emitters have none, and pay a branch for it.
 */
export class AnyEventEmitter extends EventEmitter {
  #incoming: AnyListeners | undefined;
  #outgoing: AnyListeners | undefined;

  protected get incoming(): AnyListeners | undefined {
    return this.#incoming;
  }

  protected get outgoing(): AnyListeners | undefined {
    return this.#outgoing;
  }

  // biome-ignore lint/suspicious/noExplicitAny: node:events declares plain functions, the API typed listeners
  override listeners(event: string | symbol): any[] {
    return super.listeners(event);
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
