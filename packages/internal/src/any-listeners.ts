import type { UntypedListener } from "./typed-events.js";
import type { UserCode } from "./user-code.js";

/** Listeners that hear every event, whatever its name; with the first, a list is made, so that most sockets have none. */
export class AnyListeners {
  #listeners: readonly UntypedListener[] = [];

  append(listener: UntypedListener): void {
    this.#listeners = [...this.#listeners, listener];
  }

  prepend(listener: UntypedListener): void {
    this.#listeners = [listener, ...this.#listeners];
  }

  /** Removes a listener once, or all of them. */
  remove(listener: UntypedListener | undefined): void {
    const index = listener === undefined ? -1 : this.#listeners.indexOf(listener);
    if (listener === undefined) {
      this.#listeners = [];
    } else if (index !== -1) {
      this.#listeners = this.#listeners.filter((_, at) => at !== index);
    }
  }

  list(): UntypedListener[] {
    return [...this.#listeners];
  }

  /** Calls those that are there now with the event's name and arguments. */
  call(event: readonly unknown[], userCode: UserCode, source: unknown): void {
    for (const listener of this.#listeners) {
      userCode.call(listener, event, { hook: "any-listener", event: String(event[0]), source });
    }
  }
}
