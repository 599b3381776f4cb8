import { Allowance } from "./allowance.js";
import { readDraft, readJoin, readName, refuse } from "./requests.js";

/**
 * One socket's stay in the chat; it is in one room at a time, or in none yet.
 *
 * In: `join`, `message` and `rename`, whose ack answers `{ ok: true, id, … }` or `{ ok: false, error }`; `typing`.
 * Out: `welcome`, `rooms`, `room`, `people`, `message`, `typing`.
 */
export class Visit {
  #io;
  #socket;
  #rooms;
  /** @type {import("./room.js").Room | undefined} */
  #room;
  #allowance = new Allowance({ burst: 30, perSecond: 5 });

  /** @param {{ io: import("@sockeye/server").Server, socket: import("@sockeye/server").Socket, rooms: import("./rooms.js").Rooms }} options */
  constructor({ io, socket, rooms }) {
    this.#io = io;
    this.#socket = socket;
    this.#rooms = rooms;
  }

  start() {
    this.#answer("join", (request) => this.#join(request));
    this.#answer("message", (request) => this.#post(request));
    this.#answer("rename", (request) => this.#rename(request));
    this.#socket.on("typing", (isTyping) => this.#type(isTyping));
    this.#socket.on("disconnect", () => this.#leave());
    this.#socket.emit("welcome", { me: this.#person, rooms: this.#rooms.summaries });
  }

  /** @returns {import("./room.js").Person} */
  get #person() {
    return this.#socket.data.person;
  }

  /** What the handler returns is the ack, for a client that asked for one. */
  #answer(event, handler) {
    this.#socket.on(event, (request, acknowledge) => {
      const answer = this.#allowance.take()
        ? handler(request)
        : refuse("That was too fast. Try again in a moment.");
      if (typeof acknowledge === "function") acknowledge(answer);
    });
  }

  #join(request) {
    const wish = readJoin(request);
    if (!wish.ok) return wish;
    const room = this.#rooms.find(wish.room) ?? this.#open(wish.room);
    if (room === undefined) return refuse("All rooms are in use. Join one of them instead.");
    if (room !== this.#room) this.#move(room);
    return { ok: true, id: room.name, people: room.people, messages: room.messagesAfter(wish.after) };
  }

  /** Everybody gets the whole list, for a new room may have taken the place of an abandoned one. */
  #open(name) {
    const room = this.#rooms.open(name);
    if (room !== undefined) this.#io.emit("rooms", this.#rooms.summaries);
    return room;
  }

  #post(request) {
    const draft = readDraft(request);
    if (!draft.ok) return draft;
    if (draft.room !== this.#room?.name) return refuse("You are not in this room.");
    const id = `${this.#person.id}.${draft.key}`;
    // A retry whose first attempt did arrive: only its ack was lost.
    const { time } = this.#room.find(id) ?? this.#publish(this.#room, { ...draft, id });
    return { ok: true, id, time };
  }

  #rename(request) {
    const wish = readName(request);
    if (!wish.ok) return wish;
    this.#socket.data.person = { id: this.#person.id, name: wish.name };
    this.#room?.rename(this.#person);
    if (this.#room !== undefined) this.#announce(this.#room);
    return { ok: true, id: this.#person.id };
  }

  /** Volatile: a hint that is late is worth nothing. */
  #type(isTyping) {
    if (typeof isTyping !== "boolean" || this.#room === undefined || !this.#allowance.take()) return;
    this.#socket.volatile.to(this.#room.channel).emit("typing", { person: this.#person, isTyping });
  }

  #publish(room, { id, text, picture }) {
    const message = { id, author: this.#person, time: Date.now(), text, picture };
    this.#rooms.add(room, message);
    this.#socket.to(room.channel).emit("message", { room: room.name, message });
    this.#io.emit("room", room.summary);
    return message;
  }

  #move(room) {
    this.#leave();
    this.#room = room;
    room.enter(this.#person);
    this.#socket.join(room.channel);
    this.#announce(room);
  }

  #leave() {
    const room = this.#room;
    if (room === undefined) return;
    this.#room = undefined;
    room.leave(this.#person.id);
    this.#socket.leave(room.channel);
    this.#announce(room);
  }

  #announce(room) {
    this.#io.to(room.channel).emit("people", { room: room.name, people: room.people });
    this.#io.emit("room", room.summary);
  }
}
