/** The types of Engine.IO's packets but message, and those of the Socket.IO packets in a message. */
export type PacketType =
  | "open"
  | "close"
  | "ping"
  | "pong"
  | "upgrade"
  | "noop"
  | "connect"
  | "disconnect"
  | "event"
  | "ack"
  | "connect-error"
  | "binary-event"
  | "binary-ack";

/** A text frame, taken apart. PROTOCOL.md, Packets. */
export interface Packet {
  readonly type: PacketType;
  /** How many attachments are announced; 0 in types that have none. */
  readonly count: number;
  /** `/` if the packet names none. In revision 3 without the query behind the name. */
  readonly namespace: string;
  /** What followed a question mark behind the name, in revision 3; empty if nothing did. */
  readonly query: string;
  readonly id: number | undefined;
  /** The JSON value, or the text behind a ping or pong; undefined if there is nothing. */
  readonly payload: unknown;
}

/** What a packet has to be like. What is left out may be anything. */
export interface PacketShape {
  readonly type: PacketType;
  readonly count?: number;
  readonly namespace?: string;
  /** The id itself; `true` for any id, `false` for none. */
  readonly id?: number | boolean;
  /** Compared by value; `undefined` means that there must be none. */
  readonly payload?: unknown;
  /** The name of the event: the first element of the payload. */
  readonly event?: string;
}
