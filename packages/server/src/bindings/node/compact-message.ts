import { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { CompactRequest } from "../../core/engine/compact-request.js";

/** A request of `node:http`, kept as its text. */
export class CompactMessage extends CompactRequest {
  readonly #socket: Socket;

  constructor({ socket, url = "", headers }: IncomingMessage) {
    super(url, headers);
    this.#socket = socket;
  }

  protected override make(url: string, headers: IncomingMessage["headers"]): IncomingMessage {
    const request = new IncomingMessage(this.#socket);
    request.method = "GET";
    request.url = url;
    request.headers = headers;
    request.rawHeaders = Object.entries(headers).flatMap(([name, value]) => linesOf(name, value));
    request.httpVersion = "1.1"; // what a WebSocket handshake has, as it has the method
    request.httpVersionMajor = 1;
    request.httpVersionMinor = 1;
    request.complete = true;
    return request;
  }
}

/** A header as it stands among the raw ones: the name before each of its values. */
function linesOf(name: string, value: string | string[] | undefined): string[] {
  return [value ?? []].flat().flatMap((one) => [name, one]);
}
