import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { UserCode } from "@sockeye/internal";
import { WebSocketServer, type ServerOptions as WsServerOptions } from "ws";
import { type Admission, type Refusal, refusals } from "../../core/engine/admission.js";
import type { Engine } from "../../core/engine/engine.js";
import { CompactMessage } from "./compact-message.js";
import { refuseUpgrade } from "./refusal-response.js";
import { UpgradeHooks } from "./upgrade-hooks.js";
import { UpgradeResponse } from "./upgrade-response.js";
import { WriteTurn } from "./write-turn.js";
import { WsTransport, type WsTransportSettings } from "./ws-transport.js";

/** How long a peer may take to answer a close frame, in milliseconds; then the connection is cut. */
const closeTimeoutMs = 2000;

/** The one version that RFC 6455 knows (4.1). */
const webSocketVersion = "13";

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
  readonly #hooks: UpgradeHooks;
  /** The connections whose requests are being decided on, or have been refused and are not closed yet. */
  readonly #pending = new Set<Duplex>();
  readonly #forget: (this: Duplex) => void;
  readonly #settings: WsTransportSettings;

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
    this.#hooks = new UpgradeHooks(engine, userCode);
    const pending = this.#pending;
    this.#forget = function () {
      pending.delete(this);
    };
    this.#webSockets = new WebSocketServer(options);
    this.#settings = { turn: new WriteTurn(), maxPayloadBytes, receiver: this.#webSockets.options };
    this.#webSockets.on("headers", (lines, request) => {
      lines.push(...this.#hooks.headersFor(request).map(([name, value]) => `${name}: ${value}`));
    });
    this.#webSockets.on("wsClientError", (_error, socket, request) =>
      this.#refuse(request, socket, refusals.upgrade),
    );
  }

  handle(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on("error", destroyItself); // from the start: a reset at any moment harms nothing
    socket.once("end", destroyItself); // nobody waits for the answer any more
    socket.once("close", this.#forget);
    this.#pending.add(socket);
    const run = (_request: unknown, proceed: (error?: unknown) => void): void =>
      this.#hooks.run(request, () => new UpgradeResponse(request, socket), proceed);
    this.#engine.decide(request, run, (verdict) => {
      if ("status" in verdict) {
        this.#refuse(request, socket, verdict);
      } else if (request.headers["sec-websocket-version"] !== webSocketVersion) {
        this.#refuse(request, socket, refusals.upgrade); // ws takes an older one, too
      } else {
        const accepted = this.#accept({ request, socket, head }, verdict);
        const context = { hook: "upgrade", source: this.#engine };
        this.#userCode.watch(accepted, context, () => void socket.destroy());
      }
    });
  }

  /** Cuts the connections that did not come to an end in time: hooks may never answer, and peers never leave. */
  close(): void {
    const cut = (): void => this.#pending.forEach((socket) => void socket.destroy());
    setTimeout(cut, closeTimeoutMs).unref();
  }

  async #accept({ request, socket, head }: Upgrade, admission: Admission): Promise<void> {
    const id = await this.#engine.nextId(request);
    if (id === undefined) {
      this.#refuse(request, socket, refusals.forbidden);
      return;
    }
    socket.off("end", destroyItself); // not later: a list of three listeners keeps the room that it was given
    socket.cork(); // the answer and what the session opens with leave in one write
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      const transport = webSocket as WsTransport; // the class that the options name
      const remoteAddress = request.socket.remoteAddress ?? "";
      const kept = this.#engine.showsRequests ? { request } : new CompactMessage(request);
      const isSecure = "encrypted" in request.socket && request.socket.encrypted === true;
      transport.attach(socket, this.#settings);
      const session = this.#engine.accept(
        { id, kept, revision: admission.revision, remoteAddress, isSecure },
        transport,
      );
      socket.off("error", destroyItself).off("close", this.#forget); // the WebSocket has its own
      this.#pending.delete(socket);
      transport.connect(session);
      transport.flush();
    });
    socket.uncork();
  }

  #refuse(request: IncomingMessage, socket: Duplex, refusal: Refusal): void {
    this.#engine.refused(request, refusal);
    refuseUpgrade(request, socket, refusal);
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
