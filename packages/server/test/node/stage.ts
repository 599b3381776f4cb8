import { createServer, type Server as HttpServer, type IncomingMessage } from "node:http";
import type { AddressInfo, Socket as NetSocket } from "node:net";
import { type ConnectionError, Server, type ServerOptions, type Socket } from "@sockeye/server";
import { afterEach } from "vitest";
import type { ClientOptions as WebSocketOptions } from "ws";
import { once } from "../interop/once.js";
import { RawClient } from "./raw-client.js";
import { WebSocketClient } from "./web-socket-client.js";

/** An HTTP server that listens on 127.0.0.1, and the connections that have come to it. */
export interface RunningHttp {
  readonly http: HttpServer;
  readonly port: number;
  readonly connections: readonly NetSocket[];
}

/** A Sockeye server on an HTTP server that listens, and what it has told of. */
export interface RunningServer extends RunningHttp {
  readonly io: Server;
  readonly faults: unknown[];
  readonly notices: string[];
  readonly refusals: ConnectionError[];
}

/** Where a stock client of today opens its WebSocket. */
export const openingUrl = "/socket.io/?EIO=4&transport=websocket";

/** A stage on which all that was opened is closed after each test. */
export function useStage(): Stage {
  const stage = new Stage();
  afterEach(() => stage.clear());
  return stage;
}

/** Opens what a test needs, and remembers to close it. */
export class Stage {
  readonly #closers: (() => unknown)[] = [];

  /** Something else to close, before all that was opened until now. */
  onClear(close: () => unknown): void {
    this.#closers.push(close);
  }

  async listen(http: HttpServer): Promise<RunningHttp> {
    const connections: NetSocket[] = [];
    http.on("connection", (socket) => connections.push(socket));
    this.onClear(() => this.#stop(http, connections));
    if (!http.listening) {
      await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    }
    return { http, port: portOf(http), connections };
  }

  /** A Sockeye server, attached to an HTTP server and then let listen. */
  async serve(options: Partial<ServerOptions> = {}, http = createServer()): Promise<RunningServer> {
    const server = this.attach(http, options);
    return { ...server, ...(await this.listen(http)) };
  }

  attach(
    http: HttpServer,
    options: Partial<ServerOptions> = {},
  ): Omit<RunningServer, "port" | "connections"> {
    const faults: unknown[] = [];
    const notices: string[] = [];
    const refusals: ConnectionError[] = [];
    const onError = (error: unknown): void => void faults.push(error);
    const onNotice = (notice: string): void => void notices.push(notice);
    const io = this.track(new Server(http, { onError, onNotice, ...options }));
    io.engine.on("connection_error", (error) => refusals.push(error));
    return { io, http, faults, notices, refusals };
  }

  track(io: Server): Server {
    this.onClear(() => void io.close());
    return io;
  }

  /** A WebSocket, as soon as it is open. */
  async webSocket(
    port: number,
    url = openingUrl,
    options: WebSocketOptions = {},
    scheme = "ws",
  ): Promise<WebSocketClient> {
    const client = new WebSocketClient(`${scheme}://127.0.0.1:${port}${url}`, options);
    this.onClear(() => client.terminate());
    await client.opened;
    return client;
  }

  /** A WebSocket in the default namespace, and the server's socket for it. */
  async join(
    { io, port }: Pick<RunningServer, "io" | "port">,
    url = openingUrl,
    options?: WebSocketOptions,
  ): Promise<{ client: WebSocketClient; socket: Socket }> {
    const arrival = once<[Socket]>(io, "connection");
    const client = await this.webSocket(port, url, options);
    await client.join();
    const [socket] = await arrival;
    return { client, socket };
  }

  raw(port: number): RawClient {
    const client = new RawClient(port);
    this.onClear(() => client.destroy());
    return client;
  }

  async clear(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) await close();
  }

  #stop(http: HttpServer, connections: readonly NetSocket[]): Promise<void> | undefined {
    for (const socket of connections) socket.destroy();
    return http.listening ? new Promise((resolve) => http.close(() => resolve())) : undefined;
  }
}

/** The port that a server listens on. */
export function portOf(http: HttpServer): number {
  return (http.address() as AddressInfo).port;
}

/** Resolves when all connections that have come to a server are closed, on the server's side. */
export async function closedAll(connections: readonly NetSocket[]): Promise<void> {
  await Promise.all(connections.map((socket) => (socket.closed ? undefined : once(socket, "close"))));
}

/** A listener that notes the paths it was asked for, without their queries. */
export function pathRecorder(): { paths: string[]; record: (request: IncomingMessage) => void } {
  const paths: string[] = [];
  return { paths, record: ({ url = "" }) => void paths.push(url.replace(/\?.*/, "")) };
}
