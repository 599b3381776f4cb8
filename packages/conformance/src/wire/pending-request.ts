import type { Socket } from "node:net";
import type { Transcript } from "../run/transcript.js";
import { acceptKey } from "./accept-key.js";
import { mergeHeaders, writeHead } from "./http-head.js";
import type { OpeningRequest } from "./opening-request.js";

/** A request and the connection that it came over. */
export interface PendingRequestOptions {
  readonly request: OpeningRequest;
  readonly socket: Socket;
  /** What came behind the request already. */
  readonly rest: Buffer;
  readonly transcript: Transcript;
  /** What lines of the transcript about this connection start with. */
  readonly label: string;
}

/** An opening request that waits for its answer. */
export class PendingRequest {
  readonly request: OpeningRequest;
  readonly socket: Socket;
  readonly rest: Buffer;
  readonly label: string;
  readonly #transcript: Transcript;

  constructor({ request, socket, rest, transcript, label }: PendingRequestOptions) {
    this.request = request;
    this.socket = socket;
    this.rest = rest;
    this.label = label;
    this.#transcript = transcript;
  }

  /** Whether it asks for a WebSocket; RFC 6455, section 4.2.1. */
  get asksForWebSocket(): boolean {
    const { method, headers } = this.request;
    const isUpgrade = headers["upgrade"]?.toLowerCase() === "websocket";
    return method === "GET" && isUpgrade && headers["sec-websocket-key"] !== undefined;
  }

  /** Opens the WebSocket; RFC 6455, section 4.2.2. */
  accept(headers: Readonly<Record<string, string | undefined>> = {}): void {
    const usual = {
      Upgrade: "websocket",
      Connection: "Upgrade",
      "Sec-WebSocket-Accept": acceptKey(this.request.headers["sec-websocket-key"] ?? ""),
    };
    this.#log("HTTP 101");
    this.socket.write(writeHead("HTTP/1.1 101 Switching Protocols", mergeHeaders(usual, headers)));
  }

  /** Answers without a WebSocket and ends the connection. */
  refuse(status: number, body: string): void {
    const bytes = Buffer.from(body);
    const head = writeHead(`HTTP/1.1 ${status} Refused`, {
      "Content-Type": body.startsWith("{") ? "application/json" : "text/plain; charset=utf-8",
      "Content-Length": String(bytes.length),
      Connection: "close",
    });
    this.#log(body === "" ? `HTTP ${status}` : `HTTP ${status} ${body}`);
    this.socket.end(Buffer.concat([Buffer.from(head), bytes]));
    this.socket.resume();
  }

  #log(text: string): void {
    this.#transcript.add("kit", text, this.label);
  }
}
