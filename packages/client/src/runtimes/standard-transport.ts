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
export function standardTransport(
  webSocket: StandardWebSocket,
  listener: ClientTransportListener,
): ClientTransport {
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
  return {
    get bufferedBytes() {
      return webSocket.bufferedAmount;
    },
    send(frame) {
      if (webSocket.readyState === openState) {
        webSocket.send(frame);
      }
    },
    close(code, reason) {
      const close = (): void => webSocket.close(code, reason);
      if (webSocket.readyState === openingState) {
        webSocket.onopen = close; // a browser complains if it is closed sooner
      } else {
        close();
      }
    },
    terminate: () => webSocket.close(),
  };
}
