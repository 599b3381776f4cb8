import {
  createServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { Http2SecureServer } from "node:http2";
import type { Server as HttpsServer } from "node:https";
import type { ServerOptions as WsServerOptions } from "ws";
import { judgeRequest, refusals } from "../../core/engine/admission.js";
import { type ServerOptions as CoreOptions, requestPath } from "../../core/options.js";
import { ServerCore } from "../../core/server.js";
import type { UwsApp } from "../uws/uws-app.js";
import { attachToApp, type UwsAttachment, type UwsOptions } from "../uws/uws-attachment.js";
import { ClientFiles, clientFileAt, readClientFile } from "./client-files.js";
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
  /** Whether browsers get the client's script under the server's path, as `socket.io.js`. Default true. */
  readonly serveClient?: boolean | undefined;
  /** Taken for compatibility: there is no polling that would need a cookie to find its server again. */
  readonly cookie?: unknown;
  /** Taken for compatibility: compression of polling responses. */
  readonly httpCompression?: unknown;
  /** Taken for compatibility: there is nothing to upgrade from. */
  readonly allowUpgrades?: unknown;
  /** Taken for compatibility: there is nothing to upgrade from. */
  readonly upgradeTimeout?: unknown;
  /** Taken for compatibility: an upgrade that is for nobody is refused at once. */
  readonly destroyUpgrade?: unknown;
  /** Taken for compatibility: an upgrade that is for nobody is refused at once. */
  readonly destroyUpgradeTimeout?: unknown;
}

/** An HTTP server of the application's, plain or with TLS. */
export type AttachableServer = HttpServer | HttpsServer | Http2SecureServer;

/** The options of a server on uWebSockets.js. */
export interface UwsServerOptions extends ServerOptions, UwsOptions {}

/** The server on Node: listens by itself, or beside the application on its HTTP server. */
export class NodeServer extends ServerCore {
  #attachments: Attachment[] = [];
  #apps: UwsAttachment[] = [];
  #httpServer: HttpServer | undefined;
  readonly #clientFiles = new ClientFiles({
    read: (name) => this.readClientFile(name),
    report: (error) => this.userCode.report(error, { hook: "serveClient", source: this }),
  });

  constructor(server?: AttachableServer | number | string | ServerOptions, options?: ServerOptions) {
    const isOptions = isPlainOptions(server);
    super(isOptions ? server : options);
    if (server !== undefined && server !== null && !isOptions) {
      this.attach(server);
    }
  }

  /** The HTTP server that was attached to last; undefined before `listen` or `attach`. */
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
    this.engine.reopen();
    const isOwn = !isHttpServer(server);
    const httpServer = isOwn ? listeningOn(server) : (server as HttpServer);
    this.#detachFrom(httpServer);
    const upgrades = this.#upgrades();
    const detach = intercept(httpServer, this.#interceptor(upgrades));
    this.#attachments.push({ httpServer, isOwn, upgrades, detach });
    this.#httpServer = httpServer;
    return this;
  }

  attachApp(app: UwsApp, options: UwsServerOptions = {}): this {
    this.configure(options);
    this.engine.reopen();
    const takeRequest: Interceptor["takeRequest"] = (...exchange) => this.#takeRequest(...exchange);
    this.#apps.push(attachToApp(app, { engine: this.engine, userCode: this.userCode, takeRequest }, options));
    return this;
  }

  serveClient(): boolean;
  serveClient(value: boolean): this;
  serveClient(value?: boolean): boolean | this {
    if (value === undefined) {
      const { serveClient = true }: ServerOptions = this.opts;
      return serveClient;
    }
    const options: ServerOptions = { serveClient: value };
    this.configure(options);
    return this;
  }

  /** One of the client's files for browsers, by its name in the client's package. */
  protected readClientFile(name: string): Promise<Buffer> {
    return readClientFile(name);
  }

  protected override asBinary(bytes: Uint8Array): Uint8Array {
    return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  protected override async closeTransport(): Promise<Error | undefined> {
    this.#apps.splice(0).forEach((app) => void app.close());
    const errors = await Promise.all(this.#attachments.splice(0).map(closeAttachment));
    return errors.find((error) => error !== undefined);
  }

  /** Attached twice to one HTTP server, the later options count. */
  #detachFrom(httpServer: HttpServer): void {
    this.#attachments.find((one) => one.httpServer === httpServer)?.detach();
    this.#attachments = this.#attachments.filter((one) => one.httpServer !== httpServer);
  }

  #upgrades(): Upgrades {
    const { maxHttpBufferSize, perMessageDeflate = false } = this.opts as typeof this.opts & ServerOptions;
    return new Upgrades(this.engine, this.userCode, {
      maxPayloadBytes: maxHttpBufferSize,
      perMessageDeflate,
    });
  }

  #interceptor(upgrades: Upgrades): Interceptor {
    return {
      takeRequest: (request, response) => this.#takeRequest(request, response),
      takeUpgrade: (request, socket, head) => {
        if (pathOf(request) !== requestPath(this.opts)) {
          return false;
        }
        upgrades.handle(request, socket, head);
        return true;
      },
    };
  }

  #takeRequest(request: IncomingMessage, response: ServerResponse): boolean {
    const path = pathOf(request);
    if (path === requestPath(this.opts)) {
      this.#refuseRequest(request, response);
      return true;
    }
    const file = this.serveClient() ? clientFileAt(path, this.opts.path) : undefined;
    if (file === undefined) {
      return false;
    }
    const responded = this.#clientFiles.respond(file, request, response);
    this.userCode.watch(responded, { hook: "serveClient", source: this });
    return true;
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

