import { once } from "node:events";
import { type ClientOptions, WebSocket } from "ws";

/** How a WebSocket ended. */
export interface Ending {
  readonly code: number;
  readonly reason: string;
}

/** A bare WebSocket whose frames wait until they are asked for. */
export class WebSocketClient {
  readonly webSocket: WebSocket;
  /** Resolves when it is open; rejects with the server's answer in the message. */
  readonly opened: Promise<unknown>;
  /** Resolves when the connection has ended, however it has. */
  readonly ended: Promise<Ending>;
  /** The headers of the answer to the handshake. */
  headers: NodeJS.Dict<string | string[]> = {};
  readonly #frames: (string | Buffer)[] = [];
  readonly #waiting: ((frame: string | Buffer) => void)[] = [];

  constructor(url: string, options: ClientOptions) {
    this.webSocket = new WebSocket(url, options);
    this.opened = once(this.webSocket, "open");
    this.webSocket.on("error", () => undefined); // told by `opened` and `ended`
    this.webSocket.on("upgrade", ({ headers }) => {
      this.headers = headers;
    });
    this.webSocket.on("message", (data: Buffer, isBinary) => this.#take(isBinary ? data : data.toString()));
    this.ended = new Promise((resolve) => {
      this.webSocket.on("close", (code, reason) => resolve({ code, reason: reason.toString() }));
    });
  }

  /** The next frame that has come, or comes. */
  next(): Promise<string | Buffer> {
    const frame = this.#frames.shift();
    return frame === undefined
      ? new Promise((resolve) => this.#waiting.push(resolve))
      : Promise.resolve(frame);
  }

  send(frame: string | Buffer): void {
    this.webSocket.send(frame);
  }

  /** Takes the open packet and joins the default namespace. */
  async join(): Promise<void> {
    await this.next();
    this.send("40");
    await this.next();
  }

  terminate(): void {
    this.webSocket.terminate();
  }

  #take(frame: string | Buffer): void {
    const resolve = this.#waiting.shift();
    if (resolve === undefined) {
      this.#frames.push(frame);
    } else {
      resolve(frame);
    }
  }
}
