import type { ServerOptions, Socket } from "@sockeye/server";
import { afterEach } from "vitest";
import type { ClientOptions, ClientSocket } from "./client.js";
import type { Generation } from "./generations.js";
import { once } from "./once.js";
import { Relay } from "./relay.js";
import { type RunningServer, startServer } from "./server-under-test.js";

/** A client and the server's socket for it, both connected. */
export interface Pair {
  readonly server: RunningServer;
  readonly client: ClientSocket;
  readonly socket: Socket;
  /** The Engine.IO sid; the official types hide it. */
  readonly engineId: string;
}

export interface PairOptions {
  readonly namespace?: string;
  /** Follows the namespace in the address, such as a query. */
  readonly suffix?: string;
  readonly server?: Partial<ServerOptions>;
  readonly client?: ClientOptions;
  /** The way to the server, if not the direct one. */
  readonly through?: Relay;
}

/** A stage whose servers, relays and clients are all closed after each test. */
export function useStage(): Stage {
  const stage = new Stage();
  afterEach(() => stage.clear());
  return stage;
}

/** Opens what a test needs and remembers to close it. */
export class Stage {
  readonly #closers: (() => unknown)[] = [];

  async serve(options?: Partial<ServerOptions>, port?: number): Promise<RunningServer> {
    const server = await startServer(options, port);
    this.#closers.push(() => server.close());
    return server;
  }

  async relay(server: RunningServer): Promise<Relay> {
    const relay = await Relay.to(server.port);
    this.#closers.push(() => relay.close());
    return relay;
  }

  /** A client on its own connection, WebSocket only, that does not reconnect unless told to. */
  open(generation: Generation, url: string, options: ClientOptions = {}): ClientSocket {
    const client = generation.open(url, {
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
      ...options,
    });
    this.#closers.push(() => client.disconnect());
    return client;
  }

  /** A client of a running server and the server's socket for it. */
  async join(generation: Generation, server: RunningServer, options: PairOptions = {}): Promise<Pair> {
    const { namespace = "/", suffix = "", through = server } = options;
    const arrival = once<[Socket]>(server.io.of(namespace), "connection");
    const client = this.open(generation, `${through.url}${namespace}${suffix}`, options.client);
    const [[socket]] = await Promise.all([arrival, once(client, "connect")]);
    const { id: engineId } = socket.conn as unknown as { id: string };
    return { server, client, socket, engineId };
  }

  /** The same client on another namespace, over the same connection. */
  async joinAlso(pair: Pair, namespace: string): Promise<Pair> {
    const arrival = once<[Socket]>(pair.server.io.of(namespace), "connection");
    const client = pair.client.io.socket(namespace);
    const [[socket]] = await Promise.all([arrival, once(client, "connect")]);
    return { ...pair, client, socket };
  }

  /** A new server with one client. */
  async pair(generation: Generation, options: PairOptions = {}): Promise<Pair> {
    return this.join(generation, await this.serve(options.server), options);
  }

  async clear(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) await close();
  }
}
