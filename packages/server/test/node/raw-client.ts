import { EventEmitter, once } from "node:events";
import { connect, type Socket } from "node:net";
import { openingUrl } from "./stage.js";

/** Replaces or adds headers; undefined takes one away. */
export type HeaderChanges = Readonly<Record<string, string | undefined>>;

const handshakeHeaders = {
  Host: "127.0.0.1",
  Connection: "Upgrade",
  Upgrade: "websocket",
  "Sec-WebSocket-Version": "13",
  "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
};

/** The text of an upgrade request: a WebSocket handshake, unless it is changed. */
export function upgradeRequest(url = openingUrl, changes: HeaderChanges = {}, method = "GET"): string {
  const headers = Object.entries<string | undefined>({ ...handshakeHeaders, ...changes });
  const lines = headers.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}\r\n`]));
  return `${method} ${url} HTTP/1.1\r\n${lines.join("")}\r\n`;
}

/** The text frame of a client, masked with zeros. At most 125 bytes. */
export function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  return Buffer.concat([Buffer.of(0x81, 0x80 | payload.length, 0, 0, 0, 0), payload]);
}

/** A TCP connection that says what it is told to, never closes its own end, and never answers a close frame. */
export class RawClient {
  readonly socket: Socket;
  readonly #events = new EventEmitter();
  #text = "";
  #hasEnded = false;

  constructor(port: number) {
    this.socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    this.socket.on("error", () => this.#end());
    this.socket.on("end", () => this.#end());
    this.socket.on("data", (data) => {
      this.#text += data.toString("latin1");
      this.#events.emit("change");
    });
  }

  send(data: string | Buffer): this {
    this.socket.write(data);
    return this;
  }

  /** All that has come, once it contains `part`. */
  async received(part: string): Promise<string> {
    while (!this.#text.includes(part)) {
      if (this.#hasEnded) {
        throw new Error(`expected ${JSON.stringify(part)} before the end; got ${JSON.stringify(this.#text)}`);
      }
      await once(this.#events, "change");
    }
    return this.#text;
  }

  /** All that has come, once the server has ended the connection. */
  async ended(): Promise<string> {
    while (!this.#hasEnded) await once(this.#events, "change");
    return this.#text;
  }

  /** Ends the connection with a reset. */
  reset(): void {
    this.socket.resetAndDestroy();
  }

  destroy(): void {
    this.socket.destroy();
  }

  #end(): void {
    this.#hasEnded = true;
    this.#events.emit("change");
  }
}

/** Status and JSON body of an answer on a raw connection. */
export function parseAnswer(text: string): { status: number; headers: string; body: unknown } {
  const [headers = "", body = ""] = text.split("\r\n\r\n", 2);
  return { status: Number(headers.split(" ")[1]), headers, body: body === "" ? undefined : JSON.parse(body) };
}
