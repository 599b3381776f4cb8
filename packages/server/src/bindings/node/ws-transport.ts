import type { Duplex } from "node:stream";
import type { SendFlags, TransportListener } from "@sockeye/internal";
import type { Frame } from "@sockeye/protocol";
import { WebSocket } from "ws";
import type { ServerTransport } from "../../core/session/server-transport.js";
import type { SharedFrame } from "../../core/session/shared-frame.js";
import { tooLarge } from "../../core/session/too-large.js";
import { LightWebSocket, type LightWebSocketSettings } from "./light-web-socket.js";
import { type FrameBytes, webSocketFrame } from "./web-socket-frame.js";
import { largestPendingBytes, type TurnWriter, type WriteTurn } from "./write-turn.js";

const tooBigCode = 1009;

/** What this file reads of `ws` past its public interface: how large the message was that it refused. */
interface ReceiverInside {
  readonly _receiver?: { readonly _totalPayloadLength?: unknown };
}

/** What all transports of a server have in common. */
export interface WsTransportSettings extends LightWebSocketSettings {
  readonly turn: WriteTurn;
}

/**
 * A WebSocket of `ws` that is a session's transport itself, so that nothing stands between the two. `ws` makes it when
 * it accepts an upgrade; `connect` then ties it to its session. It takes what `ws` emits where it is emitted: listeners
 * would cost a closure each and the table that holds them, for every connection (bench/server.js, idle).
 *
 * `ws` writes what it answers by itself, and everything where messages are compressed. Otherwise frames are made here
 * and written to the socket below, all of a turn in one write.
 */
export class WsTransport extends LightWebSocket<WsTransportSettings> implements ServerTransport, TurnWriter {
  #listener: TransportListener | undefined;
  #socket: Duplex | undefined;
  /** What the turn has made so far: buffers, and behind them what is a string. */
  #pendingBuffers: Buffer[] | undefined;
  #pendingString = "";
  #pendingBytes = 0;
  #isDrainAwaited = false;
  /** Whether a chunk is being read: what it leads to is written when that is done. */
  #isInChunk = false;

  /** Writes to this socket from now on. */
  attach(rawSocket: Duplex, settings: WsTransportSettings): void {
    this.settings = settings;
    if (this.extensions === "") {
      this.#socket = rawSocket;
    } else {
      rawSocket.on("drain", () => this.#listener?.drained());
    }
  }

  /** Passes what happens on the connection to its session. */
  connect(listener: TransportListener): void {
    this.#listener = listener;
  }

  override send(frame: unknown, flags?: unknown): void {
    if (this.#socket === undefined) {
      super.send(frame as Frame, flags as SendFlags);
    } else {
      this.#write(webSocketFrame(frame as Frame));
    }
  }

  sendShared(shared: SharedFrame, flags: SendFlags): void {
    if (this.#socket === undefined) {
      super.send(shared.frame, flags);
    } else {
      this.#write(shared.formBy(webSocketFrame));
    }
  }

  /** As in `ws`, which closes without a word when a message is too large; the peer should know why. */
  override close(code?: number, reason?: string | Buffer): void {
    this.flush();
    super.close(code, code === tooBigCode && reason === undefined ? this.#tooLarge() : reason);
  }

  override flush(): void {
    const socket = this.#socket;
    if (this.#pendingBytes === 0 || socket === undefined) {
      return;
    }
    this.#pendingBytes = 0;
    if (!this.#writePending(socket) && !this.#isDrainAwaited) {
      this.#isDrainAwaited = true;
      socket.once("drain", () => {
        this.#isDrainAwaited = false;
        this.#listener?.drained();
      });
    }
  }

  override receiveBytes(chunk: Buffer): void {
    this.#isInChunk = true;
    try {
      super.receiveBytes(chunk);
    } finally {
      this.#isInChunk = false;
      this.flush();
    }
  }

  override emit(event: string | symbol, first?: unknown, second?: unknown): boolean {
    switch (event) {
      case "message":
        // a text comes as a string from a plain frame, and as a Buffer from ws
        this.#listener?.receive(second === true ? (first as Buffer) : String(first));
        return true;
      case "error":
        this.#fail(first as Error);
        return true;
      case "close":
        this.#listener?.closed(first as number, String(second));
        return true;
      default:
        return super.emit(event, first, second);
    }
  }

  #writePending(socket: Duplex): boolean {
    const buffers = this.#pendingBuffers;
    const string = this.#pendingString;
    this.#pendingString = "";
    if (buffers === undefined) {
      return socket.write(string, "latin1");
    }
    this.#pendingBuffers = undefined;
    if (string !== "") {
      buffers.push(Buffer.from(string, "latin1"));
    }
    return socket.write(buffers.length === 1 ? buffers[0] : Buffer.concat(buffers));
  }

  #write(bytes: FrameBytes): void {
    if (this.readyState !== WebSocket.OPEN) {
      return;
    }
    if (this.#pendingBytes + bytes.length > largestPendingBytes) {
      this.flush();
    }
    this.#keep(bytes);
    if (bytes.length > largestPendingBytes) {
      this.flush();
    }
  }

  #keep(bytes: FrameBytes): void {
    if (this.#pendingBytes === 0 && !this.#isInChunk) {
      this.settings?.turn.join(this);
    }
    this.#pendingBytes += bytes.length;
    if (typeof bytes === "string") {
      this.#pendingString = this.#pendingString === "" ? bytes : this.#pendingString + bytes;
    } else {
      this.#keepBuffer(bytes);
    }
  }

  #keepBuffer(bytes: Buffer): void {
    this.#pendingBuffers ??= [];
    if (this.#pendingString !== "") {
      this.#pendingBuffers.push(Buffer.from(this.#pendingString, "latin1"));
      this.#pendingString = "";
    }
    this.#pendingBuffers.push(bytes);
  }

  #fail(error: Error & { readonly code?: string }): void {
    if (error.code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH") {
      this.#listener?.failed(new RangeError(this.#tooLarge(), { cause: error }), "parse error");
    } else {
      const isParseError = error.code?.startsWith("WS_ERR_") === true;
      this.#listener?.failed(error, isParseError ? "parse error" : "transport error");
    }
  }

  #tooLarge(): string {
    const { _receiver } = this as unknown as ReceiverInside;
    const sizeBytes = _receiver?._totalPayloadLength;
    return tooLarge(
      typeof sizeBytes === "number" ? sizeBytes : undefined,
      this.settings?.maxPayloadBytes ?? 0,
    );
  }
}
