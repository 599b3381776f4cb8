import { byId } from "./element.js";
import { PictureError, preparePicture } from "./picture.js";
import { watchPictures } from "./picture-input.js";

const TYPING_EVERY_MS = 2_000;

/** Where a message is written: the text, and at most one picture that is staged to go with it. */
export class Composer {
  #form = byId("composer");
  #text = byId("text");
  #staged = byId("staged");
  #preview = byId("staged-picture");
  #picture = null;
  #saidTypingAt = Number.NEGATIVE_INFINITY;

  constructor({ onSend, onTyping, onNotice }) {
    Object.assign(this, { onSend, onTyping, onNotice });
    this.#form.addEventListener("submit", (event) => this.#submit(event));
    this.#text.addEventListener("keydown", (event) => this.#pressKey(event));
    this.#text.addEventListener("input", () => this.#noticeInput());
    byId("unstage").addEventListener("click", () => this.#unstage());
    watchPictures({
      input: byId("picture-file"),
      button: byId("choose-picture"),
      target: byId("chat"),
      onFile: (file) => this.#stage(file),
    });
  }

  /** Not on a touch screen, where it would bring up the keyboard. */
  focus() {
    if (matchMedia("(hover: hover)").matches) this.#text.focus();
  }

  set room(name) {
    this.#text.placeholder = `Message #${name}`;
  }

  /** Enter sends and Shift+Enter breaks the line; an Enter that only picks a character from an input method does not. */
  #pressKey(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#form.requestSubmit();
  }

  #submit(event) {
    event.preventDefault();
    const text = this.#text.value.trim();
    const picture = this.#picture;
    if (text === "" && picture === null) return;
    this.#text.value = "";
    this.#unstage();
    this.#saidTypingAt = Number.NEGATIVE_INFINITY;
    this.#grow();
    this.onSend({ text, picture });
  }

  #noticeInput() {
    this.#grow();
    const isEmpty = this.#text.value === "";
    if (!isEmpty && performance.now() - this.#saidTypingAt < TYPING_EVERY_MS) return;
    this.#saidTypingAt = isEmpty ? Number.NEGATIVE_INFINITY : performance.now();
    this.onTyping(!isEmpty);
  }

  /** The style sheet's limits still hold. */
  #grow() {
    this.#text.style.height = "auto";
    this.#text.style.height = `${this.#text.scrollHeight}px`;
  }

  async #stage(file) {
    this.#unstage();
    try {
      const blob = await preparePicture(file);
      this.#picture = { type: blob.type, bytes: await blob.arrayBuffer() };
      this.#preview.src = URL.createObjectURL(blob);
      byId("staged-description").textContent = `${Math.ceil(blob.size / 1000)} kB, ready to send`;
      this.#staged.hidden = false;
      this.onNotice("");
      this.focus();
    } catch (error) {
      if (!(error instanceof PictureError)) throw error;
      this.onNotice(error.message);
    }
  }

  #unstage() {
    if (this.#preview.src) URL.revokeObjectURL(this.#preview.src);
    this.#preview.removeAttribute("src");
    this.#picture = null;
    this.#staged.hidden = true;
  }
}
