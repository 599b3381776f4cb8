/**
 * The contract between a server and its adapter, in both directions: what a server calls on an adapter, and what
 * an adapter may touch on a server. It is that of `socket.io-adapter@2.5`, so that the official adapters (Redis,
 * Postgres, MongoDB, cluster…) run unmodified.
 */
import type { Emits, UntypedListener } from "@sockeye/internal";
import type { Handshake } from "../handshake.js";

/**
 * The name of a group of sockets. Every socket is alone in the room of its own id.
 *
 * @example
 * socket.join("news" satisfies Room);
 */
export type Room = string;

/**
 * The id of a socket, unique within a cluster; 20 characters where the server chooses it (the sharded Redis adapter
 * tells ids from rooms by that length).
 */
export type SocketId = string;

/** The secret by which a client asks for its former session (connection state recovery); never shown to others. */
export type PrivateSessionId = string;

/** How a broadcast is to be sent. Plain data: adapters send it to other servers. */
export interface BroadcastFlags {
  /** May be dropped for a receiver that can not take it now. */
  volatile?: boolean;
  /** Whether permessage-deflate, where negotiated, may be used. */
  compress?: boolean;
  /** Goes to the sockets of this server only. */
  local?: boolean;
  /** Set where the emitting socket is left out. */
  broadcast?: boolean;
  /** Set where the sender knows that the arguments contain bytes. */
  binary?: boolean;
  /** How long to wait for acknowledgements, in milliseconds. */
  timeout?: number;
}

/** Whom a broadcast reaches: everybody in any of `rooms` (none: the whole namespace), less those in `except`. */
export interface BroadcastOptions {
  rooms: Set<Room>;
  except?: Set<Room>;
  flags?: BroadcastFlags;
}

/**
 * A Socket.IO packet as it crosses the contract: plain and writable, since adapters set `nsp` and `id` on it and
 * push the recovery offset onto `data`. See PROTOCOL.md, Packets.
 */
export interface AdapterPacket {
  /** 2 for an event, 3 for an acknowledgement. */
  type: number;
  // biome-ignore lint/suspicious/noExplicitAny: a user's event name and arguments, which adapters pass on unread
  data?: any;
  /** The namespace's name. */
  nsp?: string;
  /** The number by which an acknowledgement finds its way back. */
  id?: number;
}

/** What is kept of a socket that went away, so that its client can be recovered. */
export interface PersistedSession {
  sid: SocketId;
  pid: PrivateSessionId;
  rooms: Room[];
  data: unknown;
}

/** A session that came back, with the events that its client missed: each `[name, ...arguments, offset]`. */
export type RestoredSession = PersistedSession & { missedPackets: unknown[][] };

/** What an adapter tells: rooms that come and go, and who is in them. */
export interface AdapterEvents {
  "create-room": (room: Room) => void;
  "delete-room": (room: Room) => void;
  "join-room": (room: Room, id: SocketId) => void;
  "leave-room": (room: Room, id: SocketId) => void;
}

/**
 * Knows who is in which room, and delivers broadcasts: of one namespace, on this server, and with the official
 * adapters on all servers of a cluster. Instances of `socket.io-adapter@2.5` satisfy it as they are.
 *
 * Where a method may return a promise, a server does not wait for it, unless said otherwise.
 *
 * @example
 * const members = io.of("/").adapter.rooms.get("news")?.size ?? 0; // on this server
 * io.of("/").adapter.on("join-room", (room, id) => console.log(`${id} joined ${room}`));
 */
export interface Adapter extends Emits<AdapterEvents> {
  // biome-ignore lint/suspicious/noExplicitAny: the base class declares it so, and subclasses read what they like
  readonly nsp: any;
  /** The local members of every room that has any. */
  rooms: Map<Room, Set<SocketId>>;
  /** The rooms of every local socket. */
  sids: Map<SocketId, Set<Room>>;

  /** Called once, as the namespace is made; the server does not wait for a promise. */
  init(): Promise<void> | void;
  /** Called as the namespace is removed or the server closes, which waits for a promise. */
  close(): Promise<void> | void;
  /** The number of servers in the cluster, this one included. */
  serverCount(): Promise<number>;

  /** Puts a socket into rooms. */
  addAll(id: SocketId, rooms: Set<Room>): Promise<void> | void;
  /** Takes a socket out of a room. */
  del(id: SocketId, room: Room): Promise<void> | void;
  /** Takes a socket out of all rooms. */
  delAll(id: SocketId): void;
  /** The local sockets that are in any of `rooms`, or all if there are no rooms. */
  sockets(rooms: Set<Room>): Promise<Set<SocketId>>;
  /** The rooms of a local socket; `undefined` for one that is not here. */
  socketRooms(id: SocketId): Set<Room> | undefined;

  /** Sends a packet to all whom `options` reach. */
  broadcast(packet: AdapterPacket, options: BroadcastOptions): void;
  /**
   * Sends a packet that asks for acknowledgements.
   * `clientCountCallback` hears from each server how many receivers it has, `ack` each receiver's answer.
   */
  broadcastWithAck(
    packet: AdapterPacket,
    options: BroadcastOptions,
    clientCountCallback: (clientCount: number) => void,
    ack: UntypedListener,
  ): void;

