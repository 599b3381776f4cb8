import type { UserCode } from "@sockeye/internal";
import { type Admission, type Refusal, refusals } from "../../core/engine/admission.js";
import type { Engine } from "../../core/engine/engine.js";
import { respond } from "../node/refusal-response.js";
import { UpgradeHooks } from "../node/upgrade-hooks.js";
import type { UwsContext } from "./uws-app.js";
import type { UwsExchange } from "./uws-exchange.js";
import { asUpgradeRequest, CompactCopy } from "./uws-request.js";
import { UwsTransport, type UwsTransportSettings } from "./uws-transport.js";

/** How long hooks may take to decide when the server is being closed, in milliseconds. */
const closeTimeoutMs = 2000;

/** What a WebSocket of uWebSockets.js carries with it. */
export interface UwsData {
  readonly transport: UwsTransport;
}

/** Turns upgrade requests into sessions: asks the engine, and has uWebSockets.js do the handshake. */
export class UwsUpgrades {
  readonly #engine: Engine;
  readonly #userCode: UserCode;
  readonly #hooks: UpgradeHooks;
  readonly #settings: UwsTransportSettings;
  /** Those that are being decided on. */
  readonly #pending = new Set<UwsExchange>();

  constructor(engine: Engine, userCode: UserCode, settings: UwsTransportSettings) {
    this.#engine = engine;
    this.#userCode = userCode;
    this.#hooks = new UpgradeHooks(engine, userCode);
    this.#settings = settings;
  }

  handle(exchange: UwsExchange, context: UwsContext): void {
    this.#pending.add(exchange);
    exchange.onEnd(() => this.#pending.delete(exchange));
    const request = asUpgradeRequest(exchange.request);
    const run = (_request: unknown, proceed: (error?: unknown) => void): void =>
      this.#hooks.run(request, () => exchange.respond(), proceed);
    this.#engine.decide(request, run, (verdict) => {
      if ("status" in verdict) {
        this.#refuse(exchange, verdict);
      } else {
        const accepted = this.#accept(exchange, verdict, context);
        this.#userCode.watch(accepted, { hook: "upgrade", source: this.#engine }, () => exchange.cut());
      }
    });
  }

  /** Cuts the connections that are not decided on in time: hooks may never answer. */
  close(): void {
    setTimeout(() => this.#pending.forEach((exchange) => void exchange.cut()), closeTimeoutMs).unref();
  }

  async #accept(exchange: UwsExchange, { revision }: Admission, context: UwsContext): Promise<void> {
    const request = asUpgradeRequest(exchange.request);
    const id = await this.#engine.nextId(request);
    if (id === undefined) {
      this.#refuse(exchange, refusals.forbidden);
      return;
    }
    if (!isHandshake(exchange)) {
      this.#refuse(exchange, refusals.upgrade);
      return;
    }
    if (exchange.isOver) {
      return;
    }
    const headers = this.#hooks.headersFor(request);
    const kept = this.#engine.showsRequests ? { request } : new CompactCopy(exchange.request);
    const { remoteAddress, encrypted: isSecure } = exchange.request.socket;
    const data: UwsData = { transport: new UwsTransport(this.#settings) };
    exchange.upgrade(data, headers, context, () => {
      data.transport.connect((transport) =>
        this.#engine.accept({ id, kept, revision, remoteAddress, isSecure }, transport),
      );
    });
  }

  #refuse(exchange: UwsExchange, refusal: Refusal): void {
    this.#engine.refused(asUpgradeRequest(exchange.request), refusal);
    respond(asUpgradeRequest(exchange.request), exchange.respond(), refusal);
  }
}

const version = "13";
const keyOf16Bytes = /^[+/0-9A-Za-z]{22}==$/;
const upgradeToken = /(?:^|,)[ \t]*upgrade[ \t]*(?:,|$)/i;
const listOfTokens = /^[\w!#$%&'*+.^`|~-]+(?:[ \t]*,[ \t]*[\w!#$%&'*+.^`|~-]+)*$/;

/** What uWebSockets.js does not look at itself. RFC 6455, 4.1. */
function isHandshake({ request: { headers } }: UwsExchange): boolean {
  return (
    headers.upgrade?.toLowerCase() === "websocket" &&
    upgradeToken.test(headers.connection ?? "") &&
    headers["sec-websocket-version"] === version &&
    keyOf16Bytes.test(headers["sec-websocket-key"] ?? "") &&
    listOfTokens.test(headers["sec-websocket-protocol"] ?? "none")
  );
}
