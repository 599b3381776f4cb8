import type { Duplex } from "node:stream";
import type { Frame } from "@sockeye/protocol";
import type { WebSocket } from "ws";
import { Inbox } from "../../../server/test/contract/inbox.js";
import { encodeFrame, type RawFrame } from "../../../server/test/contract/raw-frames.js";

/** What a script has to do with a connection that is gone. */
class VisitorGone extends Error {}

/** One WebSocket of the client, seen from the server. */
export class Visitor {
  readonly #webSocket: WebSocket;
  readonly #socket: Duplex;
  readonly #frames = new Inbox<Frame>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(webSocket: WebSocket, socket: Duplex) {
    this.#webSocket = webSocket;
    this.#socket = socket;
    webSocket.on("error", () => undefined); // shows as an end
    webSocket.on("message", (data: Buffer, isBinary) => this.#frames.push(isBinary ? data : data.toString()));
    webSocket.on("close", () => this.#end());
  }

  send(frame: Frame): void {
    this.#webSocket.send(frame);
  }

  /** Puts a frame on the connection that may be wrong in any way. */
  write(frame: RawFrame): void {
    this.writeBytes(encodeFrame({ isMasked: false, ...frame }));
  }

  writeBytes(bytes: Uint8Array): void {
    if (this.#socket.writable) this.#socket.write(bytes);
  }

  /** Waits for a text of the client that starts in this way, and drops all others. */
  async heard(prefix: string): Promise<string> {
    for (;;) {
      const frame = await this.#frames.next();
      if (typeof frame === "string" && frame.startsWith(prefix)) return frame;
    }
  }

  close(code?: number, reason?: string): void {
    this.#webSocket.close(code, reason);
  }

  /** Reads no longer, and so does not answer a close frame either. */
  ignore(): void {
    this.#webSocket.pause();
  }

  /** Ends the connection without a close frame. */
  finish(): void {
    this.#socket.end();
  }

  /** Cuts the connection. */
  drop(): void {
    this.#webSocket.terminate();
  }

  /** Sends the frame again and again, as long as there is a connection. */
  repeat(frame: Frame, everyMs: number): void {
    this.#timers.add(setInterval(() => this.send(frame), everyMs));
  }

  #end(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#frames.end(new VisitorGone());
  }
}

/** Whether a script ended because the client had gone: not a fault of the script. */
export const isGone = (error: unknown): boolean => error instanceof VisitorGone;
