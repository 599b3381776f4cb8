import { afterEach } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import { Relay } from "../../../server/test/interop/relay.js";
import type { ClientOptions, ClientSocket } from "./client.js";
import { openClient } from "./client-under-test.js";
import type { Generation } from "./generations.js";
import type { ServerOptions, ServerSocket } from "./server.js";
import { type RunningServer, startServer } from "./server-under-test.js";

/** A client and the server's socket for it, both connected. */
export interface Pair {
  readonly server: RunningServer;
  readonly client: ClientSocket;
  readonly socket: ServerSocket;
}

export interface PairOptions {
  readonly namespace?: string;
  readonly server?: ServerOptions;
  readonly client?: ClientOptions;
  /** The way to the server, if not the direct one. */
  readonly through?: Relay;
}

/** Where a client goes. */
export interface Place {
  readonly url: string;
  readonly generation?: Generation;
}

/** Reconnects without delay worth speaking of. */
export const eager: ClientOptions = { reconnection: true, reconnectionDelay: 10, reconnectionDelayMax: 40 };

/** A stage whose servers, relays and clients are all closed after each test. */
export function useStage(): Stage {
  const stage = new Stage();
  afterEach(() => stage.clear());
  return stage;
}

/** Opens what a test needs and remembers to close it. */
export class Stage {
  readonly #closers: (() => unknown)[] = [];

  async serve(generation: Generation, options?: ServerOptions, port?: number): Promise<RunningServer> {
    const server = await startServer(generation, options, port);
    this.closeLater(() => server.kill());
    return server;
  }

  /** The same generation of server on the same port, after the old one is gone. */
  restart(server: RunningServer, options?: ServerOptions): Promise<RunningServer> {
    return this.serve(server.generation, options, server.port);
  }

  async relay(server: RunningServer): Promise<Relay> {
    const relay = await Relay.to(server.port);
    this.closeLater(() => relay.close());
    return relay;
  }

  /** A client on its own connection that does not reconnect unless told to. */
  open({ url, generation }: Place, address = "/", options: ClientOptions = {}): ClientSocket {
    const defaults = { forceNew: true, reconnection: false, ...generation?.client };
    const client = openClient(url + address, { ...defaults, ...options });
    this.closeLater(() => client.disconnect());
    return client;
  }

  /** A client of a running server and the server's socket for it. */
  async join(server: RunningServer, options: PairOptions = {}): Promise<Pair> {
    const { namespace = "/", through = server } = options;
    const arrival = once<[ServerSocket]>(server.of(namespace), "connection");
    const client = this.open({ ...server, url: through.url }, namespace, options.client);
    const [[socket]] = await Promise.all([arrival, once(client, "connect")]);
    return { server, client, socket };
  }

  /** The same client on another namespace, over the same connection. */
  async joinAlso(pair: Pair, namespace: string): Promise<Pair> {
    const arrival = once<[ServerSocket]>(pair.server.of(namespace), "connection");
    const client = pair.client.io.socket(namespace);
    const [[socket]] = await Promise.all([arrival, once(client, "connect")]);
    return { ...pair, client, socket };
  }

  /** A new server with one client. */
  async pair(generation: Generation, options: PairOptions = {}): Promise<Pair> {
    return this.join(await this.serve(generation, options.server), options);
  }

  /** Opens what a test can't have the stage open, to be closed with the rest. */
  closeLater(close: () => unknown): void {
    this.#closers.push(close);
  }

  async clear(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) await close();
  }
}
