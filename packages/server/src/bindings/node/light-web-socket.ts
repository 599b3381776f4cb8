import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type ServerOptions, WebSocket } from "ws";
import {
  type Closing,
  isClosing,
  plainClosing,
  plainFrameEnd,
  plainMessage,
  unfinished,
} from "./plain-frame.js";

/** What `ws` has no public name for: how a WebSocket gets its connection when the handshake is done, and its state. */
interface Inside {
  readonly _closeTimeout: number;
  _readyState: number;
  setSocket(socket: Duplex, head: Buffer, settings: ServerOptions): void;
}

/** What all WebSockets of a server have in common. */
export interface LightWebSocketSettings {
  readonly maxPayloadBytes: number;
  /** What `ws` gives a receiver. */
  readonly receiver: ServerOptions;
}

const reader = Symbol("reader");

/** A connection, and the WebSocket that reads it. */
type ReadSocket = Duplex &
  Partial<Socket> & { [reader]?: LightWebSocket<LightWebSocketSettings> | undefined };

const { setSocket } = WebSocket.prototype as unknown as Inside;
const nothing: Buffer = Buffer.alloc(0);
/** RFC 6455, 7.1.5: the connection ended without a close frame. */
const withoutFrame = { code: 1006, reason: nothing };

/**
 * A WebSocket of `ws` that reads plain frames itself for as long as nothing else comes. Whatever else comes, and what
 * breaks a rule, is the business of `ws`, as is closing from this side: it gets the connection then, for good, and only
 * then makes its receiver and its sender. Those are a kilobyte of an idle connection, a tenth of what a short message
 * costs, and a fifth of a short visit (bench/README.md). Where messages are compressed `ws` has it all from the start.
 */
export class LightWebSocket<Settings extends LightWebSocketSettings> extends WebSocket {
  /** The connection, until `ws` gets it. */
  #socket: ReadSocket | undefined;
  protected settings: Settings | undefined;
  /** The chunk that is being read, or the first part of a frame. */
  #bytes = nothing;
  #position = 0;
  #closing: (Closing & { readonly timer: NodeJS.Timeout }) | undefined;

  /** How many bytes wait to be sent. */
  get bufferedBytes(): number {
    return this.#socket === undefined ? this.bufferedAmount : this.#socket.writableLength;
  }

  /** Writes what is kept back, should there be anything. */
  flush(): void {}

  /** `ws` calls this when the handshake is done. */
  setSocket(socket: ReadSocket, head: Buffer, receiver: ServerOptions): void {
    if (this.extensions !== "") {
      setSocket.call(this as unknown as Inside, socket, head, receiver);
      return;
    }
    this.#socket = socket;
    socket[reader] = this;
    this.#enter(WebSocket.OPEN);
    socket.setTimeout?.(0);
    socket.setNoDelay?.();
    if (head.length > 0) {
      socket.unshift(head);
    }
    socket.on("close", closed).on("data", received).on("end", ended).on("error", failed);
  }

  override close(code?: number, reason?: string | Buffer): void {
    this.#handOver();
    if (this.#socket === undefined) {
      super.close(code, reason);
    }
  }

  override terminate(): void {
    if (this.#socket === undefined) {
      super.terminate();
    } else {
      this.#enter(WebSocket.CLOSING);
      this.#dropBytes();
      this.#socket.destroy();
    }
  }

  /** Takes a chunk of the connection's bytes. */
  receiveBytes(chunk: Buffer): void {
    if (!this.#isReading) {
      return;
    }
    this.#bytes = this.#bytes === nothing ? chunk : Buffer.concat([this.#bytes, chunk]);
    let end = this.#frameEnd();
    while (end > 0 && this.#readFrame(end)) {
      end = this.#frameEnd();
    }
    if (end === unfinished) {
      this.#keepRest();
    } else {
      this.#handOver();
    }
  }

  /** The peer has ended its half of the connection. */
  receiveEnd(): void {
    if (this.#isReading) {
      this.#enter(WebSocket.CLOSING);
      this.#socket?.end();
    }
  }

  /** The connection is no more. */
  receiveClose(): void {
    const { code, reason } = this.#closing ?? withoutFrame;
    clearTimeout(this.#closing?.timer);
    this.#socket = undefined;
    this.#dropBytes();
    this.#enter(WebSocket.CLOSED);
    this.emit("close", code, reason);
  }

  get #isReading(): boolean {
    return this.#socket !== undefined && this.readyState === WebSocket.OPEN;
  }

  /** Where the next frame ends. What the application did with the one before may have ended the reading. */
  #frameEnd(): number {
    const maxPayloadBytes = this.settings?.maxPayloadBytes ?? 0;
    return this.#isReading ? plainFrameEnd(this.#bytes, this.#position, maxPayloadBytes) : unfinished;
  }

  /** False, and nothing done, if the frame is not plain after all. */
  #readFrame(end: number): boolean {
    if (isClosing(this.#bytes, this.#position)) {
      return this.#readClosing(end);
    }
    const message = plainMessage(this.#bytes, this.#position, end);
    if (message === undefined) {
      return false;
    }
    this.#position = end;
    this.emit("message", message, typeof message !== "string");
    return true;
  }

  #readClosing(end: number): boolean {
    const closing = plainClosing(this.#bytes, this.#position, end);
    if (closing === undefined) {
      return false;
    }
    const socket = this.#socket;
    const timer = setTimeout(() => void socket?.destroy(), (this as unknown as Inside)._closeTimeout);
    this.#closing = { ...closing, timer };
    this.flush();
    this.#enter(WebSocket.CLOSING);
    this.#dropBytes();
    socket?.end(closing.answer);
    return true;
  }

  /** Keeps the first part of a frame, without the chunk that it came in. */
  #keepRest(): void {
    const rest = this.#bytes.subarray(this.#position);
    this.#dropBytes();
    if (rest.length > 0) {
      this.#bytes = Buffer.from(rest);
    }
  }

  #dropBytes(): void {
    this.#bytes = nothing;
    this.#position = 0;
  }

  /** `ws` goes on, with what has not been read. */
  #handOver(): void {
    const socket = this.#socket;
    const { settings } = this;
    if (socket === undefined || settings === undefined || !this.#isReading) {
      return;
    }
    const rest = this.#bytes.subarray(this.#position);
    this.#dropBytes();
    this.#socket = undefined;
    socket[reader] = undefined;
    socket.off("close", closed).off("data", received).off("end", ended).off("error", failed);
    socket.pause(); // what is put back flows again when ws listens
    setSocket.call(this as unknown as Inside, socket, rest, settings.receiver);
    socket.resume();
  }

  #enter(state: number): void {
    (this as unknown as Inside)._readyState = state;
  }
}

function received(this: ReadSocket, chunk: Buffer): void {
  this[reader]?.receiveBytes(chunk);
}

function ended(this: ReadSocket): void {
  this[reader]?.receiveEnd();
}

function failed(this: ReadSocket): void {
  this.destroy();
}

function closed(this: ReadSocket): void {
  this[reader]?.receiveClose();
}
