import type { IncomingMessage, ServerResponse } from "node:http";
import type { UserCode } from "@sockeye/internal";
import type { Engine } from "../../core/engine/engine.js";
import { requestPath } from "../../core/options.js";
import { WriteTurn } from "../node/write-turn.js";
import type { UwsApp, UwsBehavior, UwsRequest, UwsResponse } from "./uws-app.js";
import { UwsExchange } from "./uws-exchange.js";
import { asUpgradeRequest, text } from "./uws-request.js";
import type { UwsTransportSettings } from "./uws-transport.js";
import { type UwsData, UwsUpgrades } from "./uws-upgrades.js";

/** What the name of an application's class says if TLS ends there. */
const secureName = /SSL|H3/;
/** uWebSockets.js takes lengths as 32-bit numbers. */
const longestMessageBytes = 2 ** 31 - 1;
/** Messages that are too large by up to a half are read, to be refused with a reason: base64 alone adds a third. */
const marginForReason = 1.5;

/** How WebSockets behave on an application of uWebSockets.js. */
export interface UwsOptions {
  /** Compression of messages, a constant of uWebSockets.js such as `SHARED_COMPRESSOR`. Default off. */
  readonly compression?: number | undefined;
  /**
   * How many bytes may wait for a connection, the message that is being sent not counted. With more, the connection is
   * cut, and its sockets are told `slow consumer`. Default 0: any number.
   */
  readonly maxBackpressure?: number | undefined;
  /** Taken for compatibility: the heartbeat finds out who is gone. */
  readonly idleTimeout?: unknown;
}

/** What a server gives to the binding. */
export interface UwsHost {
  readonly engine: Engine;
  readonly userCode: UserCode;
  /** Answers a request that is not for a WebSocket; false if it is not for this server. */
  takeRequest(request: IncomingMessage, response: ServerResponse): boolean;
}

/** A server's place in an application of uWebSockets.js. */
export interface UwsAttachment {
  /** Leaves all requests to the application from now on, and sends what is waiting to be sent. */
  close(): void;
}

/**
 * Answers the requests for a server's path that come to an application of uWebSockets.js. Throws a `TypeError` for
 * anything else.
 */
export function attachToApp(app: UwsApp, host: UwsHost, options: UwsOptions): UwsAttachment {
  assertApp(app);
  const { engine, userCode } = host;
  const isSecure = secureName.test(app.constructor.name);
  const settings = settingsFrom(options, engine.opts.maxHttpBufferSize);
  const upgrades = new UwsUpgrades(engine, userCode, settings);
  let isClosed = false;

  const takeRequest = (response: UwsResponse, request: UwsRequest): void => {
    if (isClosed) {
      request.setYield(true);
      return;
    }
    const exchange = new UwsExchange(request, response, isSecure);
    const isTaken = host.takeRequest(asUpgradeRequest(exchange.request), exchange.respond());
    request.setYield(!isTaken);
  };
  const upgrade: UwsBehavior["upgrade"] = (response, request, context) => {
    if (isClosed) {
      request.setYield(true);
    } else {
      upgrades.handle(new UwsExchange(request, response, isSecure), context);
    }
  };
  app.ws(requestPath(engine.opts), { ...behaviorFrom(settings, options), upgrade });
  app.any(requestPath(engine.opts), takeRequest);
  app.any(`${engine.opts.path}/*`, takeRequest); // the client's files

  return {
    close: () => {
      isClosed = true;
      upgrades.close();
      settings.turn.end();
    },
  };
}

function settingsFrom({ maxBackpressure = 0 }: UwsOptions, maxPayloadBytes: number): UwsTransportSettings {
  return {
    turn: new WriteTurn(setImmediate), // behind a tick uWebSockets.js would still be in the handler
    maxPayloadBytes,
    maxBackpressureBytes: Number.isFinite(maxBackpressure) ? maxBackpressure : 0,
  };
}

function behaviorFrom(
  { maxPayloadBytes, maxBackpressureBytes }: UwsTransportSettings,
  { compression = 0 }: UwsOptions,
): Omit<UwsBehavior<UwsData>, "upgrade"> {
  return {
    maxPayloadLength: Math.min(Math.ceil(maxPayloadBytes * marginForReason), longestMessageBytes),
    maxBackpressure: maxBackpressureBytes,
    compression,
    idleTimeout: 0,
    maxLifetime: 0,
    sendPingsAutomatically: false,
    open: (socket) => socket.getUserData().transport.opened(socket),
    message: (socket, message, isBinary) => socket.getUserData().transport.received(message, isBinary),
    drain: (socket) => socket.getUserData().transport.drained(),
    close: (socket, code, reason) => socket.getUserData().transport.closed(code, text(reason)),
  };
}

function assertApp(app: unknown): void {
  const { ws, any } = (app ?? {}) as Partial<UwsApp>;
  if (typeof ws !== "function" || typeof any !== "function") {
    throw new TypeError("expected an application of uWebSockets.js, what its App() or SSLApp() returns");
  }
}
