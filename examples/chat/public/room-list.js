import { element } from "./element.js";

/** The rooms with what is unread in each. Rooms are links, `#name`, so that back, forward and bookmarks work. */
export class RoomList {
  #rooms = new Map();
  /** Per room, how many of its messages have been read. */
  #read = new Map();
  #rows = new Map();

  constructor({ list, current }) {
    Object.assign(this, { list, current });
  }

  get names() {
    return [...this.#rooms.keys()];
  }

  get unread() {
    return this.names.reduce((sum, name) => sum + this.unreadIn(name), 0);
  }

  unreadIn(name) {
    return this.#rooms.get(name).total - this.#read.get(name);
  }

  replace(rooms) {
    this.#rooms.clear();
    for (const room of rooms) this.#remember(room);
    this.#draw();
  }

  update(room) {
    this.#remember(room);
    this.#draw();
  }

  /** Everything in this room has been seen. */
  markRead(name) {
    const room = this.#rooms.get(name);
    if (room !== undefined) this.#read.set(name, room.total);
    this.#draw();
  }

  /** What was there before this tab came is not unread; and a server that restarted counts from zero again. */
  #remember(room) {
    this.#rooms.set(room.name, room);
    this.#read.set(room.name, Math.min(this.#read.get(room.name) ?? room.total, room.total));
  }

  #draw() {
    const rows = this.names.map((name) => this.#row(name));
    // Only when rooms came or went: a row that is taken out, even for a moment, loses the focus and a click under way.
    if (rows.length !== this.list.children.length || rows.some((row) => !row.isConnected)) {
      this.list.replaceChildren(...rows);
    }
    for (const [index, room] of [...this.#rooms.values()].entries()) this.#describe(rows[index], room);
  }

  #row(name) {
    if (!this.#rows.has(name)) this.#rows.set(name, makeRow(name));
    return this.#rows.get(name);
  }

  #describe(row, { name, people }) {
    const [link, badge] = [row.firstChild, row.firstChild.lastChild];
    const unread = this.unreadIn(name);
    link.classList.toggle("has-unread", unread > 0);
    if (name === this.current()) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
    badge.replaceChildren(...(unread > 0 ? count(unread, "unread") : count(people, "here")));
  }
}

/** A number for the eye, and what it counts for a screen reader; nothing at all instead of a zero. */
function count(number, what) {
  return number === 0 ? [] : [`${number}`, element("span", { class: "visually-hidden" }, ` ${what}`)];
}

function makeRow(name) {
  const label = element("span", { class: "room-name" }, name);
  const link = element(
    "a",
    { href: `#${encodeURIComponent(name)}` },
    label,
    element("span", { class: "room-badge" }),
  );
  return element("li", {}, link);
}
