import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { hex, type Transcript } from "../run/transcript.js";
import { describeClose, describeMessage, describeText, type Message } from "./message.js";
import { type Arrival, MessageReader } from "./message-reader.js";
import { closePayload, encodeFrame, opcodes, type RawFrame } from "./raw-frame.js";

/** Which part the kit plays. */
export type Role = "client" | "server";

/** A connection on which the opening handshake is done. */
export interface ConnectionOptions {
  readonly socket: Socket;
  /** What came behind the handshake already. */
  readonly rest: Uint8Array;
  readonly role: Role;
  readonly transcript: Transcript;
  /** What lines of the transcript start with. */
  readonly label: string;
  /** Whether a close frame is answered with one. */
  readonly answersClose: boolean;
}

/** Who hears of what comes. */
export interface ConnectionListener {
  receive(message: Message): void;
  receivePong(bytes: Uint8Array): void;
  /** The other side has broken RFC 6455, and has been cut off. */
  breached(what: string): void;
}

const names: ReadonlyMap<number, string> = new Map(
  Object.entries(opcodes).map(([name, code]) => [code, name]),
);

/** A WebSocket by hand (RFC 6455), which can also be used wrongly. It notes all that passes in the transcript. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #reader: MessageReader;
  #listener: ConnectionListener | undefined;
  #isCloseSent = false;
  #isCloseReceived = false;
  #hasEnded = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#reader = new MessageReader(options.role === "server");
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** From here on the listener hears of what comes. */
  start(listener: ConnectionListener): void {
    const { socket, rest } = this.#options;
    this.#listener = listener;
    socket.on("error", (error) => this.note(`the connection failed: ${error.message}`));
    socket.on("end", () => this.#end());
    socket.on("close", () => this.#end());
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
    this.#read(rest);
    socket.resume();
    if (socket.destroyed) {
      this.#end();
    }
  }

  sendText(text: string): void {
    this.#log("kit", describeText(text));
    this.#writeFrame({ opcode: opcodes.text, payload: text });
  }

  sendBinary(bytes: Uint8Array): void {
    this.#log("kit", hex(bytes));
    this.#writeFrame({ opcode: opcodes.binary, payload: bytes });
  }

  sendFrame(frame: RawFrame): void {
    this.#log("kit", describeFrame(frame));
    this.#isCloseSent ||= frame.opcode === opcodes.close;
    this.#writeFrame(frame);
  }

  sendClose(code: number | undefined, reason: string): void {
    this.#log("kit", describeClose(code, reason));
    this.#isCloseSent = true;
    this.#writeFrame({ opcode: opcodes.close, payload: closePayload(code, reason) });
    this.#endIfClosed();
  }

  /** Writes bytes as they are. */
  write(bytes: Uint8Array): void {
    this.#log("kit", `raw bytes ${hex(bytes)}`);
    this.#write(bytes);
  }

  /** Resets the TCP connection. TLS has no reset of its own; there it is just cut. */
  drop(): void {
    const { socket } = this.#options;
    this.note("the kit drops the connection");
    if (socket instanceof TLSSocket || socket.writableEnded) {
      socket.destroy(); // a reset of what is ending already would leave the handle open, for ever
    } else {
      socket.resetAndDestroy();
    }
  }

  pause(): void {
    this.note("the kit stops reading");
    this.#options.socket.pause();
  }

  resume(): void {
    this.note("the kit reads on");
    this.#options.socket.resume();
  }

  note(text: string): void {
    this.#log("note", text);
  }

  #writeFrame(frame: RawFrame): void {
    this.#write(encodeFrame(frame, this.#options.role === "client"));
  }

  #write(bytes: Uint8Array): void {
    const { socket } = this.#options;
    if (socket.writable) {
      socket.write(bytes);
    } else {
      this.note("the connection has ended, that was not sent");
    }
  }

  #read(chunk: Uint8Array): void {
    for (const arrival of this.#reader.push(chunk)) {
      this.#receive(arrival);
    }
  }

  #receive(arrival: Arrival): void {
    switch (arrival.kind) {
      case "breach":
        this.note(`the other side breaks RFC 6455: ${arrival.what}`);
        this.#listener?.breached(arrival.what);
        this.#options.socket.destroy();
        break;
      case "ping":
        this.#log("peer", `a ping frame ${hex(arrival.bytes)}`);
        this.sendFrame({ opcode: opcodes.pong, payload: arrival.bytes });
        break;
      case "pong":
        this.#log("peer", `a pong frame ${hex(arrival.bytes)}`);
        this.#listener?.receivePong(arrival.bytes);
        break;
      case "close":
        this.#receiveMessage(arrival);
        this.#answerClose(arrival.code);
        break;
      default:
        this.#receiveMessage(arrival);
    }
  }

  #receiveMessage(message: Message): void {
    this.#log("peer", describeMessage(message));
    this.#listener?.receive(message);
  }

  #answerClose(code: number): void {
    this.#isCloseReceived = true;
    if (this.#options.answersClose && !this.#isCloseSent) {
      this.sendClose(code === 1005 ? undefined : code, "");
    } else {
      this.#endIfClosed();
    }
  }

  /** The server ends TCP once both close frames have passed; RFC 6455, section 7.1.1. */
  #endIfClosed(): void {
    if (this.#options.role === "server" && this.#isCloseSent && this.#isCloseReceived) {
      this.#options.socket.end();
    }
  }

  #end(): void {
    if (!this.#hasEnded) {
      this.#hasEnded = true;
      this.note("the TCP connection has ended");
      this.#listener?.receive({ kind: "end" });
    }
  }

  #log(source: "kit" | "peer" | "note", text: string): void {
    this.#options.transcript.add(source, text, this.#options.label);
  }
}

function describeFrame({ opcode, payload = "", isFinal = true, isMasked, rsv = 0 }: RawFrame): string {
  const wrongs = [
    isFinal ? "" : ", not the last of its message",
    isMasked === undefined ? "" : isMasked ? ", masked" : ", not masked",
    rsv === 0 ? "" : `, reserved bits ${rsv}`,
  ];
  const body = typeof payload === "string" ? describeText(payload) : hex(payload);
  return `a ${names.get(opcode) ?? `opcode ${opcode}`} frame${wrongs.join("")}: ${body}`;
}
