import { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { decodeQuery } from "@sockeye/protocol";
import { queryOf } from "../../core/engine/admission.js";
import type { KeptRequest } from "../../core/session/kept-request.js";

/**
 * A request that nobody but us has seen, kept as one text: a part of the memory that it takes otherwise, for every
 * connection (bench/server.js, idle). Whoever asks for it gets one that is made anew.
 */
export class CompactRequest implements KeptRequest {
  readonly #socket: Socket;
  readonly #url: string;
  /** The headers as JSON. */
  readonly #headers: string;
  #request: IncomingMessage | undefined;

  constructor({ socket, url = "", headers }: IncomingMessage) {
    this.#socket = socket;
    this.#url = url;
    this.#headers = JSON.stringify(headers);
  }

  get request(): IncomingMessage {
    this.#request ??= this.#made();
    return this.#request;
  }

  #made(): IncomingMessage {
    const request = new IncomingMessage(this.#socket);
    request.method = "GET";
    request.url = this.#url;
    request.headers = JSON.parse(this.#headers) as IncomingMessage["headers"];
    request.rawHeaders = Object.entries(request.headers).flatMap(([name, value]) => linesOf(name, value));
    request.httpVersion = "1.1"; // what a WebSocket handshake has, as it has the method
    request.httpVersionMajor = 1;
    request.httpVersionMinor = 1;
    request.complete = true;
    return Object.assign(request, { _query: decodeQuery(queryOf(this.#url)) }); // as `Engine.decide` has it
  }
}

/** A header as it stands among the raw ones: the name before each of its values. */
function linesOf(name: string, value: string | string[] | undefined): string[] {
  return [value ?? []].flat().flatMap((one) => [name, one]);
}
