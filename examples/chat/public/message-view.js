import { avatarOf, hueOf } from "./avatar.js";
import { element, icon } from "./element.js";

const LINK = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'])/;

const STATES = {
  waiting: { name: "pending", label: "Waiting for the connection" },
  sending: { name: "pending", label: "Sending" },
  sent: { name: "sent", label: "Delivered" },
  failed: { name: "failed", label: "Not sent" },
};

/** One message in the list: made once, then told when its state changes. */
export class MessageView {
  #pictureUrl;
  #receipt = element("span", { class: "receipt" });
  #time = element("time");
  #retry;

  constructor(entry, { isMine, onRetry, onPicture }) {
    this.author = entry.author;
    this.#retry = () => onRetry(entry.id);
    this.node = element("li", { class: isMine ? "message is-mine" : "message" });
    this.node.append(avatarOf(entry.author), this.#body(entry, { isMine, onPicture }));
    this.update(entry);
  }

  update(entry) {
    if (entry.state === this.state && entry.time === this.time) return;
    this.state = entry.state;
    this.time = entry.time;
    this.node.dataset.state = entry.state;
    this.#showTime(new Date(entry.time));
    this.#showReceipt(entry);
  }

  /** A message soon after another of the same author belongs to it, and is shown without a name of its own. */
  continues(previous) {
    const isContinued = previous?.author.id === this.author.id && this.time - previous.time < 5 * 60_000;
    this.node.classList.toggle("is-continued", isContinued);
  }

  remove() {
    this.node.remove();
    if (this.#pictureUrl !== undefined) URL.revokeObjectURL(this.#pictureUrl);
  }

  #body({ author, text, picture }, { isMine, onPicture }) {
    const stamp = element("span", { class: "stamp" }, this.#time);
    if (isMine) stamp.append(this.#receipt);
    const line = element("div", { class: "line" });
    if (text !== "") line.append(element("span", { class: "text", dir: "auto" }, ...withLinks(text)));
    line.append(stamp);
    const bubble = element("div", { class: picture?.bytes ? "bubble has-picture" : "bubble" });
    if (picture !== null) bubble.append(this.#picture(picture, { author, onPicture }));
    bubble.append(line);
    const name = element("p", { class: "author", dir: "auto" }, isMine ? "You" : author.name);
    name.style.setProperty("--hue", hueOf(author));
    return element("div", { class: "body" }, name, bubble);
  }

  #picture({ type, bytes }, { author, onPicture }) {
    if (bytes === null)
      return element("p", { class: "forgotten" }, icon("picture"), "This picture is no longer kept.");
    this.#pictureUrl = URL.createObjectURL(new Blob([bytes], { type }));
    const description = `Picture from ${author.name}`;
    const image = element("img", { src: this.#pictureUrl, alt: description });
    const button = element(
      "button",
      { type: "button", class: "picture", "aria-label": `${description}, enlarge` },
      image,
    );
    button.addEventListener("click", () => onPicture(image));
    return button;
  }

  #showTime(date) {
    this.#time.dateTime = date.toISOString();
    this.#time.title = date.toLocaleString();
    this.#time.textContent = date.toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
  }

  #showReceipt({ state, error }) {
    const { name, label } = STATES[state];
    this.#receipt.replaceChildren(icon(name, label));
    if (state !== "failed") return;
    const retry = element("button", { type: "button", class: "retry" }, "Retry");
    retry.addEventListener("click", this.#retry);
    this.#receipt.append(element("span", {}, error ?? label), retry);
  }
}

/** Splitting by a pattern with one group puts the links at the odd places. */
function withLinks(text) {
  return text.split(LINK).map((part, index) => {
    if (index % 2 === 0) return part;
    return element("a", { href: part, target: "_blank", rel: "noopener noreferrer" }, part);
  });
}
