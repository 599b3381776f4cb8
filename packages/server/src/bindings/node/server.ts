import {
  createServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { Http2SecureServer } from "node:http2";
import type { Server as HttpsServer } from "node:https";
import type { ServerOptions as WsServerOptions } from "ws";
import { judgeRequest, refusals } from "../../core/admission.js";
import { type ServerOptions as CoreOptions, requestPath } from "../../core/options.js";
import { ServerCore } from "../../core/server.js";
import { type Interceptor, intercept } from "./http-interception.js";
import { respond, respondToPreflight } from "./refusal-response.js";
import { Upgrades } from "./upgrades.js";

declare module "../../api.js" {
  /** On Node it is the request itself, as `node:http` made it. */
  interface UpgradeRequest extends IncomingMessage {}
}

/** The options of a server on Node: those of every runtime, and what `ws` can do. */
export interface ServerOptions extends CoreOptions {
  /** Compression of messages (RFC 7692), as in `ws`. Default off; it costs much memory per connection. */
  readonly perMessageDeflate?: WsServerOptions["perMessageDeflate"];
  /** Taken for compatibility: the server does not serve a client yet. */
  readonly serveClient?: boolean | undefined;
}

/** An HTTP server of the application's, plain or with TLS. */
export type AttachableServer = HttpServer | HttpsServer | Http2SecureServer;

/** The server on Node: listens by itself, or beside the application on its HTTP server. */
export class NodeServer extends ServerCore {
  #httpServer: HttpServer | undefined;
  #stopIntercepting: (() => void) | undefined;

  constructor(server?: AttachableServer | number | string | ServerOptions, options?: ServerOptions) {
    const isOptions = typeof server === "object" && !isHttpServer(server);
    super(isOptions ? server : options);
    if (server !== undefined && !isOptions) {
      this.attach(server);
    }
  }

  /** The HTTP server that is listened on; undefined before `listen` or `attach`. */
  get httpServer(): HttpServer | undefined {
    return this.#httpServer;
  }

  listen(server: AttachableServer | number | string, options?: ServerOptions): this {
    return this.attach(server, options);
  }

  attach(server: AttachableServer | number | string, options?: ServerOptions): this {
    if (options !== undefined) {
      this.configure(options);
    }
    const httpServer = isHttpServer(server) ? (server as HttpServer) : listeningOn(server);
    this.#stopIntercepting?.();
    this.#stopIntercepting = intercept(httpServer, this.#interceptor());
    this.#httpServer = httpServer;
    return this;
  }

  protected override asBinary(bytes: Uint8Array): Uint8Array {
    return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  protected override closeTransport(): Promise<Error | undefined> {
    this.#stopIntercepting?.();
    return new Promise((resolve) => {
      if (this.#httpServer === undefined) {
        resolve(undefined);
      } else {
        this.#httpServer.close(resolve);
        this.#httpServer.closeIdleConnections?.();
      }
    });
  }

  #interceptor(): Interceptor {
    const { maxHttpBufferSize, perMessageDeflate = false } = this.opts as typeof this.opts & ServerOptions;
    const upgrades = new Upgrades(this.engine, this.userCode, {
      maxPayloadBytes: maxHttpBufferSize,
      perMessageDeflate,
    });
    return {
      isOurs: (request) => pathOf(request) === requestPath(this.opts),
      request: (request, response) => this.#refuseRequest(request, response),
      upgrade: (request, socket, head) => upgrades.handle(request, socket, head),
    };
  }

  /** A request on the server's path that asks for no upgrade: HTTP long-polling, or a mistake. */
  #refuseRequest(request: IncomingMessage, response: ServerResponse): void {
    if (request.method === "OPTIONS") {
      respondToPreflight(request, response);
      return;
    }
    const verdict = judgeRequest(request, this.opts.allowEIO3);
    const refusal = "status" in verdict ? verdict : refusals.upgrade;
    this.engine.refused(request, refusal);
    respond(request, response, refusal);
  }
}

function pathOf({ url = "" }: IncomingMessage): string {
  const mark = url.indexOf("?");
  return mark === -1 ? url : url.slice(0, mark);
}

function isHttpServer(value: unknown): value is AttachableServer {
  return typeof value === "object" && value !== null && "listen" in value && "emit" in value;
}

/** An HTTP server of our own, which has nothing to say on other paths. */
function listeningOn(port: unknown): HttpServer {
  const number = typeof port === "string" ? Number(port) : port;
  if (typeof number !== "number" || !Number.isInteger(number)) {
    throw new TypeError(`expected an HTTP server or a port number; got ${typeof port}`);
  }
  const notFound = (_request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(404).end();
  };
  return createServer(notFound).listen(number);
}
