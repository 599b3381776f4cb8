import { byId } from "./element.js";

/** The dialog that asks for a name: on the first visit, and again when it is to be changed. */
export class Welcome {
  #dialog = byId("welcome");
  #input = byId("name");
  #error = byId("name-error");

  constructor({ identity, onName }) {
    this.identity = identity;
    byId("welcome-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const name = this.#input.value.trim();
      if (name === "") return this.ask("Please choose a name.");
      this.#dialog.close();
      onName(name);
    });
    // Escape leaves a name as it is, but nobody can chat without one.
    this.#dialog.addEventListener("cancel", (event) => identity.name === "" && event.preventDefault());
  }

  /** @param {string} error What was wrong with the last name, if anything. */
  ask(error = "") {
    this.#error.textContent = error;
    this.#input.value ||= this.identity.rememberedName;
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#input.select();
  }
}
