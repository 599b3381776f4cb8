import { Room } from "./room.js";

const MAX_ROOMS = 24;
/** All rooms together: the server's memory must not depend on how many pictures people send. */
const MAX_PICTURE_BYTES = 16_000_000;

/** All rooms of the chat, in memory: the permanent ones, and those that people open. */
export class Rooms {
  /** @type {Map<string, Room>} */
  #rooms = new Map();
  #permanentNames;

  /** @param {string[]} permanentNames */
  constructor(permanentNames) {
    this.#permanentNames = new Set(permanentNames);
    for (const name of permanentNames) this.#rooms.set(name, new Room(name));
  }

  get summaries() {
    return Array.from(this.#rooms.values(), (room) => room.summary);
  }

  /** @param {string} name */
  find(name) {
    return this.#rooms.get(name);
  }

  /**
   * Makes a room. When there are too many, one that everybody has left gives up its place.
   *
   * @param {string} name
   * @returns {Room | undefined} undefined when all rooms are in use.
   */
  open(name) {
    if (this.#rooms.size >= MAX_ROOMS && !this.#removeAbandoned()) return undefined;
    const room = new Room(name);
    this.#rooms.set(name, room);
    return room;
  }

  /**
   * @param {Room} room
   * @param {import("./room.js").Message} message
   */
  add(room, message) {
    room.add(message);
    this.#forgetOldPictures();
  }

  #removeAbandoned() {
    for (const { name, people } of this.summaries) {
      if (people === 0 && !this.#permanentNames.has(name)) return this.#rooms.delete(name);
    }
    return false;
  }

  #forgetOldPictures() {
    const pictures = [...this.#rooms.values()].flatMap((room) => room.pictures);
    let kept = 0;
    for (const { picture } of pictures.sort((left, right) => right.time - left.time)) {
      kept += picture.bytes.length;
      if (kept > MAX_PICTURE_BYTES) picture.bytes = null;
    }
  }
}
