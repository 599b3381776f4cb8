import { element } from "./element.js";

/** Somebody who types says so every two seconds; who has not for four has stopped, or is gone. */
const EXPIRY_MS = 4_000;

/** The line that says who is typing. */
export class TypingLine {
  #people = new Map();

  constructor(line) {
    this.line = line;
  }

  set(person, isTyping) {
    this.#forget(person.id);
    if (isTyping) {
      const timer = setTimeout(() => this.set(person, false), EXPIRY_MS);
      this.#people.set(person.id, { name: person.name, timer });
    }
    this.#draw();
  }

  clear() {
    for (const id of [...this.#people.keys()]) this.#forget(id);
    this.#draw();
  }

  #forget(id) {
    clearTimeout(this.#people.get(id)?.timer);
    this.#people.delete(id);
  }

  #draw() {
    const names = Array.from(this.#people.values(), ({ name }) => name);
    this.line.replaceChildren();
    if (names.length > 0) this.line.append(dots(), sentenceFor(names));
  }
}

function sentenceFor(names) {
  if (names.length > 3) return "Several people are typing";
  const list = new Intl.ListFormat("en").format(names);
  return `${list} ${names.length === 1 ? "is" : "are"} typing`;
}

function dots() {
  return element("span", { class: "dots", "aria-hidden": "true" }, element("i"), element("i"), element("i"));
}
