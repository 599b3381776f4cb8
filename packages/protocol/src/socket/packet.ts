interface PacketBase {
  /** The namespace that the packet belongs to; starts with a slash, `/` is the default one. */
  readonly namespace: string;
}

/** Asks for a namespace, or grants it. */
export interface ConnectPacket extends PacketBase {
  readonly type: "connect";
  /** Asked: the client's `auth` (in revision 3 its query). Granted: `{ sid }`, in revision 3 nothing. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Leaves a namespace, or is made to leave it; the connection stays. */
export interface DisconnectPacket extends PacketBase {
  readonly type: "disconnect";
}

/** Carries an event; with an `id`, an ack is asked for. Binary values may stand anywhere in `data`. */
export interface EventPacket extends PacketBase {
  readonly type: "event";
  readonly id?: number;
  /** The event's name and its arguments. */
  readonly data: readonly [string, ...unknown[]];
}

/** Answers the event with the same `id`. Binary values may stand anywhere in `data`. PROTOCOL.md, EIO-ACK-8. */
export interface AckPacket extends PacketBase {
  readonly type: "ack";
  readonly id: number;
  readonly data: readonly unknown[];
}

/**
 * Refuses a namespace. Revision 4: `{ message, data? }`; revision 3: the message, or the error's data.
 * PROTOCOL.md, EIO4-REJ-1 and EIO3-REJ-1.
 */
export interface ConnectErrorPacket extends PacketBase {
  readonly type: "connect_error";
  readonly data: unknown;
}

/**
 * A Socket.IO packet. The two binary types of the wire are no types here: an event or ack that carries binary
 * data is encoded as one (PROTOCOL.md, EIO-ATT-1), and decodes to what it was. PROTOCOL.md, Socket.IO packets.
 */
export type SocketPacket = ConnectPacket | DisconnectPacket | EventPacket | AckPacket | ConnectErrorPacket;

/** The packets that may carry attachments. */
export type BinaryCapablePacket = EventPacket | AckPacket;
