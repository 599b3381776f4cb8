import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";

const pingEveryMs = 20_000;
const ping = maskedText("2");
const pong = maskedText("3");
const join = maskedText("40");

/** A client that only listens, on a bare socket: thousands of them must not be what is measured. */
export class IdleClient {
  #socket;
  #unread = Buffer.alloc(0);
  #isUpgraded = false;
  #pingTimer;
  #joined = () => {};
  #heard = () => {};

  /** Connects with a revision of the protocol, and resolves when the default namespace is joined. */
  static async open(port, eio) {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    const client = new IdleClient(socket);
    await client.#shakeHands(eio);
    return client;
  }

  constructor(socket) {
    this.#socket = socket;
    socket.on("data", (chunk) => this.#receive(chunk));
    socket.on("error", () => socket.destroy());
  }

  /** Resolves when the next event comes. */
  nextEvent() {
    return new Promise((resolve) => {
      this.#heard = resolve;
    });
  }

  close() {
    clearInterval(this.#pingTimer);
    this.#socket.destroy();
  }

  #shakeHands(eio) {
    const key = randomBytes(16).toString("base64");
    this.#socket.write(
      `GET /socket.io/?EIO=${eio}&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n` +
        `Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
    if (eio === 3) {
      this.#pingTimer = setInterval(() => this.#socket.write(ping), pingEveryMs);
    } else {
      this.#socket.write(join);
    }
    return new Promise((resolve) => {
      this.#joined = resolve;
    });
  }

  #receive(chunk) {
    this.#unread = Buffer.concat([this.#unread, chunk]);
    if (!this.#isUpgraded) {
      const end = this.#unread.indexOf("\r\n\r\n");
      this.#isUpgraded = end !== -1;
      this.#unread = this.#isUpgraded ? this.#unread.subarray(end + 4) : this.#unread;
    }
    for (let text = this.#nextText(); text !== undefined; text = this.#nextText()) {
      this.#receiveText(text);
    }
  }

  #receiveText(text) {
    if (text === "2") {
      this.#socket.write(pong);
    } else if (text.startsWith("40")) {
      this.#joined();
    } else if (text.startsWith("42")) {
      this.#heard();
    }
  }

  /** Takes the next whole frame off what has come; a server's are not masked, and here all are short texts. */
  #nextText() {
    const [, length] = this.#isUpgraded ? this.#unread : [];
    if (length === 126) {
      return this.#unread.length < 4 ? undefined : this.#take(4, this.#unread.readUInt16BE(2));
    }
    return length === undefined ? undefined : this.#take(2, length);
  }

  #take(start, length) {
    const end = start + length;
    if (this.#unread.length < end) {
      return undefined;
    }
    const text = this.#unread.toString("utf8", start, end);
    this.#unread = this.#unread.subarray(end);
    return text;
  }
}

/** A short text frame of a client (RFC 6455, 5.2), masked with zeros. */
function maskedText(text) {
  return Buffer.concat([Buffer.from([0x81, 0x80 + text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}
