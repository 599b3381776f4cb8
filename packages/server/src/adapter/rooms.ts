import type { Room, SocketId } from "./contract.js";

/** Hears of rooms that come and go, and of who joins and leaves them. */
export type RoomObserver = (
  ...change: ["create-room" | "delete-room", Room] | ["join-room" | "leave-room", Room, SocketId]
) => void;

/** Who is in which room: the same fact from both sides, always in step. A room exists while it has members. */
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
      own.add(room);
      this.#addMember(room, id);
    }
  }

  remove(id: SocketId, room: Room): void {
    this.roomsOf.get(id)?.delete(room);
    this.#removeMember(room, id);
  }

  removeFromAll(id: SocketId): void {
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
    const members = getOrMake(this.members, room);
    if (!members.has(id)) {
      members.add(id);
      this.#observe("join-room", room, id);
    }
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
