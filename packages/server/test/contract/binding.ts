import type { Frame } from "@sockeye/protocol";
import type { ServerOptions } from "../../src/core/options.js";
import type { ServerCore } from "../../src/core/server.js";
import type { Closing } from "../../src/testing/memory-peer.js";

/** What a peer says when it asks for a connection. */
export interface PeerRequest {
  /** Default `EIO=4&transport=websocket`. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
}

/** The answer to a request that was not accepted. */
export interface RefusedRequest {
  readonly status: number;
  /** The `code` and `message` of the JSON body. */
  readonly body: unknown;
}

/** The far end of a connection, which sends any frame as it is. */
export interface RawPeer {
  send(frame: Frame): void;
  /** The next message; rejects when the connection ends instead. */
  next(): Promise<Frame>;
  /** How the connection ended, once it has: the close frame's code and reason, or 1006. */
  readonly closed: Promise<Closing>;
  close(code?: number, reason?: string): void;
  /** Vanishes without a close frame. */
  drop(): void;
  /** Stops reading. */
  pause(): void;
  resume(): void;
}

/** A server that runs, and a way to it. */
export interface Running {
  readonly io: ServerCore;
  connect(request?: PeerRequest): Promise<RawPeer>;
  /** Asks for a connection that is not to be had. */
  refusal(request?: PeerRequest): Promise<RefusedRequest>;
  stop(): Promise<void>;
}

/** A runtime's binding under test: `describeContract` says what it must do. */
export interface Binding {
  readonly name: string;
  start(options?: ServerOptions): Promise<Running>;
}

/** A peer whose bytes on the wire are in the test's hand. */
export interface WirePeer extends RawPeer {
  /** Writes bytes as they are: whole WebSocket frames, parts of them, or nonsense. */
  write(bytes: Uint8Array): void;
  /** Ends its half of the TCP connection, without a close frame. */
  finish(): void;
  /** The payload of the next pong frame. */
  nextPong(): Promise<string>;
}

/** What the peers of a port can do besides. */
export interface WireRunning extends Running {
  readonly port: number;
  connect(request?: PeerRequest): Promise<WirePeer>;
}

/** What a peer can do wrong in its frames, told apart by what a runtime may see of it. */
export type OffenceKind = "text" | "frame" | "close frame" | "mask" | "huge message";

/** What a runtime does by itself where it reads frames, and a binding can't change. */
export interface WireHabits {
  /**
   * How offences end, if not as RFC 6455 has it: the close code that the peer gets, 1006 where it is just cut, and the
   * reason that the application gets. Null where the runtime does not see them at all.
   */
  readonly offences?: Readonly<
    Partial<Record<OffenceKind, { readonly code: number; readonly reason: string } | null>>
  >;
  /** What comes before the answer to the handshake is lost. RFC 6455, 4.1, forbids clients to send it. */
  readonly losesEarlyMessages?: boolean;
}

/** A binding whose peers come over TCP: `describeWireContract` says what it must do besides. */
export interface WireBinding extends Binding {
  readonly habits?: WireHabits;
  start(options?: ServerOptions): Promise<WireRunning>;
}
