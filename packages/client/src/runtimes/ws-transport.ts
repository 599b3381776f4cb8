import type { IncomingMessage } from "node:http";
import type { Socket as TcpSocket } from "node:net";
import type { SendFlags } from "@sockeye/internal";
import type { Frame } from "@sockeye/protocol";
import { type ClientOptions, WebSocket } from "ws";
import type { ClientTransport, ClientTransportListener } from "../runtime.js";

/** How a WebSocket of `ws` is opened. */
export interface WsRequest {
  readonly protocols: string | string[] | undefined;
  readonly settings: ClientOptions;
  /** Whether the process may end while the connection is open. */
  readonly isUnref: boolean;
}

/** A WebSocket of `ws` that is a session's transport itself, so that nothing stands between the two. */
export class WsTransport extends WebSocket implements ClientTransport {
  #socket: TcpSocket | undefined;
  #isCorked = false;

  constructor(url: string, request: WsRequest, listener: ClientTransportListener) {
    super(url, request.protocols ?? [], request.settings);
    this.on("upgrade", ({ socket }: IncomingMessage) => {
      this.#socket = socket;
      if (request.isUnref) {
        socket.unref();
      }
      socket.on("drain", () => listener.drained());
    });
    this.on("open", () => listener.opened());
    // ws gives a Buffer, unless it is told otherwise
    this.on("message", (data: Buffer, isBinary) => listener.receive(isBinary ? data : data.toString()));
    this.on("pong", () => listener.heard());
    this.on("error", (error: Error & { readonly code?: string }) => {
      const isParseError = error.code?.startsWith("WS_ERR_") === true;
      listener.failed(error, isParseError ? "parse error" : "transport error");
    });
    this.on("close", (code, reason) => listener.closed(code, reason.toString()));
  }

  get bufferedBytes(): number {
    return this.bufferedAmount;
  }

  /** Sends a frame. All frames of a turn leave in one write: to write is what costs (bench/client.js, send). */
  override send(frame: unknown, flags?: unknown): void {
    if (this.readyState !== WebSocket.OPEN) {
      return;
    }
    if (!this.#isCorked) {
      this.#isCorked = true;
      this.#socket?.cork();
      process.nextTick(uncork, this);
    }
    super.send(frame as Frame, flags as SendFlags);
  }

  static uncork(transport: WsTransport): void {
    transport.#isCorked = false;
    transport.#socket?.uncork();
  }
}

const { uncork } = WsTransport;
