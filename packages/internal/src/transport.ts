import type { Frame } from "@sockeye/protocol";

/** How a frame is to be sent. */
export interface SendFlags {
  /** Whether the frame may be compressed, where the connection has permessage-deflate. */
  readonly compress: boolean;
}

/**
 * What a binding gives the session: a WebSocket of its runtime, open, as far as the core needs one.
 * None of the methods throws, and after the end of the connection they do nothing.
 */
export interface Transport {
  /** Bytes that were sent but have not left this process; 0 unless the peer or the network is slow. */
  readonly bufferedBytes: number;
  /** Sends a text or binary message. */
  send(frame: Frame, flags: SendFlags): void;
  /** Starts the closing handshake (RFC 6455, 7). The reason has at most 123 bytes. `closed` follows in any case. */
  close(code: number, reason: string): void;
  /** Cuts the connection at once. `closed` follows. */
  terminate(): void;
}

/** What the session gives the binding: where it takes what happens on the WebSocket. None of the methods throws. */
export interface TransportListener {
  /** A whole message came. */
  receive(frame: Frame): void;
  /** All that was buffered has left. */
  drained(): void;
  /**
   * Something went wrong; `closed` follows. The reason tells whose fault it was: the connection's, or the peer's,
   * which broke RFC 6455 or a limit.
   */
  failed(error: Error, reason: "transport error" | "parse error"): void;
  /** The connection has ended: with the close code and reason of the peer, or 1006 if it gave none. */
  closed(code: number, reason: string): void;
}
