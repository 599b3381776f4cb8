/** A frame of RFC 6455 in all its parts; section 5.2. */
export interface RawFrame {
  /** 0 continuation, 1 text, 2 binary, 8 close, 9 ping, 10 pong. */
  readonly opcode: number;
  /** A string travels as UTF-8. Empty if left out. */
  readonly payload?: string | Uint8Array;
  /** Whether it is the last one of its message; true if left out. */
  readonly isFinal?: boolean;
  /** Left out: as the role of the kit wants it, masked for a client and not for a server. */
  readonly isMasked?: boolean;
  /** The three reserved bits, 0 to 7; 4 is the first of them. */
  readonly rsv?: number;
}
