import { WebSocket } from "ws";

const openPrefix = "0";
const pingPrefix = "2";
const connectPrefix = "40";
const eventPrefix = "42";
const ackPrefix = "43";
const binaryEventPrefix = "451-";
const placeholder = { _placeholder: true, num: 0 };

/**
 * What no client can do without: a bare WebSocket, JSON, and the prefix of a packet; nothing is checked or kept. What is
 * sent in one turn leaves in one system call, as a call for each packet can be done without.
 */
export class FloorSocket {
  #webSocket;
  #listeners = new Map();
  #acks = new Map();
  #nextAckId = 0;
  #pendingBinary;
  #tcpSocket;
  #isCorked = false;
  #uncork = () => {
    this.#isCorked = false;
    this.#tcpSocket.uncork();
  };

  constructor(url) {
    const address = `${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`;
    this.#webSocket = new WebSocket(address, { perMessageDeflate: false });
    this.#webSocket.on("upgrade", ({ socket }) => {
      this.#tcpSocket = socket;
    });
    this.#webSocket.on("message", (data, isBinary) => this.#receive(data, isBinary));
    this.#webSocket.on("close", () => this.#call("disconnect", []));
    this.#webSocket.on("error", (error) => this.#call("connect_error", [error]));
  }

  on(event, listener) {
    this.#listeners.set(event, listener);
  }

  emit(event, argument) {
    if (argument instanceof Uint8Array) {
      this.#send(binaryEventPrefix + JSON.stringify([event, placeholder]));
      this.#send(argument);
      return;
    }
    this.#send(eventPrefix + JSON.stringify([event, argument]));
  }

  emitWithAck(event, argument) {
    const id = this.#nextAckId;
    this.#nextAckId += 1;
    this.#send(eventPrefix + id + JSON.stringify([event, argument]));
    return new Promise((resolve) => this.#acks.set(id, resolve));
  }

  disconnect() {
    this.#webSocket.close();
  }

  #send(data) {
    if (!this.#isCorked) {
      this.#isCorked = true;
      this.#tcpSocket.cork();
      process.nextTick(this.#uncork);
    }
    this.#webSocket.send(data);
  }

  #receive(data, isBinary) {
    if (isBinary) {
      const [event] = this.#pendingBinary;
      this.#call(event, [data]);
      return;
    }
    const text = data.toString();
    if (text.startsWith(eventPrefix)) {
      this.#receiveEvent(text);
    } else if (text.startsWith(ackPrefix)) {
      this.#receiveAck(text);
    } else if (text.startsWith(binaryEventPrefix)) {
      this.#pendingBinary = JSON.parse(text.slice(binaryEventPrefix.length));
    } else {
      this.#receiveControl(text);
    }
  }

  #receiveEvent(text) {
    const start = text.indexOf("[");
    const [event, ...args] = JSON.parse(text.slice(start));
    if (start > eventPrefix.length) {
      const id = text.slice(eventPrefix.length, start);
      args.push((answer) => this.#send(ackPrefix + id + JSON.stringify([answer])));
    }
    this.#call(event, args);
  }

  #receiveAck(text) {
    const start = text.indexOf("[");
    const id = Number(text.slice(ackPrefix.length, start));
    const [answer] = JSON.parse(text.slice(start));
    const resolve = this.#acks.get(id);
    this.#acks.delete(id);
    resolve(answer);
  }

  #receiveControl(text) {
    if (text.startsWith(openPrefix)) {
      this.#send(connectPrefix);
    } else if (text.startsWith(connectPrefix)) {
      this.#call("connect", []);
    } else if (text === pingPrefix) {
      this.#send("3");
    }
  }

  #call(event, args) {
    this.#listeners.get(event)?.(...args);
  }
}
