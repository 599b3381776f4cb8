// What the floors have in common: the application of application.js as packets that were made beforehand.

/** The packets of the application that are the same for everyone. */
export const packets = {
  ping: "2",
  answer: '431[{"ok":true}]',
  news: '42["news",{"from":"ada","text":"hello","n":1}]',
  joined: '42["joined"]',
};

const digit = (character) => character.charCodeAt(0);
const [message, connect, event, binaryEvent, bracket] = ["4", "0", "2", "5", "["].map(digit);
const nameStart = '42["'.length;
const requests = { e: "echo", b: "broadcast", j: "join", s: "say" };
const requestByLetter = Array.from(
  { length: 128 },
  (_, code) => requests[String.fromCharCode(code)] ?? "none",
);

/** What a client asks for, by the first bytes of its packet; nothing is parsed, and nothing checked. */
export function requestOf(bytes, start = 0) {
  if (bytes[start] !== message) {
    return "none"; // the answer to a ping
  }
  const type = bytes[start + 1];
  if (type === event) {
    return bytes[start + 2] === bracket ? requestByLetter[bytes[start + nameStart]] : "ask";
  }
  if (type === binaryEvent) {
    return "echo"; // its attachment comes back by itself
  }
  return type === connect ? "connect" : "none";
}

/** Room that a packet `42["join","<room>"]` is about. */
export function roomOf(text) {
  return text.slice('42["join","'.length, -'"]'.length);
}

export class Rooms {
  #members = new Map();

  join(room, member) {
    const members = this.#members.get(room);
    if (members === undefined) {
      this.#members.set(room, [member]);
    } else {
      members.push(member);
    }
  }

  members(room) {
    return this.#members.get(room);
  }
}

let lastId = 0;

/** The open packet and the grant of the default namespace, as long as those of a real server. */
export function openPacket(pingIntervalMs) {
  const [sid, pingTimeout] = [nextId(), 20_000];
  return `0${JSON.stringify({ sid, upgrades: [], pingInterval: pingIntervalMs, pingTimeout, maxPayload: 1_000_000 })}`;
}

export function grantPacket() {
  return `40${JSON.stringify({ sid: nextId() })}`;
}

function nextId() {
  lastId += 1;
  return String(lastId).padStart(20, "0");
}

const slices = 20;

/** Clients, and the heartbeats of all of them from one timer: a slice of them at a time, not all at once. */
export class Crowd {
  #slices = Array.from({ length: slices }, () => new Set());
  #nextSlice = 0;
  #turn = 0;

  constructor(pingIntervalMs, ping) {
    setInterval(() => {
      for (const client of this.#slices[this.#turn]) {
        ping(client);
      }
      this.#turn = (this.#turn + 1) % slices;
    }, pingIntervalMs / slices);
  }

  add(client) {
    const slice = this.#slices[this.#nextSlice];
    this.#nextSlice = (this.#nextSlice + 1) % slices;
    slice.add(client);
    return slice;
  }

  each(callback) {
    for (const slice of this.#slices) {
      for (const client of slice) {
        callback(client);
      }
    }
  }
}
