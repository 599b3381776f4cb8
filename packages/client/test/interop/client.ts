import type { ManagerOptions } from "@sockeye/client";
import type { UntypedListener } from "@sockeye/internal";

type Parser = NonNullable<ManagerOptions["parser"]>;

/**
 * What the tests use of a client's socket, in the shape of `socket.io-client@4`.
 *
 * Ours must fit in here, types included. So do the official clients, as far as the tests use them.
 */
export interface ClientSocket {
  readonly id: string | undefined;
  readonly connected: boolean;
  readonly disconnected: boolean;
  /** Whether it is connected, or will be without being told to. */
  readonly active: boolean;
  readonly recovered: boolean;
  readonly io: ClientManager;
  readonly volatile: Emitter;
  auth: object | ((answer: (auth: object) => void) => void);
  on(event: string, listener: Listener): unknown;
  once(event: string, listener: Listener): unknown;
  off(event?: string, listener?: Listener): unknown;
  emit(event: string, ...args: unknown[]): unknown;
  send(...args: unknown[]): unknown;
  emitWithAck(event: string, ...args: unknown[]): Promise<unknown>;
  compress(isCompressed: boolean): Emitter;
  timeout(milliseconds: number): AskingEmitter;
  onAny(listener: UntypedListener): unknown;
  prependAny(listener: UntypedListener): unknown;
  offAny(listener?: UntypedListener): unknown;
  onAnyOutgoing(listener: UntypedListener): unknown;
  prependAnyOutgoing(listener: UntypedListener): unknown;
  offAnyOutgoing(listener?: UntypedListener): unknown;
  connect(): unknown;
  open(): unknown;
  disconnect(): unknown;
  close(): unknown;
}

export type Listener = (...args: never[]) => void;

/** Answers an event. */
export type Acknowledge = (...answer: unknown[]) => void;

export interface Emitter {
  emit(event: string, ...args: unknown[]): unknown;
}

/** An emitter whose acknowledgements have a time limit. */
export interface AskingEmitter extends Emitter {
  emitWithAck(event: string, ...args: unknown[]): Promise<unknown>;
}

/** The connection under a client's sockets. */
export interface ClientManager {
  readonly engine: { readonly id: string; readonly protocol: number; close(): unknown };
  on(event: string, listener: Listener): unknown;
  once(event: string, listener: Listener): unknown;
  /** Another namespace over the same connection. */
  socket(namespace: string, options?: { auth?: object }): ClientSocket;
}

/** The options of the client that the tests set. */
export interface ClientOptions {
  readonly parser?: Parser;
  readonly transports?: string[];
  readonly forceNew?: boolean;
  readonly multiplex?: boolean;
  readonly autoConnect?: boolean;
  readonly path?: string;
  readonly reconnection?: boolean;
  readonly reconnectionAttempts?: number;
  readonly reconnectionDelay?: number;
  readonly reconnectionDelayMax?: number;
  readonly randomizationFactor?: number;
  readonly timeout?: number;
  readonly retries?: number;
  readonly ackTimeout?: number;
  readonly auth?: object | ((answer: (auth: object) => void) => void);
  readonly query?: Record<string, string>;
  readonly extraHeaders?: Record<string, string>;
  readonly perMessageDeflate?: { threshold: number };
  readonly protocol?: "auto" | 3 | 4;
  readonly maxOutboxEvents?: number;
  readonly maxOutboxBytes?: number;
}
