/** The first packet of a connection; `data` is the handshake's JSON. Server to client. PROTOCOL.md, EIO-OPEN-1. */
export interface OpenPacket {
  readonly type: "open";
  readonly data: string;
}

/**
 * One half of the heartbeat; `data` is usually empty, and what a ping carries its pong repeats (`2probe`, `3probe`).
 * PROTOCOL.md, EIO-HB-1.
 */
export interface HeartbeatPacket {
  readonly type: "ping" | "pong";
  readonly data: string;
}

/** Carries a Socket.IO packet: its text, or one of its binary attachments. */
export interface MessagePacket {
  readonly type: "message";
  readonly data: string | Uint8Array;
}

/** Packets that are nothing but their type. PROTOCOL.md, EIO-PKT-2 and EIO-PKT-4. */
export interface BarePacket {
  readonly type: "close" | "upgrade" | "noop";
}

/** An Engine.IO packet: what one frame carries. PROTOCOL.md, Engine.IO packets. */
export type EnginePacket = OpenPacket | HeartbeatPacket | MessagePacket | BarePacket;
