import type { BlobLike, Frame } from "@sockeye/protocol";
import type { ClientTransport, ClientTransportListener } from "../runtime.js";

/** As much of the WebSocket API as is used here. */
export interface StandardWebSocket {
  readonly readyState: number;
  readonly bufferedAmount: number;
  binaryType: string;
  onopen: unknown;
  onmessage: unknown;
  onerror: unknown;
  onclose: unknown;
  send(data: Frame | BlobLike): void;
  close(code?: number, reason?: string): void;
}

interface MessageEventLike {
  readonly data: string | ArrayBuffer;
}

interface CloseEventLike {
  readonly code: number;
  readonly reason: string;
}

const openingState = 0;
const openState = 1;

/**
 * A WebSocket of the kind that browsers have, and every other runtime by now. A browser does not tell when its buffer
 * has drained, so nothing is told of that here.
 */
export class StandardTransport implements ClientTransport {
  readonly #webSocket: StandardWebSocket;

  constructor(webSocket: StandardWebSocket, listener: ClientTransportListener) {
    this.#webSocket = webSocket;
    let hasFailed = false;
    webSocket.binaryType = "arraybuffer";
    webSocket.onmessage = ({ data }: MessageEventLike) =>
      listener.receive(typeof data === "string" ? data : new Uint8Array(data));
    webSocket.onerror = () => {
      hasFailed = true; // the event says nothing; the close that follows says a little
    };
    webSocket.onclose = ({ code, reason }: CloseEventLike) => {
      if (hasFailed) {
        listener.failed(new Error(reason || `the WebSocket has failed (${code})`), "transport error");
      }
      listener.closed(code, reason);
    };
  }

  get bufferedBytes(): number {
    return this.#webSocket.bufferedAmount;
  }

  send(frame: Frame | BlobLike): void {
    if (this.#webSocket.readyState === openState) {
      this.#webSocket.send(frame);
    }
  }

  close(code: number, reason: string): void {
    if (this.#webSocket.readyState === openingState) {
      this.#webSocket.onopen = () => this.#webSocket.close(code, reason); // a browser complains if it is closed sooner
      return;
    }
    this.#webSocket.close(code, reason);
  }

  terminate(): void {
    this.#webSocket.close();
  }
}
