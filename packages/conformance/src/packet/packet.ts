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
