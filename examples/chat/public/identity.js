const NAME = "sockeye-chat:name";
const TOKEN = "sockeye-chat:token";

/**
 * Who uses this tab. The browser remembers the name; the tab keeps the rest, so that a second tab can be somebody else
 * and a reload is still the same person.
 */
export class Identity {
  /** The tab's secret. Others only ever see an id that the server derives from it. */
  token = sessionStorage.getItem(TOKEN) ?? randomHex(16);
  /** Empty until a name has been chosen in this tab. */
  name = sessionStorage.getItem(NAME) ?? "";

  constructor() {
    sessionStorage.setItem(TOKEN, this.token);
  }

  get rememberedName() {
    return this.name || (localStorage.getItem(NAME) ?? "");
  }

  rename(name) {
    this.name = name;
    sessionStorage.setItem(NAME, name);
    localStorage.setItem(NAME, name);
  }
}

/** `crypto.randomUUID` would need HTTPS, and phones in the same network open the page without it. */
export function randomHex(bytes) {
  const values = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(values, (value) => value.toString(16).padStart(2, "0")).join("");
}
