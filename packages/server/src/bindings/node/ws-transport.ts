import type { Duplex } from "node:stream";
import type { Transport, TransportListener } from "@sockeye/internal";
import { WebSocket } from "ws";
import { tooLarge } from "../../core/session/too-large.js";

const tooBigCode = 1009;

/** What this file reads of `ws` past its public interface: how large the message was that it refused. */
interface ReceiverInside {
  readonly _receiver?: { readonly _totalPayloadLength?: unknown };
}

/**
 * A WebSocket of `ws` that is a session's transport itself, so that nothing stands between the two. `ws` makes it when
 * it accepts an upgrade; `connect` then ties it to its session.
 */
export class WsTransport extends WebSocket implements Transport {
  #maxPayloadBytes = 0;

  get bufferedBytes(): number {
    return this.bufferedAmount;
  }

  /** Passes what happens on the connection to its session. */
  connect(listener: TransportListener, rawSocket: Duplex, maxPayloadBytes: number): void {
    this.#maxPayloadBytes = maxPayloadBytes;
    // ws gives a Buffer, unless it is told otherwise
    this.on("message", (data: Buffer, isBinary) => listener.receive(isBinary ? data : data.toString()));
    this.on("error", (error) => this.#fail(error, listener));
    this.on("close", (code, reason) => listener.closed(code, reason.toString()));
    rawSocket.on("drain", () => listener.drained());
  }

  /** As in `ws`, which closes without a word when a message is too large; the peer should know why. */
  override close(code?: number, reason?: string | Buffer): void {
    super.close(code, code === tooBigCode && reason === undefined ? this.#tooLarge() : reason);
  }

  #fail(error: Error & { readonly code?: string }, listener: TransportListener): void {
    if (error.code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH") {
      listener.failed(new RangeError(this.#tooLarge(), { cause: error }), "parse error");
    } else {
      listener.failed(error, error.code?.startsWith("WS_ERR_") === true ? "parse error" : "transport error");
    }
  }

  #tooLarge(): string {
    const { _receiver } = this as unknown as ReceiverInside;
    const sizeBytes = _receiver?._totalPayloadLength;
    return tooLarge(typeof sizeBytes === "number" ? sizeBytes : undefined, this.#maxPayloadBytes);
  }
}
