/**
 * What the tests use of a server, for all generations: those of 1.x and 2.x ship without types, and the others
 * disagree on details.
 */
export interface Server {
  of(namespace: string): ServerNamespace;
  close(closed: () => void): unknown;
  readonly engine: { readonly clientsCount: number };
}

export interface ServerNamespace {
  on(event: "connection", listener: (socket: ServerSocket) => void): unknown;
  once(event: string, listener: (...args: never[]) => void): unknown;
  use(middleware: (socket: ServerSocket, next: (error?: Error) => void) => void): unknown;
  emit(event: string, ...args: unknown[]): unknown;
}

export interface ServerSocket {
  readonly id: string;
  readonly connected: boolean;
  /** The connection, which the sockets of several namespaces may share. */
  readonly conn: { readonly id: string };
  readonly handshake: Handshake;
  on(event: string, listener: (...args: never[]) => void): unknown;
  once(event: string, listener: (...args: never[]) => void): unknown;
  emit(event: string, ...args: unknown[]): unknown;
  disconnect(close?: boolean): unknown;
}

/** What a client said when it came. */
export interface Handshake {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** Not in 1.x and 2.x. */
  readonly auth?: Readonly<Record<string, unknown>>;
}

/** The options of the servers that the tests set. */
export interface ServerOptions {
  readonly transports?: string[];
  readonly path?: string;
  readonly pingInterval?: number;
  readonly pingTimeout?: number;
  readonly perMessageDeflate?: object;
  readonly allowEIO3?: boolean;
  readonly connectionStateRecovery?: object;
  readonly parser?: object;
}
