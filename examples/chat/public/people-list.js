import { avatarOf } from "./avatar.js";
import { element } from "./element.js";

/** Draws who is in the room, oneself first. */
export function drawPeople({ list, count, people, me }) {
  const sorted = people.toSorted(
    (left, right) => isMe(right) - isMe(left) || left.name.localeCompare(right.name),
  );
  list.replaceChildren(...sorted.map(item));
  count.textContent = `${people.length}`;

  function isMe(person) {
    return Number(person.id === me.id);
  }

  function item(person) {
    const name = element("span", { class: "person-name", dir: "auto" }, person.name);
    const row = element("li", { class: "person" }, avatarOf(person), name);
    if (isMe(person)) row.append(element("span", { class: "you" }, "you"));
    return row;
  }
}
