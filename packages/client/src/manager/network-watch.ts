import type { NetworkEvents } from "../runtime.js";

/** What a page tells of its network, and of its end. */
export interface NetworkWatchOwner {
  networkLost(): void;
  networkBack(): void;
  pageLeft(): void;
}

/** Listens to what a page tells of its network, while a connection is wanted. */
export class NetworkWatch {
  readonly #events: NetworkEvents | undefined;
  readonly #listeners: readonly (readonly [event: string, listener: () => void])[];
  #isListening = false;

  constructor(events: NetworkEvents | undefined, owner: NetworkWatchOwner, leavesWithPage: boolean) {
    this.#events = events;
    this.#listeners =
      events === undefined
        ? []
        : [
            ["offline", () => owner.networkLost()],
            ["online", () => owner.networkBack()],
            ...(leavesWithPage ? [["beforeunload", () => owner.pageLeft()] as const] : []),
          ];
  }

  start(): void {
    if (!this.#isListening) {
      this.#isListening = true;
      for (const [event, listener] of this.#listeners) {
        this.#events?.addEventListener(event, listener);
      }
    }
  }

  stop(): void {
    this.#isListening = false;
    for (const [event, listener] of this.#listeners) {
      this.#events?.removeEventListener(event, listener);
    }
  }
}
