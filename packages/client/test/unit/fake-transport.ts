import type { BlobLike, Frame } from "@sockeye/protocol";
import type { ClientTransport, ClientTransportListener, TransportRequest } from "../../src/runtime.js";

/** A frame that a client sends. */
export type SentFrame = Frame | BlobLike;

/** How this side ended a connection. */
export type Ending = { readonly code: number; readonly reason: string } | "terminated";

/** A WebSocket without a network: keeps what the client sends, and plays the server. */
export class FakeTransport implements ClientTransport {
  readonly request: TransportRequest;
  /** What the client finds when it asks how much has yet to leave. */
  bufferedBytes = 0;
  /** How the client has ended the connection, once it has. */
  ending: Ending | undefined;
  /** How many pings of WebSocket the client has sent. */
  pings = 0;
  /** There only where the runtime can do it. */
  readonly ping?: () => void;
  readonly #listener: ClientTransportListener;
  #sent: { readonly frame: SentFrame; readonly compress: boolean }[] = [];
  #isClosed = false;

  constructor(request: TransportRequest, listener: ClientTransportListener, canPing: boolean) {
    this.request = request;
    this.#listener = listener;
    if (canPing) {
      this.ping = () => {
        this.pings += 1;
      };
    }
  }

  // --- for the client

  send(frame: SentFrame, compress: boolean): void {
    if (this.ending === undefined && !this.#isClosed) {
      this.#sent.push({ frame, compress });
    }
  }

  close(code: number, reason: string): void {
    this.#end({ code, reason }, code, reason);
  }

  terminate(): void {
    this.#end("terminated", 1006, "");
  }

  // --- for tests

  /** The frames that the client has sent since the last call. */
  takeRaw(): SentFrame[] {
    const sent = this.#sent.map(({ frame }) => frame);
    this.#sent = [];
    return sent;
  }

  /** The same with each binary frame as an array of numbers, but for Blobs, whose numbers nobody knows yet. */
  take(): (string | number[])[] {
    return this.takeRaw().map(legible);
  }

  /** Whether each of the frames since the last call may be compressed. */
  takeCompression(): boolean[] {
    const sent = this.#sent.map(({ compress }) => compress);
    this.#sent = [];
    return sent;
  }

  receive(...frames: Frame[]): void {
    for (const frame of frames) {
      this.#listener.receive(frame);
    }
  }

  /** The server answers a ping of WebSocket. */
  pong(): void {
    this.#listener.heard();
  }

  drain(): void {
    this.bufferedBytes = 0;
    this.#listener.drained();
  }

  /** The connection is lost. */
  drop(): void {
    this.#close(1006, "");
  }

  closeByServer(code: number, reason = ""): void {
    this.#close(code, reason);
  }

  fail(error: Error, reason: "transport error" | "parse error" = "transport error"): void {
    this.#listener.failed(error, reason);
    this.#close(1006, "");
  }

  #end(ending: Ending, code: number, reason: string): void {
    if (this.ending === undefined && !this.#isClosed) {
      this.ending = ending;
      queueMicrotask(() => this.#close(code, reason));
    }
  }

  #close(code: number, reason: string): void {
    if (!this.#isClosed) {
      this.#isClosed = true;
      this.#listener.closed(code, reason);
    }
  }
}

function legible(frame: SentFrame): string | number[] {
  if (typeof frame === "string") {
    return frame;
  }
  return "size" in frame ? `Blob of ${frame.size} bytes` : [...frame];
}
