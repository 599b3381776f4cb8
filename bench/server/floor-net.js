// Floor: a bare `node:net` socket with as much of HTTP and WebSocket as the load needs, and nothing else. The replies
// to all that one chunk asks for leave in one write; what is broadcast is framed once.
import { createHash } from "node:crypto";
import { createServer } from "node:net";
import { Crowd, grantPacket, openPacket, packets, Rooms, requestOf, roomOf } from "./floor.js";
import { frame, headerBytes, opcodes, payloadBytes, textFrame } from "./frames.js";
import { listening } from "./listening.js";

const frames = Object.fromEntries(Object.entries(packets).map(([name, packet]) => [name, frame(packet)]));
const maskBytes = 4;
const noBytes = Buffer.alloc(0);

export function start({ pingIntervalMs }) {
  const server = new FloorServer(pingIntervalMs);
  return listening(createServer({ noDelay: true }, (socket) => new Peer(socket, server)));
}

class FloorServer {
  rooms = new Rooms();

  constructor(pingIntervalMs) {
    this.pingIntervalMs = pingIntervalMs;
    this.crowd = new Crowd(pingIntervalMs, (peer) => peer.write(frames.ping));
  }
}

class Peer {
  #server;
  #socket;
  #slice;
  #unread = noBytes;
  #isUpgraded = false;
  #replies = [];
  #room;

  constructor(socket, server) {
    this.#socket = socket;
    this.#server = server;
    socket.on("data", (chunk) => this.#receive(chunk));
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#slice?.delete(this));
  }

  write(bytes) {
    this.#socket.write(bytes);
  }

  #receive(chunk) {
    if (!this.#isUpgraded) {
      this.#shakeHands(chunk);
      return;
    }
    this.#receiveFrames(this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk]));
    const replies = this.#replies;
    if (replies.length > 0) {
      this.#socket.write(replies.length === 1 ? replies[0] : Buffer.concat(replies));
      this.#replies = [];
    }
  }

  #shakeHands(chunk) {
    const [, key] = /^sec-websocket-key: (.+)\r$/im.exec(chunk.latin1Slice());
    const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
    const response =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
      `Sec-WebSocket-Accept: ${accept}\r\n\r\n`;
    this.#socket.write(
      Buffer.concat([Buffer.from(response), frame(openPacket(this.#server.pingIntervalMs))]),
    );
    this.#isUpgraded = true;
    this.#slice = this.#server.crowd.add(this);
  }

  #receiveFrames(bytes) {
    let start = 0;
    while (bytes.length - start >= 2) {
      const headEnd = start + headerBytes(bytes[start + 1] & 0x7f);
      const payloadStart = headEnd + maskBytes;
      if (bytes.length < payloadStart) {
        break;
      }
      const end = payloadStart + payloadBytes(bytes, start);
      if (bytes.length < end) {
        break;
      }
      unmask(bytes, payloadStart, end);
      this.#receiveFrame(bytes, start, payloadStart, end);
      start = end;
    }
    this.#unread = start === bytes.length ? noBytes : bytes.subarray(start);
  }

  #receiveFrame(bytes, start, payloadStart, end) {
    const opcode = bytes[start] & 0x0f;
    if (opcode === opcodes.binary) {
      this.#replies.push(echoFrame(bytes, start, payloadStart, end));
    } else if (opcode === opcodes.close) {
      this.#socket.end(frame(bytes.subarray(payloadStart, end), opcodes.close));
    } else {
      this.#receiveText(bytes, start, payloadStart, end);
    }
  }

  #receiveText(bytes, start, payloadStart, end) {
    switch (requestOf(bytes, payloadStart)) {
      case "echo":
        this.#replies.push(textFrame(bytes.utf8Slice(payloadStart, end))); // an application is given a string
        break;
      case "ask":
        this.#replies.push(frames.answer);
        break;
      case "broadcast":
        this.#server.crowd.each((peer) => peer.write(frames.news));
        break;
      case "say":
        this.#say(echoFrame(bytes, start, payloadStart, end));
        break;
      case "join":
        this.#room = roomOf(bytes.latin1Slice(payloadStart, end));
        this.#server.rooms.join(this.#room, this);
        this.#replies.push(frames.joined);
        break;
      case "connect":
        this.#replies.push(frame(grantPacket()));
        break;
    }
  }

  #say(bytes) {
    for (const member of this.#server.rooms.members(this.#room)) {
      member.write(bytes);
    }
  }
}

function unmask(bytes, start, end) {
  const mask = start - maskBytes;
  const [a, b, c, d] = [bytes[mask], bytes[mask + 1], bytes[mask + 2], bytes[mask + 3]];
  const wholeEnd = end - ((end - start) & 3);
  for (let index = start; index < wholeEnd; index += 4) {
    bytes[index] ^= a;
    bytes[index + 1] ^= b;
    bytes[index + 2] ^= c;
    bytes[index + 3] ^= d;
  }
  for (let index = wholeEnd; index < end; index += 1) {
    bytes[index] ^= bytes[mask + ((index - start) & 3)];
  }
}

/** The same payload in a server's frame. It is not copied: the header takes the place where the mask was. */
function echoFrame(bytes, start, payloadStart, end) {
  const replyStart = start + maskBytes;
  bytes.copyWithin(replyStart, start, payloadStart - maskBytes);
  bytes[replyStart + 1] &= 0x7f;
  return bytes.subarray(replyStart, end);
}
