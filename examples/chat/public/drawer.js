/** A side panel that a button opens where the page is too narrow to show it all the time. */
export class Drawer {
  constructor({ panel, button, scrim }) {
    Object.assign(this, { panel, button, scrim });
    button.addEventListener("click", () => this.#set(true));
    scrim.addEventListener("click", () => this.close());
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  close() {
    if (this.button.ariaExpanded !== "true") return;
    this.#set(false);
    this.button.focus();
  }

  #set(isOpen) {
    this.button.ariaExpanded = `${isOpen}`;
    this.panel.classList.toggle("is-open", isOpen);
    this.scrim.classList.toggle("is-visible", isOpen);
    if (isOpen) this.panel.querySelector("a, button, input, [tabindex]")?.focus();
  }
}