/** An HTTP server that requests are taken from, and how to stop taking them. */
interface Attachment {
  readonly httpServer: HttpServer;
  /** Whether the HTTP server is of our own making, and so are all of its connections. */
  readonly isOwn: boolean;
  readonly upgrades: Upgrades;
  readonly detach: () => void;
}

/** Resolves when the HTTP server has closed, with the error if it was not running. */
function closeAttachment({ httpServer, isOwn, upgrades, detach }: Attachment): Promise<Error | undefined> {
  detach();
  upgrades.close();
  return new Promise((resolve) => {
    httpServer.close(resolve);
    if (isOwn) {
      httpServer.closeAllConnections(); // those that have said nothing yet included; WebSockets are not among them
    } else {
      httpServer.closeIdleConnections?.(); // HTTP/2 servers have no such method
    }
  });
}

function pathOf({ url = "" }: IncomingMessage): string {
  const mark = url.indexOf("?");
  return mark === -1 ? url : url.slice(0, mark);
}

function isPlainOptions(value: unknown): value is ServerOptions {
  return typeof value === "object" && value !== null && !("listen" in value); // an application has one, too
}

const httpServerMethods = ["listen", "close", "address", "emit"] as const;

function isHttpServer(value: unknown): value is AttachableServer {
  return (
    typeof value === "object" &&
    value !== null &&
    httpServerMethods.every((name) => typeof Reflect.get(value, name) === "function")
  );
}

/** An HTTP server of our own, which has nothing to say on other paths. */
function listeningOn(port: unknown): HttpServer {
  const number = typeof port === "string" && /^\d+$/.test(port) ? Number(port) : port;
  if (typeof number !== "number" || !Number.isInteger(number)) {
    throw new TypeError(`expected an HTTP server or a port number; got ${nameOf(port)}`);
  }
  const notFound = (_request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(404).end();
  };
  return createServer(notFound).listen(number);
}

/** An argument that is not one, with the most likely reason. */
function nameOf(value: unknown): string {
  if (typeof value === "function" || (typeof value === "object" && value !== null && "listen" in value)) {
    return "an application or a request handler: give it to http.createServer, and the result to this server";
  }
  return typeof value === "string" ? `the string ${JSON.stringify(value)}` : String(value);
}