  /** The sockets that `options` reach: local ones as they are (known by their `server`), others as `SocketDetails`. */
  // biome-ignore lint/suspicious/noExplicitAny: the base class declares it so; see SocketDetails
  fetchSockets(options: BroadcastOptions): Promise<any[]>;
  /** Makes those sockets join rooms. */
  addSockets(options: BroadcastOptions, rooms: Room[]): void;
  /** Makes those sockets leave rooms. */
  delSockets(options: BroadcastOptions, rooms: Room[]): void;
  /** Removes those sockets from the namespace, and with `close` ends their connections. */
  disconnectSockets(options: BroadcastOptions, close: boolean): void;

  /** Passes `[event, ...arguments, acknowledgement?]` to the other servers. */
  // biome-ignore lint/suspicious/noExplicitAny: a user's event name and arguments
  serverSideEmit(packet: any[]): void;

  /** Keeps what is needed to recover a socket that is going away. */
  persistSession(session: PersistedSession): void;
  /**
   * Finds a session and the events after `offset`. That there is nothing to find is told by `null`, by
   * `undefined` or by a rejection: adapters differ, and a server takes all three for "start afresh".
   */
  restoreSession(pid: PrivateSessionId, offset: string): Promise<RestoredSession | null | undefined>;
}

/**
 * What the `adapter` option takes: a class, or a factory as `createAdapter()` of the official packages returns it.
 * The server calls both with `new` and the namespace.
 *
 * @example
 * const io = new Server(3000, { adapter: createAdapter(publisher, subscriber) });
 */
export type AdapterConstructor = AdapterClass | AdapterFactory;

interface AdapterClass {
  // biome-ignore lint/suspicious/noExplicitAny: adapters declare the namespace as any, or as the part they use
  new (namespace: any): Adapter;
}

// biome-ignore lint/suspicious/noExplicitAny: the same
type AdapterFactory = (namespace: any) => Adapter;

/** A socket as the adapter of another server describes it, from which a `RemoteSocket` is made. */
export interface SocketDetails<SocketData> {
  readonly id: SocketId;
  readonly handshake: Handshake;
  /** Any iterable: an array after serialization. */
  readonly rooms: Iterable<Room>;
  readonly data: SocketData;
}

/**
 * Turns a packet into what goes into frames: the text, and one binary per attachment. Adapters take it from the
 * server once and encode a broadcast once for all its receivers.
 */
export interface PacketEncoder {
  encode(packet: AdapterPacket): Array<string | Uint8Array>;
}

/** What an adapter may touch on its namespace. */
export interface AdapterNamespace {
  readonly name: string;
  readonly server: AdapterServer;
  /** The namespace's sockets on this server. */
  readonly sockets: ReadonlyMap<SocketId, AdapterSocket>;
  /** The next acknowledgement number; an adapter takes it and counts up. */
  _ids: number;
  /** Called when another server has emitted: `[event, ...arguments, acknowledgement?]`. */
  // biome-ignore lint/suspicious/noExplicitAny: a user's event name and arguments
  _onServerSideEmit(args: [string, ...any[]]): void;
}

/** What an adapter may touch on the server. `_opts` is an older name of the same object as `opts`. */
export interface AdapterServer {
  readonly encoder: PacketEncoder;
  readonly opts: AdapterServerOptions;
  readonly _opts: AdapterServerOptions;
}

/** The one option of a server that adapters read. */
export interface AdapterServerOptions {
  readonly connectionStateRecovery?: ConnectionStateRecoveryOptions | undefined;
}

/**
 * Lets a client that lost its connection have its id, rooms, data and missed events back.
 *
 * @example
 * const io = new Server(3000, { connectionStateRecovery: { maxDisconnectionDuration: 60_000 } });
 */
export interface ConnectionStateRecoveryOptions {
  /** How long a session is kept, in milliseconds; 2 minutes unless said. */
  maxDisconnectionDuration?: number | undefined;
  /** Whether a recovered socket passes the namespace's middleware by; true unless said. */
  skipMiddlewares?: boolean | undefined;
}

/** What an adapter may touch on a local socket. */
export interface AdapterSocket {
  readonly id: SocketId;
  readonly handshake: Handshake;
  readonly rooms: Iterable<Room>;
  readonly data: unknown;
  /** Pending acknowledgements by number; the function gets the answer. */
  readonly acks: Map<number, UntypedListener>;
  readonly client: AdapterClient;
  join(rooms: Room | Room[]): Promise<void> | void;
  leave(room: Room): Promise<void> | void;
  disconnect(close?: boolean): unknown;
  /** Tells the socket's any-listeners of a packet that a broadcast sends past it. */
  notifyOutgoingListeners(packet: AdapterPacket): void;
}

/** Where an adapter writes the packets that it has encoded. */
export interface AdapterClient {
  writeToEngine(encodedPackets: Array<string | Uint8Array>, options: EngineWriteOptions): void;
}

/** How encoded packets are to be written. */
export interface EngineWriteOptions {
  preEncoded?: boolean | undefined;
  volatile?: boolean | undefined;
  compress?: boolean | undefined;
  /** The buffers of a finished WebSocket frame, for a packet that is a single text. May be used or ignored. */
  wsPreEncodedFrame?: unknown;
}
