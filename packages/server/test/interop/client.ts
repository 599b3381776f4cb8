import type { Socket } from "node:net";

/**
 * What the tests use of an official client's socket.
 *
 * Generations 1 and 2 ship without types, and those of 3 and 4 disagree on details, so one interface names what
 * all four have in common.
 */
export interface ClientSocket {
  readonly id: string | undefined;
  readonly connected: boolean;
  readonly io: ClientManager;
  on(event: string, listener: (...args: never[]) => void): unknown;
  once(event: string, listener: (...args: never[]) => void): unknown;
  emit(event: string, ...args: unknown[]): unknown;
  connect(): unknown;
  disconnect(): unknown;
  close(): unknown;
}

/** The connection under a client's sockets. */
export interface ClientManager {
  readonly engine: ClientEngine;
  once(event: string, listener: (...args: never[]) => void): unknown;
  /** Another namespace over the same connection. */
  socket(namespace: string): ClientSocket;
}

/** The Engine.IO level, down to the WebSocket's TCP socket. */
export interface ClientEngine {
  readonly id: string;
  readonly transport: { readonly ws: { readonly _socket: Socket } };
  once(event: "pong", listener: () => void): unknown;
  close(): unknown;
}

/** The options of the clients that the tests set. */
export interface ClientOptions {
  readonly transports?: readonly string[];
  readonly forceNew?: boolean;
  readonly reconnection?: boolean;
  readonly reconnectionDelay?: number;
  readonly reconnectionDelayMax?: number;
  readonly forceBase64?: boolean;
  readonly perMessageDeflate?: object;
  readonly tryAllTransports?: boolean;
  readonly auth?: object;
  readonly query?: object;
}

/** The `io()` of every generation. */
export type OpenClient = (url: string, options: ClientOptions) => ClientSocket;
