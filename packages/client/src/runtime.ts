import type { Clock, ErrorHook, Transport, TransportListener } from "@sockeye/internal";
import type { BlobLike, Frame } from "@sockeye/protocol";
import type { ManagerOptions } from "./api.js";
import type { ResolvedOptions } from "./options.js";

/** What a session asks of a WebSocket that it does not ask of one that is open already. */
export interface ClientTransport extends Omit<Transport, "send"> {
  /** `compress` says whether the frame may be compressed, where the connection has permessage-deflate. */
  send(frame: Frame | BlobLike, compress: boolean): void;
  /** Sends a ping of RFC 6455, where the runtime lets one do that: what comes back shows that the link is alive. */
  ping?(): void;
}

/** Where a session takes what happens on its WebSocket. */
export interface ClientTransportListener extends TransportListener {
  /** The peer has shown that it is there, in a way that is no frame. */
  heard(): void;
}

/** What is asked of a runtime that is to open a WebSocket. */
export interface TransportRequest {
  readonly url: string;
  /** All options that the application gave: a runtime takes those that it knows. */
  readonly options: ManagerOptions;
  /** The options in force, for runtimes that can hold a message to its limit. */
  readonly settings: Pick<ResolvedOptions, "maxPacketBytes">;
}

/** The address of the page, where there is one. */
export interface PageLocation {
  /** With the colon: `https:`. */
  readonly protocol: string;
  /** With the port, if there is one. */
  readonly host: string;
}

/** Where `online`, `offline` and `beforeunload` are told. */
export interface NetworkEvents {
  addEventListener(event: string, listener: () => void): void;
  removeEventListener(event: string, listener: () => void): void;
}

/** All that the client needs of the place that it runs in; time and randomness among it. */
export interface Runtime {
  /**
   * The time of day, which goes on while a machine sleeps, and may be set back. Its timers keep no process alive if the
   * options say so, where there are such.
   */
  clockFor(options: ManagerOptions): Clock;
  /** From 0 up to, but not including, 1. */
  random(): number;
  readonly location: PageLocation | undefined;
  readonly network: NetworkEvents | undefined;
  /** Tells of a fault in the application's code when the application has no hook for it. */
  readonly reportFault: ErrorHook | undefined;
  /** Starts to open a WebSocket; how that goes is told to the listener. Throws for an address that is none. */
  openTransport(request: TransportRequest, listener: ClientTransportListener): ClientTransport;
  /** Bytes as the runtime's applications expect them. */
  asBinary(bytes: Uint8Array): unknown;
}
