import { createHash } from "node:crypto";

// Everything a client sends is `unknown` until one of these functions has read it. What does not fit is
// answered with a refusal, a plain value, which doubles as the ack.

const MAX_NAME_CHARACTERS = 24;
const MAX_TEXT_CHARACTERS = 2_000;
/** Stays well below the server's `maxHttpBufferSize` of 1 MB, above which the connection would be closed. */
const MAX_PICTURE_BYTES = 700_000;

const ROOM_NAME = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} _-]{0,22}[\p{L}\p{M}\p{N}])?$/u;
const TOKEN = /^[0-9a-f]{32}$/;
const KEY = /^[0-9a-f]{16}$/;
const MESSAGE_ID = /^[\w-]{16}\.[0-9a-f]{16}$/;
/** Control characters, and those that turn the writing direction: they make one name look like another. */
const DECEPTIVE_CHARACTER = /[\p{Cc}\p{Cs}\p{Bidi_Control}]/u;
const VISIBLE_CHARACTER = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * @param {string} error What was wrong, in words for the person at the other end.
 * @returns {{ ok: false, error: string }}
 */
export function refuse(error) {
  return { ok: false, error };
}

/**
 * Who connects. The token is the browser tab's secret; others see only its hash, so nobody can take over
 * another's identity, and a person stays the same one after a reconnection or a restart of the server.
 *
 * @param {unknown} auth
 */
export function readIdentity(auth) {
  const { name, token } = fieldsOf(auth);
  const wanted = readName(name);
  if (!wanted.ok) return wanted;
  if (!matches(token, TOKEN)) return refuse("The token must be 32 hexadecimal digits.");
  const id = createHash("sha256").update(token).digest("base64url").slice(0, 16);
  return { ok: true, person: { id, name: wanted.name } };
}

/** @param {unknown} value */
export function readName(value) {
  const name = tidy(value);
  if (!VISIBLE_CHARACTER.test(name)) return refuse("Please choose a name.");
  if (name.length > MAX_NAME_CHARACTERS)
    return refuse(`A name has ${MAX_NAME_CHARACTERS} characters at most.`);
  if (DECEPTIVE_CHARACTER.test(name)) return refuse("This name has characters that cannot be shown.");
  return { ok: true, name };
}

/**
 * A wish to enter a room; `after` is the last message that the client has seen there.
 *
 * @param {unknown} request
 */
export function readJoin(request) {
  const { room, after } = fieldsOf(request);
  const name = tidy(room).toLowerCase();
  if (!ROOM_NAME.test(name)) return refuse("A room's name has 1 to 24 letters, digits, spaces or hyphens.");
  if (after !== undefined && !matches(after, MESSAGE_ID)) return refuse("That is not a message's id.");
  return { ok: true, room: name, after };
}

/**
 * A message to publish; `key` is the client's own number for it, so that a retry is known for what it is.
 *
 * @param {unknown} request
 */
export function readDraft(request) {
  const { room, key, text, picture } = fieldsOf(request);
  if (typeof room !== "string") return refuse("A message needs a room.");
  if (!matches(key, KEY)) return refuse("A message's key must be 16 hexadecimal digits.");
  const words = readText(text);
  if (!words.ok) return words;
  const image = readPicture(picture);
  if (!image.ok) return image;
  if (words.text === "" && image.picture === null) return refuse("The message is empty.");
  return { ok: true, room, key, text: words.text, picture: image.picture };
}

function readText(value) {
  if (typeof value !== "string" || !value.isWellFormed()) return refuse("A message's text must be a string.");
  const text = value.trim();
  if (text.length > MAX_TEXT_CHARACTERS)
    return refuse(`A message has ${MAX_TEXT_CHARACTERS} characters at most.`);
  return { ok: true, text };
}

function readPicture(bytes) {
  if (bytes === null || bytes === undefined) return { ok: true, picture: null };
  if (!(bytes instanceof Uint8Array)) return refuse("A picture must be sent as binary.");
  if (bytes.length > MAX_PICTURE_BYTES)
    return refuse(`A picture has ${MAX_PICTURE_BYTES / 1000} kB at most.`);
  const type = pictureTypeOf(bytes);
  if (type === undefined) return refuse("A picture must be a PNG, JPEG, GIF or WebP.");
  return { ok: true, picture: { type, bytes } };
}

/** The first bytes tell the type; what a client claims would end up in other people's browsers. */
function pictureTypeOf(bytes) {
  const start = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (start.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (/^GIF8[79]a/.test(start)) return "image/gif";
  if (/^RIFF.{4}WEBP$/s.test(start)) return "image/webp";
}

function fieldsOf(value) {
  return typeof value === "object" && value !== null ? value : {};
}

function matches(value, pattern) {
  return typeof value === "string" && pattern.test(value);
}

function tidy(value) {
  return typeof value === "string" ? value.normalize("NFC").trim().replaceAll(/ +/g, " ") : "";
}
