import type { NetworkEvents } from "../../src/runtime.js";

/** The part of a page that tells of its network. */
export class FakeNetwork implements NetworkEvents {
  readonly #listeners: { readonly event: string; readonly listener: () => void }[] = [];

  /** The names of the events that somebody listens to. */
  get listenedTo(): string[] {
    return this.#listeners.map(({ event }) => event).sort();
  }

  addEventListener(event: string, listener: () => void): void {
    this.removeEventListener(event, listener); // a page listens once, however often it is told to
    this.#listeners.push({ event, listener });
  }

  removeEventListener(event: string, listener: () => void): void {
    const index = this.#listeners.findIndex((one) => one.event === event && one.listener === listener);
    if (index >= 0) {
      this.#listeners.splice(index, 1);
    }
  }

  tell(event: "online" | "offline" | "beforeunload"): void {
    for (const one of [...this.#listeners]) {
      if (one.event === event) {
        one.listener();
      }
    }
  }
}
