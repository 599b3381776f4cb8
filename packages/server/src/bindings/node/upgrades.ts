import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type ServerOptions as WsServerOptions } from "ws";
import { type Admission, type Refusal, refusals } from "../../core/admission.js";
import type { Engine } from "../../core/engine.js";
import { runMiddleware } from "../../core/middleware.js";
import type { UserCode } from "../../core/user-code.js";
import { refuseUpgrade } from "./refusal-response.js";
import { headerLines, UpgradeResponse } from "./upgrade-response.js";
import { WsTransport } from "./ws-transport.js";

/** How long a peer may take to answer a close frame, in milliseconds; then the connection is cut. */
const closeTimeoutMs = 2000;

/** How the WebSockets of a server behave. */
export interface UpgradesOptions {
  readonly maxPayloadBytes: number;
  readonly perMessageDeflate: WsServerOptions["perMessageDeflate"];
}

/**
 * Turns upgrade requests into sessions: asks the engine, lets `ws` do the handshake, and ties both ends together.
 * PROTOCOL.md, The opening request.
 */
export class Upgrades {
  readonly #engine: Engine;
  readonly #userCode: UserCode;
  readonly #webSockets: WebSocketServer;
  /** What middleware has answered to requests that are being decided on. */
  readonly #responses = new WeakMap<IncomingMessage, UpgradeResponse>();

  constructor(engine: Engine, userCode: UserCode, { maxPayloadBytes, perMessageDeflate }: UpgradesOptions) {
    const options: WsServerOptions & { readonly closeTimeout: number } = {
      noServer: true,
      clientTracking: false,
      WebSocket: WsTransport,
      maxPayload: Number.isFinite(maxPayloadBytes) ? maxPayloadBytes : 0,
      perMessageDeflate,
      closeTimeout: closeTimeoutMs,
    };
    this.#engine = engine;
    this.#userCode = userCode;
    this.#webSockets = new WebSocketServer(options);
    this.#webSockets.on("headers", (lines, request) => lines.push(...this.#extraHeaders(request)));
    this.#webSockets.on("wsClientError", (_error, socket, request) =>
      this.#refuse(request, socket, refusals.upgrade),
    );
  }

  handle(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on("error", destroyItself); // from the start: a reset at any moment harms nothing
    const run = (_request: unknown, proceed: (error?: unknown) => void): void =>
      this.#runMiddleware(request, socket, proceed);
    this.#engine.decide(request, run, (verdict) => {
      if ("status" in verdict) {
        this.#refuse(request, socket, verdict);
      } else {
        void this.#accept({ request, socket, head }, verdict);
      }
    });
  }

  async #accept({ request, socket, head }: Upgrade, admission: Admission): Promise<void> {
    let id: string;
    try {
      id = await this.#engine.generateId(request);
    } catch (error) {
      this.#userCode.report(error, { hook: "generateId", source: this.#engine });
      this.#refuse(request, socket, refusals.forbidden);
      return;
    }
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      const transport = webSocket as WsTransport; // the class that the options name
      const remoteAddress = request.socket.remoteAddress ?? "";
      const isSecure = "encrypted" in request.socket && request.socket.encrypted === true;
      const session = this.#engine.accept({ id, request, admission, remoteAddress, isSecure }, transport);
      socket.off("error", destroyItself); // ws has its own by now
      transport.connect(session, socket, this.#engine.opts.maxHttpBufferSize);
    });
  }

  #refuse(request: IncomingMessage, socket: Duplex, refusal: Refusal): void {
    this.#engine.refused(request, refusal);
    refuseUpgrade(request, socket, refusal);
  }

  #runMiddleware(request: IncomingMessage, socket: Duplex, proceed: (error?: unknown) => void): void {
    const { middleware } = this.#engine;
    if (middleware.length === 0) {
      proceed();
      return;
    }
    const response = new UpgradeResponse(request, socket);
    this.#responses.set(request, response);
    const chain = middleware.map((one) => (subject: IncomingMessage, next: (error?: Error) => void) => {
      return one(subject, response, next);
    });
    runMiddleware(chain, request, { userCode: this.#userCode, source: this.#engine, done: proceed });
  }

  /** Headers of the application's for the answer to a handshake. */
  #extraHeaders(request: IncomingMessage): string[] {
    const headers = this.#responses.get(request)?.takeHeaders() ?? {};
    this.#userCode.dispatch(this.#engine, "initial_headers", [headers, request]);
    this.#userCode.dispatch(this.#engine, "headers", [headers, request]);
    return headerLines(headers, (error) => {
      this.#userCode.report(error, { hook: "headers", source: this.#engine });
    });
  }
}

interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

function destroyItself(this: Duplex): void {
  this.destroy();
}
