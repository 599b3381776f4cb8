import { type IncomingMessage, ServerResponse, validateHeaderName, validateHeaderValue } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { ResponseHeaders } from "../../api.js";

/**
 * The response that middleware of Express's shape expects beside a request. Nothing of it is written unless the
 * middleware ends it; otherwise its headers go into the answer to the WebSocket handshake.
 */
export class UpgradeResponse extends ServerResponse {
  readonly #socket: Duplex;

  constructor(request: IncomingMessage, socket: Duplex) {
    super(request);
    this.#socket = socket;
    this.shouldKeepAlive = false;
  }

  override write(...args: unknown[]): boolean {
    this.#connect();
    return Reflect.apply(super.write, this, args) as boolean;
  }

  override end(...args: unknown[]): this {
    this.#connect();
    return Reflect.apply(super.end, this, args) as this;
  }

  /** The middleware answers instead of letting the request pass: only now the response gets its connection. */
  #connect(): void {
    if (this.socket === null && !this.writableEnded) {
      this.assignSocket(this.#socket as Socket);
      this.#socket.once("finish", () => this.#socket.destroy()); // the peer may leave its end open
      this.once("finish", () => this.#socket.end());
      this.#socket.on("drain", () => this.emit("drain")); // for the HTTP server's own responses, it does that itself
    }
  }

  /** The headers that middleware has set, those included that it sets at the last moment. */
  takeHeaders(): ResponseHeaders {
    if (!this.headersSent) {
      this.writeHead(101); // middleware such as express-session waits for this to add its cookie
    }
    return Object.fromEntries(
      Object.entries(this.getHeaders()).map(([name, value]) => [name, textOf(value)]),
    );
  }
}

/** Headers for a handshake's answer, one by one. A header that HTTP does not allow is left out and reported. */
export function validHeaders(
  headers: ResponseHeaders,
  report: (error: unknown) => void,
): [name: string, value: string][] {
  return Object.entries(headers).flatMap(([name, value]) => {
    try {
      const values = [value].flat();
      validateHeaderName(name);
      values.forEach((one) => void validateHeaderValue(name, one));
      return values.map((one): [string, string] => [name, one]);
    } catch (error) {
      report(error);
      return [];
    }
  });
}

function textOf(value: number | string | string[] | undefined): string | string[] {
  return typeof value === "number" ? String(value) : (value ?? "");
}
