import type { NetworkEvents } from "../runtime.js";

/** Listens to what a page tells of its network, and of its end, while a connection is wanted. */
export class NetworkWatch {
  readonly #events: NetworkEvents;
  readonly #listeners: readonly [event: string, listener: () => void][];

  /** The listeners by the names of their events. */
  constructor(events: NetworkEvents, listeners: Readonly<Record<string, () => void>>) {
    this.#events = events;
    this.#listeners = Object.entries(listeners);
  }

  start(): void {
    this.stop(); // so that nothing is listened to twice
    for (const [event, listener] of this.#listeners) {
      this.#events.addEventListener(event, listener);
    }
  }

  stop(): void {
    for (const [event, listener] of this.#listeners) {
      this.#events.removeEventListener(event, listener);
    }
  }
}
