import type { UwsContext, UwsRequest, UwsResponse } from "./uws-app.js";
import { type CopiedRequest, copyRequest, text } from "./uws-request.js";
import { CollectedResponse } from "./uws-response.js";

/** A request to uWebSockets.js and its response, of which nothing may be touched once it is over. */
export class UwsExchange {
  readonly request: CopiedRequest;
  /** Undefined once it is over: there was an answer, or the peer has left. */
  #response: UwsResponse | undefined;
  #ended: (() => void) | undefined;

  /** Takes the request, in the handler that got it. */
  constructor(request: UwsRequest, response: UwsResponse, isSecure: boolean) {
    const remoteAddress = text(response.getRemoteAddressAsText());
    this.request = copyRequest(request, { remoteAddress, encrypted: isSecure });
    this.#response = response;
    response.onAborted(() => this.#take());
  }

  get isOver(): boolean {
    return this.#response === undefined;
  }

  /** Calls `listener` when it is over. */
  onEnd(listener: () => void): void {
    this.#ended = listener;
  }

  /** A response in Node's terms; what it says is sent when it has ended. */
  respond(): CollectedResponse {
    return new CollectedResponse(this.request, (collected) => {
      const response = this.#take();
      if (response !== undefined) {
        collected.sendTo(response);
      }
    });
  }

  /** Makes a WebSocket of it. What `upgraded` sends leaves together with the answer to the handshake. */
  upgrade<Data>(
    data: Data,
    headers: readonly (readonly [name: string, value: string])[],
    context: UwsContext,
    upgraded: () => void,
  ): void {
    const {
      "sec-websocket-key": key = "",
      "sec-websocket-protocol": protocol = "",
      "sec-websocket-extensions": extensions = "",
    } = this.request.headers;
    const response = this.#take();
    response?.cork(() => {
      response.writeStatus("101 Switching Protocols");
      headers.forEach(([name, value]) => void response.writeHeader(name, value));
      response.upgrade(data, key, protocol, extensions, context);
      upgraded();
    });
  }

  /** Cuts the connection. */
  cut(): void {
    this.#take()?.close();
  }

  #take(): UwsResponse | undefined {
    const response = this.#response;
    this.#response = undefined;
    if (response !== undefined) {
      this.#ended?.();
    }
    return response;
  }
}
