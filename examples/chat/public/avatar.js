import { element } from "./element.js";

/** Enough to tell people apart, and far enough from each other to be told apart. */
const HUES = 12;

/** A round badge with the person's initials, in a colour that is always the same for the same person. */
export function avatarOf(person) {
  const avatar = element("span", { class: "avatar", "aria-hidden": "true" });
  paintAvatar(avatar, person);
  return avatar;
}

export function paintAvatar(avatar, person) {
  avatar.textContent = initialsOf(person.name);
  avatar.style.setProperty("--hue", hueOf(person));
}

/** Colours an author's name like their avatar. */
export function hueOf({ id }) {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.codePointAt(0)) % 9973;
  return (sum % HUES) * (360 / HUES) + 15;
}

function initialsOf(name) {
  const words = name.split(" ");
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => [...word][0]?.toUpperCase() ?? "").join("");
}
