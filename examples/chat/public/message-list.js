import { MessageView } from "./message-view.js";

const NEAR_BOTTOM_PIXELS = 48;

/** The scrolling list. It stays at its end as messages come in, unless the reader has scrolled up. */
export class MessageList {
  #views = new Map();
  #isAtEnd = true;

  constructor({ log, list, empty, latest, onRetry, onPicture }) {
    Object.assign(this, { log, list, empty, latest, onRetry, onPicture });
    log.addEventListener("scroll", () => this.#noticeScroll(), { passive: true });
    latest.addEventListener("click", () => this.scrollToEnd());
    // Pictures that load, a phone's keyboard, a growing text field: they all change a height.
    const observer = new ResizeObserver(() => this.#isAtEnd && this.scrollToEnd());
    observer.observe(list);
    observer.observe(log);
  }

  /** Starts over with another room's messages; they are not news to a screen reader. */
  reset(entries, me) {
    this.log.ariaBusy = "true";
    for (const view of this.#views.values()) view.remove();
    this.#views.clear();
    this.show(entries, me);
    this.scrollToEnd();
    this.log.ariaBusy = "false";
  }

  /** Makes the list show these entries, and touches only what differs. */
  show(entries, me) {
    this.#removeOthers(new Set(entries.map(({ id }) => id)));
    let previous;
    for (const entry of entries) {
      const view = this.#viewOf(entry, me);
      this.#place(view.node, previous?.node);
      view.continues(previous);
      previous = view;
    }
    this.empty.hidden = entries.length > 0;
    if (this.#isAtEnd) this.scrollToEnd();
    else this.latest.hidden = false;
  }

  scrollToEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    this.#isAtEnd = true;
    this.latest.hidden = true;
  }

  #viewOf(entry, me) {
    const known = this.#views.get(entry.id);
    if (known !== undefined) {
      known.update(entry);
      return known;
    }
    const isMine = entry.author.id === me.id;
    const view = new MessageView(entry, { isMine, onRetry: this.onRetry, onPicture: this.onPicture });
    this.#views.set(entry.id, view);
    return view;
  }

  #place(node, previous) {
    const next = previous === undefined ? this.list.firstChild : previous.nextSibling;
    if (next !== node) this.list.insertBefore(node, next);
  }

  #removeOthers(ids) {
    for (const [id, view] of this.#views) {
      if (ids.has(id)) continue;
      view.remove();
      this.#views.delete(id);
    }
  }

  #noticeScroll() {
    const { scrollHeight, scrollTop, clientHeight } = this.log;
    this.#isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PIXELS;
    if (this.#isAtEnd) this.latest.hidden = true;
  }
}
