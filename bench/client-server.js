// The server of client.js, in a process of its own. It is made of a bare socket and of frames built beforehand: it
// must keep ahead of every client, and only the clients are measured.
import { createHash } from "node:crypto";
import { createServer } from "node:net";
import { FrameReader, frame } from "./client-frames.js";

const pauseNs = 100_000n;
const open = frame(
  `0${JSON.stringify({ sid: "a-session", upgrades: [], pingInterval: 25_000, pingTimeout: 20_000, maxPayload: 1_000_000 })}`,
);
const connect = frame(`40${JSON.stringify({ sid: "a-socket" })}`);
const answered = frame('42["answered"]');
const loads = {
  chat: frame('42["chat",{"from":"ada","text":"hello","n":1}]'),
  file: Buffer.concat([
    frame('451-["file",{"_placeholder":true,"num":0}]'),
    frame(Buffer.alloc(1024, 7), { isBinary: true }),
  ]),
  question: frame('427["question",{"from":"ada","text":"hello","n":1}]'),
};

/** One connection: shakes hands, answers a question with the count of events so far, sends the load it is asked for. */
class Peer {
  #socket;
  #reader = new FrameReader({ text: (text) => this.#receive(text), close: () => this.#socket.end() });
  #replies = [];
  #isUpgraded = false;
  #eventCount = 0;
  #missingAnswers = 0;
  #questionsLeft = 0;
  #burst = 1;

  constructor(socket) {
    this.#socket = socket;
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => (this.#isUpgraded ? this.#receiveFrames(chunk) : this.#shakeHands(chunk)));
  }

  #shakeHands(chunk) {
    const [, key] = /^sec-websocket-key: (.+)\r$/im.exec(chunk.toString("latin1"));
    const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
    this.#socket.write(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
        `Sec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    this.#socket.write(open);
    this.#isUpgraded = true;
  }

  /** What one chunk asks for is answered in one write. */
  #receiveFrames(chunk) {
    this.#reader.receive(chunk);
    if (this.#replies.length > 0) {
      this.#socket.write(Buffer.concat(this.#replies));
      this.#replies = [];
    }
  }

  #receive(text) {
    if (text.startsWith("43")) {
      this.#receiveAnswer();
    } else if (text.startsWith("40")) {
      this.#replies.push(connect);
    } else if (text.startsWith('42["start"')) {
      const [, load] = JSON.parse(text.slice(2));
      this.#start(load);
    } else if (isQuestion(text)) {
      this.#replies.push(frame(`43${text.slice(2, text.indexOf("["))}[${this.#eventCount}]`));
    } else if (isEvent(text)) {
      this.#eventCount += 1;
    }
  }

  #start({ load, count, burst }) {
    if (load === "question") {
      this.#questionsLeft = count;
      this.#burst = burst;
      this.#askBurst();
    } else if (burst === 1) {
      this.#sendAlone(loads[load], count, process.hrtime.bigint());
    } else {
      this.#sendBursts(Buffer.concat(Array(burst).fill(loads[load])), count / burst);
    }
  }

  #sendBursts(chunk, count) {
    for (let left = count; left > 0; left -= 1) {
      if (!this.#socket.write(chunk)) {
        this.#socket.once("drain", () => this.#sendBursts(chunk, left - 1));
        return;
      }
    }
  }

  /** With a pause before each, so that a client reads one at a time; timers are too coarse for it. */
  #sendAlone(chunk, count, sinceNs) {
    const nowNs = process.hrtime.bigint();
    const isDue = nowNs - sinceNs >= pauseNs;
    if (isDue) {
      this.#socket.write(chunk);
    }
    const left = isDue ? count - 1 : count;
    if (left > 0 && !this.#socket.destroyed) {
      setImmediate(() => this.#sendAlone(chunk, left, isDue ? nowNs : sinceNs));
    }
  }

  #askBurst() {
    this.#missingAnswers = this.#burst;
    this.#questionsLeft -= this.#burst;
    this.#socket.write(Buffer.concat(Array(this.#burst).fill(loads.question)));
  }

  #receiveAnswer() {
    this.#missingAnswers -= 1;
    if (this.#missingAnswers > 0) {
      return;
    }
    if (this.#questionsLeft > 0) {
      this.#askBurst();
    } else {
      this.#socket.write(answered);
    }
  }
}

const server = createServer({ noDelay: true }, (socket) => new Peer(socket));
server.listen({ port: 0, host: "127.0.0.1", backlog: 1024 }, () => {
  process.send({ port: server.address().port });
});
process.on("disconnect", () => process.exit());

/** An event that awaits an ack has its id between the prefix and the array. */
function isQuestion(text) {
  return text.startsWith("42") && text[2] !== "[";
}

function isEvent(text) {
  return text.startsWith("42[") || text.startsWith("451-[");
}
