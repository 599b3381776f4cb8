import type { Room, SocketId } from "./contract.js";

/** Hears of rooms that come and go, and of who joins and leaves them. */
export type RoomObserver = (
  ...change: ["create-room" | "delete-room", Room] | ["join-room" | "leave-room", Room, SocketId]
) => void;

/**
 * Who is in which room: the same fact from both sides, always in step. A room exists while it has members.
 *
 * Most sockets are in no room but their own, and alone there. Both sides then have one set between them, with the id in
 * it, for as long as that is so: a set costs 300 bytes (bench/server.js, idle).
 */
export class Rooms {
  readonly members = new Map<Room, Set<SocketId>>();
  readonly roomsOf = new Map<SocketId, Set<Room>>();
  readonly #observe: RoomObserver;

  constructor(observe: RoomObserver) {
    this.#observe = observe;
  }

  add(id: SocketId, rooms: Iterable<Room>): void {
    const own = getOrMake(this.roomsOf, id);
    for (const room of rooms) {
      if (this.roomsOf.get(id) !== own) {
        return; // a listener that heard of the room before has made the socket leave
      }
      this.#part(id);
      own.add(room);
      this.#addMember(room, id);
    }
  }

  remove(id: SocketId, room: Room): void {
    this.#part(id);
    this.roomsOf.get(id)?.delete(room);
    this.#removeMember(room, id);
  }

  removeFromAll(id: SocketId): void {
    this.#part(id);
    const rooms = this.roomsOf.get(id) ?? [];
    this.roomsOf.delete(id);
    for (const room of rooms) {
      this.#removeMember(room, id);
    }
  }

  #addMember(room: Room, id: SocketId): void {
    if (!this.members.has(room)) {
      this.#observe("create-room", room);
    }
    if (this.#putIn(room, id)) {
      this.#observe("join-room", room, id);
    }
  }

  /** False if the socket is in the room already. */
  #putIn(room: Room, id: SocketId): boolean {
    const own = this.roomsOf.get(id);
    if (room === id && own?.size === 1 && own.has(id) && !this.members.has(id)) {
      this.members.set(id, own);
      return true;
    }
    this.#part(room);
    const members = getOrMake(this.members, room);
    return members.size < members.add(id).size;
  }

  #removeMember(room: Room, id: SocketId): void {
    const members = this.members.get(room);
    if (members?.delete(id)) {
      this.#observe("leave-room", room, id);
    }
    if (members?.size === 0 && this.members.delete(room)) {
      this.#observe("delete-room", room);
    }
  }

  /** Gives the two sides a set each, before one of them changes. What `socket.rooms` has given stays alive. */
  #part(id: SocketId): void {
    const shared = this.members.get(id);
    if (shared !== undefined && shared === this.roomsOf.get(id)) {
      this.members.set(id, new Set(shared));
    }
  }
}

function getOrMake<Key, Item>(map: Map<Key, Set<Item>>, key: Key): Set<Item> {
  const known = map.get(key);
  if (known !== undefined) {
    return known;
  }
  const made = new Set<Item>();
  map.set(key, made);
  return made;
}
