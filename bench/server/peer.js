import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { headerBytes, maskedFrame, opcodes, payloadBytes } from "./frames.js";

const join = maskedFrame("40");
const pong = maskedFrame("3");
const webSocketPong = maskedFrame("", opcodes.pong);
const leave = Buffer.concat([maskedFrame("41"), maskedFrame(Buffer.from([0x03, 0xe8]), opcodes.close)]);
const headEnd = "\r\n\r\n";
/** The open packet, and the grant of the namespace. */
const framesToJoin = 2;

/** All sockets of the process read into it: what was read has been counted when the next one reads. */
const shared = Buffer.allocUnsafe(256 * 1024);

/**
 * One client, on a bare socket: thousands of them must not be what is measured. It reads no more than the headers of
 * frames, counts those that are replies, and answers heartbeats.
 */
export class Peer {
  /** Called with the count of replies that a chunk has ended, and this peer. */
  onReplies = () => {};
  /** The opcode of the frames that count: a binary reply has a text frame in front. */
  countedOpcode = opcodes.text;
  pingCount = 0;

  #socket;
  #state = "shaking-hands";
  #head = "";
  #bytesToSkip = 0;
  #partialHeader;
  #framesLeftToJoin = framesToJoin;
  #joined;
  #left;

  /** Resolves with a peer that has joined the default namespace. */
  static open(port) {
    return new Promise((resolve, reject) => new Peer(port, resolve, reject));
  }

  constructor(port, joined, failed) {
    this.#joined = joined;
    const callback = (length) => {
      this.#receive(shared, length);
      return true;
    };
    this.#socket = connect({
      port,
      host: "127.0.0.1",
      noDelay: true,
      onread: { buffer: shared, callback },
    });
    this.#socket.on("connect", () => this.#socket.write(upgradeRequest()));
    this.#socket.on("error", failed);
    this.#socket.on("close", () => this.#closed());
  }

  write(bytes) {
    this.#socket.write(bytes);
  }

  /** Leaves as a client does, and resolves when the server has closed the connection. */
  leave() {
    return new Promise((resolve) => {
      this.#left = resolve;
      this.#state = "leaving";
      this.#socket.write(leave);
    });
  }

  /** Is gone without a word. */
  cut() {
    this.#state = "leaving";
    this.#socket.resetAndDestroy();
  }

  #closed() {
    if (this.#state !== "leaving") {
      throw new Error(`expected the server to keep the connection; it closed it while ${this.#state}`);
    }
    this.#left?.();
  }

  #receive(bytes, length) {
    if (this.#state === "shaking-hands") {
      this.#shakeHands(bytes, length);
    } else if (this.#partialHeader !== undefined) {
      const whole = Buffer.concat([this.#partialHeader, bytes.subarray(0, length)]);
      this.#partialHeader = undefined;
      this.#count(whole, 0, whole.length);
    } else {
      this.#count(bytes, 0, length);
    }
  }

  #shakeHands(bytes, length) {
    const headLength = this.#head.length;
    this.#head += bytes.latin1Slice(0, length);
    const end = this.#head.indexOf(headEnd);
    if (end === -1) {
      return;
    }
    if (!this.#head.startsWith("HTTP/1.1 101 ")) {
      throw new Error(`expected the server to accept; it answered ${JSON.stringify(this.#head)}`);
    }
    this.#state = "joining";
    this.#head = "";
    this.#socket.write(join);
    this.#count(bytes, end + headEnd.length - headLength, length);
  }

  #count(bytes, start, length) {
    let replies = 0;
    let at = start + this.#bytesToSkip;
    while (at < length) {
      const isWhole = length - at >= 2 && length - at >= headerBytes(bytes[at + 1]);
      if (!isWhole) {
        this.#partialHeader = Buffer.from(bytes.subarray(at, length));
        at = length;
        break;
      }
      const opcode = bytes[at] & 0x0f;
      const payloadLength = payloadBytes(bytes, at);
      if (payloadLength <= 1 || opcode > opcodes.binary) {
        this.#receiveControl(opcode);
      } else if (opcode === this.countedOpcode) {
        replies += 1;
      }
      at += headerBytes(bytes[at + 1]) + payloadLength;
    }
    this.#bytesToSkip = at - length;
    if (replies > 0) {
      this.#counted(replies);
    }
  }

  #counted(replies) {
    if (this.#state !== "joining") {
      this.onReplies(replies, this);
      return;
    }
    this.#framesLeftToJoin -= replies;
    if (this.#framesLeftToJoin === 0) {
      this.#state = "connected";
      this.#joined(this);
    }
  }

  /** A packet of one character is a ping of Engine.IO's, as long as no other has that length. */
  #receiveControl(opcode) {
    if (opcode === opcodes.text) {
      this.pingCount += 1;
      this.#socket.write(pong);
    } else if (opcode === opcodes.ping) {
      this.#socket.write(webSocketPong);
    }
  }
}

function upgradeRequest() {
  const key = randomBytes(16).toString("base64");
  return (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n" +
    `Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`
  );
}
