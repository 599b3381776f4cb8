import type { IncomingMessage } from "node:http";
import type { Socket as TcpSocket } from "node:net";
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

const compressed = { compress: true };
const uncompressed = { compress: false };

/**
 * A WebSocket of `ws` that is a session's transport itself, so that nothing stands between the two. It takes what `ws`
 * emits where it is emitted: listeners would cost a closure each and the table that holds them, for every client
 * (bench/client.js, memory).
 */
export class WsTransport extends WebSocket implements ClientTransport {
  #listener: ClientTransportListener;
  #socket: TcpSocket | undefined;
  #isCorked = false;
  readonly #isUnref: boolean;

  constructor(url: string, { protocols, settings, isUnref }: WsRequest, listener: ClientTransportListener) {
    super(url, protocols ?? [], settings);
    this.#listener = listener;
    this.#isUnref = isUnref;
  }

  get bufferedBytes(): number {
    return this.bufferedAmount;
  }

  /** Sends a frame. All frames of a turn leave in one write: to write is what costs (bench/client.js, send). */
  override send(frame: unknown, compress?: unknown): void {
    if (this.readyState !== WebSocket.OPEN) {
      return;
    }
    if (!this.#isCorked) {
      this.#isCorked = true;
      this.#socket?.cork();
      process.nextTick(uncork, this);
    }
    super.send(frame as Frame, compress === true ? compressed : uncompressed);
  }

  override emit(event: string | symbol, first?: unknown, second?: unknown): boolean {
    switch (event) {
      case "message":
        this.#listener.receive(second === true ? (first as Buffer) : String(first)); // ws gives a Buffer
        return true;
      case "upgrade":
        this.#upgraded(first as IncomingMessage);
        return true;
      case "pong":
        this.#listener.heard();
        return true;
      case "error":
        this.#failed(first as Error);
        return true;
      case "close":
        this.#listener.closed(first as number, String(second));
        return true;
      default:
        return super.emit(event, first, second);
    }
  }

  /** All that was written in a turn leaves now. */
  static uncork(transport: WsTransport): void {
    transport.#isCorked = false;
    transport.#socket?.uncork();
  }

  #upgraded({ socket }: IncomingMessage): void {
    this.#socket = socket;
    socket.on("drain", () => this.#listener.drained());
    if (this.#isUnref) {
      socket.unref();
    }
  }

  #failed(error: Error & { readonly code?: string }): void {
    const isParseError = error.code?.startsWith("WS_ERR_") === true;
    this.#listener.failed(error, isParseError ? "parse error" : "transport error");
  }
}

const { uncork } = WsTransport;
