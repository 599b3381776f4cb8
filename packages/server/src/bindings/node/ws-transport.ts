import type { Duplex } from "node:stream";
import type { SendFlags, TransportListener } from "@sockeye/internal";
import type { Frame } from "@sockeye/protocol";
import { WebSocket } from "ws";
import type { ServerTransport } from "../../core/session/server-transport.js";
import type { SharedFrame } from "../../core/session/shared-frame.js";
import { tooLarge } from "../../core/session/too-large.js";
import { webSocketFrame } from "./web-socket-frame.js";
import type { TurnWriter, WriteTurn } from "./write-turn.js";

const tooBigCode = 1009;
/** With so many bytes a write is due before the turn is over: so it shows at once that a peer does not keep up. */
const largestPendingBytes = 16_384;

/** What this file reads of `ws` past its public interface: how large the message was that it refused. */
interface ReceiverInside {
  readonly _receiver?: { readonly _totalPayloadLength?: unknown };
}

/** What all transports of a server have in common. */
export interface WsTransportSettings {
  readonly turn: WriteTurn;
  readonly maxPayloadBytes: number;
}

/**
 * A WebSocket of `ws` that is a session's transport itself, so that nothing stands between the two. `ws` makes it when
 * it accepts an upgrade; `connect` then ties it to its session. It takes what `ws` emits where it is emitted: listeners
 * would cost a closure each and the table that holds them, for every connection (bench/server.js, idle).
 *
 * `ws` reads; it writes only what it answers by itself, and everything where messages are compressed. Otherwise frames
 * are made here and written to the socket below, all of a turn in one write.
 */
export class WsTransport extends WebSocket implements ServerTransport, TurnWriter {
  #listener: TransportListener | undefined;
  #socket: Duplex | undefined;
  #settings: WsTransportSettings | undefined;
  /** What the turn has made so far; a lone frame needs no list. */
  #pending: Buffer | Buffer[] | undefined;
  #pendingBytes = 0;
  #isDrainAwaited = false;

  get bufferedBytes(): number {
    return this.bufferedAmount;
  }

  /** Passes what happens on the connection to its session. */
  connect(listener: TransportListener, rawSocket: Duplex, settings: WsTransportSettings): void {
    this.#listener = listener;
    this.#settings = settings;
    if (this.extensions === "") {
      this.#socket = rawSocket;
    } else {
      rawSocket.on("drain", () => listener.drained());
    }
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

  flush(): void {
    const pending = this.#pending;
    const socket = this.#socket;
    if (pending === undefined || socket === undefined) {
      return;
    }
    this.#pending = undefined;
    const isTaken = socket.write(
      Array.isArray(pending) ? Buffer.concat(pending, this.#pendingBytes) : pending,
    );
    this.#pendingBytes = 0;
    if (!isTaken && !this.#isDrainAwaited) {
      this.#isDrainAwaited = true;
      socket.once("drain", () => {
        this.#isDrainAwaited = false;
        this.#listener?.drained();
      });
    }
  }

  override emit(event: string | symbol, first?: unknown, second?: unknown): boolean {
    switch (event) {
      case "message":
        // ws gives a Buffer, unless it is told otherwise
        this.#listener?.receive(second === true ? (first as Buffer) : (first as Buffer).toString());
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

  #write(bytes: Buffer): void {
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

  #keep(bytes: Buffer): void {
    const pending = this.#pending;
    this.#pendingBytes += bytes.length;
    if (pending === undefined) {
      this.#pending = bytes;
      this.#settings?.turn.join(this);
    } else if (Array.isArray(pending)) {
      pending.push(bytes);
    } else {
      this.#pending = [pending, bytes];
    }
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
      this.#settings?.maxPayloadBytes ?? 0,
    );
  }
}
