/** What is to be known of one way in which a connection, or the membership of a namespace, ends. */
interface DisconnectRule {
  /** Who ended it. */
  readonly by: "client" | "server" | "either";
  /** The WebSocket close code that the server sends, or null where it sends none. */
  readonly closeCode: number | null;
  /** Whether a client should connect again by itself. */
  readonly retry: boolean;
  readonly when: string;
}

/**
 * Every reason that a server's `disconnect` event may give, the one source of their meanings; the texts are those
 * that applications of Socket.IO test for. PROTOCOL.md, Disconnection and EIO-DIS-3.
 */
export const disconnectRules = {
  "client namespace disconnect": {
    by: "client",
    closeCode: null,
    retry: false,
    when: "the client left the namespace",
  },
  "server namespace disconnect": {
    by: "server",
    closeCode: null,
    retry: false,
    when: "the application disconnected the socket",
  },
  "server shutting down": { by: "server", closeCode: 1001, retry: true, when: "the server is being closed" },
  "forced server close": {
    by: "server",
    closeCode: 1008,
    retry: true,
    when: "the server ended the connection, for example because no namespace was joined in time",
  },
  "forced close": {
    by: "server",
    closeCode: 1000,
    retry: true,
    when: "the application closed the connection itself",
  },
  "ping timeout": {
    by: "server",
    closeCode: 1008,
    retry: true,
    when: "the heartbeat was not answered in time",
  },
  "transport close": {
    by: "client",
    closeCode: null,
    retry: true,
    when: "the connection was closed or lost",
  },
  "transport error": { by: "either", closeCode: null, retry: true, when: "the connection failed" },
  "parse error": { by: "server", closeCode: 1002, retry: true, when: "the peer broke the protocol" },
  "slow consumer": {
    by: "server",
    closeCode: 1008,
    retry: true,
    when: "the peer did not take what was sent to it",
  },
} as const satisfies Record<string, DisconnectRule>;

/** A reason that a server's `disconnect` event may give. */
export type DisconnectReason = keyof typeof disconnectRules;
