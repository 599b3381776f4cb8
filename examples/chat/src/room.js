const MAX_MESSAGES = 50;
/** The whole history goes out in one packet, and stock clients refuse a packet of more than 10 attachments. */
const MAX_PICTURES = 8;

/**
 * @typedef {{ id: string, name: string }} Person
 * @typedef {{ type: string, bytes: Uint8Array | null }} Picture `bytes` is null once the picture is forgotten.
 * @typedef {{ id: string, author: Person, time: number, text: string, picture: Picture | null }} Message
 */

/** One room: who is in it, and the last messages. It knows nothing of sockets. */
export class Room {
  /** How many messages there have ever been; clients count what they have not read from it. */
  #total = 0;
  /** @type {Message[]} */
  #messages = [];
  /** Keyed by the person's id: someone with two connections is shown once and leaves with the second.
   * @type {Map<string, { person: Person, connections: number }>} */
  #presence = new Map();

  /** @param {string} name */
  constructor(name) {
    this.name = name;
  }

  /** The name of the Socket.IO room. The prefix keeps it apart from the rooms that are named after a socket. */
  get channel() {
    return `chat:${this.name}`;
  }

  get people() {
    return Array.from(this.#presence.values(), ({ person }) => person);
  }

  get summary() {
    return { name: this.name, total: this.#total, people: this.#presence.size };
  }

  get pictures() {
    return this.#messages.flatMap(({ picture, time }) => (picture?.bytes ? [{ picture, time }] : []));
  }

  /** @param {Person} person */
  enter(person) {
    const known = this.#presence.get(person.id);
    this.#presence.set(person.id, { person, connections: (known?.connections ?? 0) + 1 });
  }

  /** @param {string} personId */
  leave(personId) {
    const known = this.#presence.get(personId);
    if (known === undefined) return;
    known.connections -= 1;
    if (known.connections === 0) this.#presence.delete(personId);
  }

  /** @param {Person} person The same id under a new name. */
  rename(person) {
    const known = this.#presence.get(person.id);
    if (known !== undefined) known.person = person;
  }

  /** @param {Message} message */
  add(message) {
    this.#total += 1;
    this.#messages = [...this.#messages, message].slice(-MAX_MESSAGES);
    for (const { picture } of this.pictures.slice(0, -MAX_PICTURES)) picture.bytes = null;
  }

  /** @param {string} id */
  find(id) {
    return this.#messages.find((message) => message.id === id);
  }

  /**
   * What came after the message with this id, or everything when that one is no longer known.
   *
   * @param {string | undefined} id
   */
  messagesAfter(id) {
    return this.#messages.slice(this.#messages.findIndex((message) => message.id === id) + 1);
  }
}
