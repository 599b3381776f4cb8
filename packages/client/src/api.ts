/**
 * The public surface of the client, as interfaces: what users of `socket.io-client@4` know, typed by their event maps.
 *
 * It is one long file on purpose. A manager knows its sockets and a socket its manager; types that mention each other
 * have to live together, or their files import each other in a circle. The classes that implement them live
 * elsewhere, one noun each, and know nothing of event maps: the maps exist for the compiler only, and meet the
 * classes where these are exported.
 *
 * The two type parameters have the same order and defaults everywhere:
 * 1. `ListenEvents`: what the server sends and `socket.on` hears
 * 2. `EmitEvents`: what the client sends (the same as the first, unless given)
 *
 * Nothing here needs the types of Node or of the DOM, `AbortSignal` excepted, which both have.
 *
 * From the top: what is exported by name; Socket, Manager, Engine; the events of these and what they tell; the
 * options; what the three share.
 */
import type {
  AckResult,
  AcksWithTimeout,
  DefaultEventsMap,
  ErrorHook,
  EventNames,
  EventNamesWithAck,
  EventParams,
  EventsMap,
  ReservedOrUserEventNames,
  ReservedOrUserListener,
  UntypedListener,
} from "@sockeye/internal";

// biome-ignore lint/suspicious/noExplicitAny: what applications of socket.io-client read without narrowing it first
type Untyped = any;

/**
 * The type of `io`, and of `connect`. A socket that goes to the same server shares its connection with those that are
 * there, unless the options say otherwise; it connects by itself, unless `autoConnect` is false.
 *
 * @param uri where to: a URL whose path is the namespace. In a page it may be left out, or be a path: the host is
 * that of the page then.
 * @param options for the socket, and for the manager if a new one is made
 *
 * Throws a `TypeError` or `RangeError` that names the option, for options that make no sense, and a `TypeError` for an
 * address that is none.
 *
 * @example
 * interface ServerToClient { chat: (from: string, text: string) => void }
 * interface ClientToServer { chat: (text: string) => void }
 *
 * const socket: Socket<ServerToClient, ClientToServer> = io("https://example.com/admin", { auth: { token } });
 * socket.on("chat", (from, text) => console.log(from, text));
 * socket.emit("chat", "hello");
 */
export type Lookup = (
  uri?: string | Partial<ManagerOptions & SocketOptions>,
  options?: Partial<ManagerOptions & SocketOptions>,
) => Socket;

/** The class `Manager`, as it is exported. */
export interface ManagerConstructor {
  new <ListenEvents extends EventsMap = DefaultEventsMap, EmitEvents extends EventsMap = ListenEvents>(
    uri?: string | Partial<ManagerOptions>,
    options?: Partial<ManagerOptions>,
  ): Manager<ListenEvents, EmitEvents>;
}

/** The class `Socket`, as it is exported: for `instanceof`. Sockets are made by `io` and by `manager.socket`. */
export type SocketConstructor = abstract new <
  ListenEvents extends EventsMap = DefaultEventsMap,
  EmitEvents extends EventsMap = ListenEvents,
>(
  ...args: never
) => Socket<ListenEvents, EmitEvents>;

/**
 * One namespace of a server, as a client has joined it, and what users hold: it emits to the server and hears what
 * the server emits. It outlives its connections: when one breaks, the next is joined by itself, and what was emitted
 * in the meantime is sent then.
 *
 * @example
 * const socket: Socket = io("https://example.com");
 * socket.on("connect", () => console.log(socket.id));
 * socket.on("disconnect", (reason) => console.log(reason, socket.active ? "back soon" : "gone for good"));
 * socket.emit("ask", "why?", (answer: string) => console.log(answer));
 */
export interface Socket<
  ListenEvents extends EventsMap = DefaultEventsMap,
  EmitEvents extends EventsMap = ListenEvents,
> extends TypedEmitter<ListenEvents, SocketReservedEvents> {
  /** The manager, whose connection the socket shares with those of other namespaces. */
  readonly io: Manager<ListenEvents, EmitEvents>;
  /** The name of the namespace, with its leading slash. */
  readonly nsp: string;
  /** What the server calls this socket; another id after every reconnection, undefined while disconnected. */
  id: string | undefined;
  /** Whether the namespace is joined: what is emitted now goes out now. */
  connected: boolean;
  /** Whether the server has taken this socket for the one before the connection broke, and sent what it missed. */
  recovered: boolean;
  /**
   * What the server is told when the namespace is joined, this time and every time after. It may be replaced.
   *
   * @example
   * socket.auth = { token: await freshToken() };
   * socket.connect();
   */
  auth: SocketAuth;
  /** The events that came before the server's grant of the namespace, each as `[event, ...arguments]`. A view. */
  readonly receiveBuffer: readonly (readonly Untyped[])[];
  /**
   * What was emitted while the namespace was not joined, and goes out when it is. A view; it is bounded by
   * `maxOutboxEvents` and `maxOutboxBytes`. Assign an empty array to send none of it.
   *
   * Throws a `TypeError` when anything else is assigned: `emit` is the way to add to it.
   *
   * @example
   * socket.io.on("reconnect_attempt", () => {
   *   socket.sendBuffer = []; // what was meant for the time before is out of date
   * });
   */
  get sendBuffer(): readonly BufferedPacket[];
  set sendBuffer(empty: readonly []);

  /** The opposite of `connected`. */
  get disconnected(): boolean;
  /** Whether the socket is connected or will be without your doing; false before `connect` and after `disconnect`. */
  get active(): boolean;

  /**
   * Joins the namespace, over the manager's connection, which is opened if there is none. Does nothing when the
   * socket is active already. How it went is told by `connect` or `connect_error`.
   *
   * @example
   * const socket = io({ autoConnect: false });
   * socket.connect();
   */
  connect(): this;
  /** The same as `connect`. */
  open(): this;
  /**
   * Leaves the namespace, and stays away until `connect`. The last socket to leave ends the connection. Told by
   * `disconnect` with the reason `io client disconnect`.
   *
   * @example
   * socket.disconnect();
   */
  disconnect(): this;
  /** The same as `disconnect`. */
  close(): this;

  /**
   * Sends an event to the server; while the socket is not connected it is kept, and sent after the connect. A
   * function in last place asks for an acknowledgement. If the connection ends before the answer has come, that
   * function is not called, unless it has a `timeout`: then it gets an error.
   *
   * Throws when the name is a reserved one (`connect`, `disconnect`…), an `EncodeError` for arguments that can't
   * travel (see PROTOCOL.md, Events), and an `OutboxFullError` (`code` is `OUTBOX_FULL`) when too much is being kept.
   *
   * @example
   * socket.emit("greeting", "hello", (reply) => console.log(reply));
   */
  emit<Ev extends EventNames<EmitEvents>>(event: Ev, ...args: EventParams<EmitEvents, Ev>): this;

  /**
   * Sends an event and waits for the server's acknowledgement, however long it takes, unless there is a `timeout`
   * or an `AbortSignal` in last place. It is for events whose last argument is an acknowledgement, be it an optional
   * one.
   *
   * The promise rejects when time runs out, when the connection ends before the answer, when the signal is aborted
   * (with the signal's `reason`), and for everything that `emit` throws for.
   *
   * @returns the first argument of the answer
   *
   * @example
   * const reply = await socket.timeout(1000).emitWithAck("greeting", "hello");
   * const page = await socket.emitWithAck("load", "page", controller.signal);
   */
  emitWithAck<Ev extends EventNamesToAsk<EmitEvents>>(
    event: Ev,
    ...args: ArgumentsToAsk<EmitEvents, Ev> | ThenSignal<ArgumentsToAsk<EmitEvents, Ev>>
  ): Promise<AckResult<WithoutOptionals<EmitEvents>, Ev>>;

  /**
   * Sends the event `message`. Throws like `emit`.
   *
   * @example
   * socket.send("hello"); // socket.emit("message", "hello")
   */
  send(...args: MessageParams<EmitEvents>): this;

  /**
   * Makes the next emit wait at most this long, in milliseconds, for its acknowledgement, which then gets an
   * error in front: an error when time ran out or the connection ended, or else null.
   *
   * @example
   * socket.timeout(5000).emit("greeting", "hello", (error, reply) => {
   *   if (error) console.log("no answer in 5 s");
   * });
   */
  timeout(timeoutMs: number): Socket<ListenEvents, AcksWithTimeout<EmitEvents>>;
  /**
   * Lets the next emit be dropped rather than kept, should the socket not be connected or the connection not keep up.
   *
   * @example
   * socket.volatile.emit("position", x, y);
   */
  get volatile(): this;
  /**
   * Whether the next emit may be compressed, where permessage-deflate was negotiated. Means nothing in browsers,
   * which decide for themselves.
   *
   * @example
   * socket.compress(false).emit("thumbnail", jpeg);
   */
  compress(compress: boolean): this;

  /**
   * Calls the listener at every event from the server, with the event's name in front of the arguments
   * (the acknowledgement, where there is one, is the last of them).
   *
   * @example
   * socket.onAny((event, ...args) => console.log(event, args));
   */
  onAny(listener: UntypedListener): this;
  /** As `onAny`, but before those that are there. */
  prependAny(listener: UntypedListener): this;
  /** Removes one listener of `onAny`, or all. */
  offAny(listener?: UntypedListener): this;
  /** The listeners of `onAny`, in calling order. */
  listenersAny(): UntypedListener[];
  /**
   * Calls the listener at every event that is sent to the server, when it is sent; answers are no events.
   *
   * @example
   * socket.onAnyOutgoing((event, ...args) => console.log("sent", event, args));
   */
  onAnyOutgoing(listener: UntypedListener): this;
  /** As `onAnyOutgoing`, but before those that are there. */
  prependAnyOutgoing(listener: UntypedListener): this;
  /** Removes one listener of `onAnyOutgoing`, or all. */
  offAnyOutgoing(listener?: UntypedListener): this;
  /** The listeners of `onAnyOutgoing`, in calling order. */
  listenersAnyOutgoing(): UntypedListener[];
}

/**
 * The connection to one server, kept up: it opens WebSockets, one after the other, waits between attempts, and is
 * shared by the sockets of all namespaces of that server. `io` makes managers as they are needed; `socket.io` is the
 * manager of a socket.
 *
 * @example
 * const manager = new Manager("https://example.com", { reconnectionDelayMax: 10_000 });
 * const socket = manager.socket("/");
 * const admin = manager.socket("/admin", { auth: { token } });
 * manager.on("reconnect_attempt", (attempt) => console.log("trying again", attempt));
 */
export interface Manager<
  ListenEvents extends EventsMap = DefaultEventsMap,
  EmitEvents extends EventsMap = ListenEvents,
> extends TypedEmitter<NoEvents, ManagerReservedEvents> {
  /** The connection there is, or the last there was; another object after every reconnection. */
  engine: Engine;
  /** Where to: the URL without the namespace. */
  readonly uri: string;
  /**
   * The options as they were given. What a connection is opened with (`query`, `extraHeaders`, agent and TLS) is read
   * from here every time, and may be changed.
   *
   * @example
   * socket.io.opts.query = { token: await freshToken() };
   */
  opts: Partial<ManagerOptions>;
  /** The sockets by the names of their namespaces. `socket` is the way to get one. */
  readonly nsps: Readonly<Record<string, Socket<ListenEvents, EmitEvents>>>;
  /** What the connection is about to do, for tools that show it. */
  readonly _readyState: "opening" | "open" | "closed";
  /** Whether a lost connection is being restored. */
  readonly _reconnecting: boolean;

  /**
   * The socket of a namespace; the same one for the same name. It connects by itself, unless `autoConnect` is false.
   * Its events are those of the namespace, and so have nothing to do with the manager's type parameters.
   *
   * @param nsp the name, with its leading slash
   *
   * @example
   * const admin: Socket<ServerToAdmin, AdminToServer> = manager.socket("/admin", { auth: { token } });
   */
  socket(nsp: string, options?: Partial<SocketOptions>): Socket;

  /**
   * Opens the connection; sockets do so by themselves. Does nothing when there is one.
   *
   * @param callback gets nothing when it is open, or the error of the first attempt; with a callback a failure is not
   * followed by further attempts
   *
   * @example
   * manager.open((error) => console.log(error ? error.message : "open"));
   */
  open(callback?: (error?: Error) => void): this;
  /** The same as `open`. */
  connect(callback?: (error?: Error) => void): this;
  /** Closes the connection, and gives up restoring it: every socket tells `disconnect` with `forced close`. */
  _close(): void;

  /**
   * Whether a connection that was lost, or could not be made, is tried again; or sets it.
   *
   * @example
   * socket.io.reconnection(false);
   */
  reconnection(): boolean;
  reconnection(value: boolean): this;
  /**
   * How many attempts are made before `reconnect_failed`; or sets it.
   *
   * @example
   * socket.io.reconnectionAttempts(10);
   */
  reconnectionAttempts(): number;
  reconnectionAttempts(value: number): this;
  /**
   * How long it is to the second attempt, in milliseconds; it doubles from one to the next. Or sets it.
   *
   * @example
   * socket.io.reconnectionDelay(2000);
   */
  reconnectionDelay(): number;
  reconnectionDelay(valueMs: number): this;
  /**
   * The longest time between two attempts, in milliseconds; or sets it.
   *
   * @example
   * socket.io.reconnectionDelayMax(30_000);
   */
  reconnectionDelayMax(): number;
  reconnectionDelayMax(valueMs: number): this;
  /**
   * By what part of itself, 0 to 1, a delay may be longer or shorter, so that clients do not come back all at once;
   * or sets it.
   *
   * @example
   * socket.io.randomizationFactor(0.2);
   */
  randomizationFactor(): number;
  randomizationFactor(value: number): this;
  /**
   * How long an attempt may take, in milliseconds, false for as long as it likes; or sets it.
   *
   * @example
   * socket.io.timeout(5000);
   */
  timeout(): number | false;
  timeout(valueMs: number | false): this;
}

/**
 * The connection below a manager, `socket.io.engine`, at the level of Engine.IO: one WebSocket, from its opening to
 * its end. See PROTOCOL.md, Connection.
 *
 * @example
 * socket.io.engine.on("packet", ({ type, data }) => console.log("received", type, data));
 * socket.io.engine.once("close", (reason) => console.log(reason));
 */
export interface Engine extends TypedEmitter<NoEvents, EngineReservedEvents> {
  /** The id that the server gave the connection, not that of any socket; empty before it is open. */
  readonly id: string;
  readonly readyState: "opening" | "open" | "closing" | "closed";
  /** The revision of Engine.IO that is spoken; a guess, until the server has shown which one it knows. */
  readonly protocol: 3 | 4;
  /** Its name is always `websocket`. */
  readonly transport: { readonly name: string };
  /** How much has been sent and not left this process yet, in bytes. */
  readonly bufferedAmount: number;
  /**
   * Closes the connection, for all of its sockets: they tell `disconnect` with `forced close`. The manager makes a
   * new one, if `reconnection` is on.
   *
   * @example
   * socket.io.engine.close(); // to try how the application takes the loss of its connection
   */
  close(): this;
}

/**
 * Why a socket is disconnected. After the first two it stays so until `connect`; after the others it comes back by
 * itself, if `reconnection` is on.
 *
 * - `io server disconnect`: the server has taken the socket out of the namespace
 * - `io client disconnect`: `socket.disconnect` was called
 * - `ping timeout`: the server was silent for too long
 * - `transport close`: the connection was closed or lost
 * - `transport error`: the connection has failed
 * - `parse error`: the server broke the protocol
 * - `forced close`: `engine.close` was called, or the manager closed
 */
export type DisconnectReason =
  | "io server disconnect"
  | "io client disconnect"
  | "ping timeout"
  | "transport close"
  | "transport error"
  | "parse error"
  | "forced close";

/**
 * What else is known of the end of a connection.
 *
 * @example
 * socket.on("disconnect", (reason, details) => console.log(reason, details?.code, details?.description));
 */
export interface DisconnectDetails {
  /** What happened, in words. */
  readonly description: string;
  /** The close code of a WebSocket that was closed; the code of the violation after a `parse error`. */
  readonly code?: string | number | undefined;
  /** What the runtime said: an error, an event. */
  readonly context?: unknown;
}

/** The same as `DisconnectDetails`, under the name that it has in `socket.io-client`. */
export type DisconnectDescription = DisconnectDetails;

/**
 * Why a socket could not connect. What kind of failure it was is shown by what it has: `data`, where the server's
 * application refused the namespace with more than words; `type`, where there is no connection at all.
 *
 * @example
 * socket.on("connect_error", (error) => {
 *   if (socket.active) console.log("trying again", error.message);
 *   else console.log("refused", error.message, error.data);
 * });
 */
export interface ExtendedError extends Error {
  /** What the server's application says beside the message. */
  data?: Untyped;
  /** What the runtime knows of a connection that has failed: an error, an event, a status. */
  description?: Untyped;
  /** `TransportError` for a connection that has failed. */
  type?: "TransportError" | undefined;
  /** A close code of a WebSocket, the code of a violation (PROTOCOL.md, Violations), `TIMEOUT`, `TRANSPORT_ERROR`. */
  code?: string | number | undefined;
}

/** The events that a socket emits itself; a server can not send them. */
export interface SocketReservedEvents {
  /** The namespace is joined, for the first time or again. */
  connect: () => void;
  /**
   * An attempt to connect has failed, or the server has refused the namespace. In the first case more attempts
   * follow (`socket.active` is true), in the second none do.
   */
  connect_error: (error: ExtendedError) => void;
  /** The namespace was left. */
  disconnect: (reason: DisconnectReason, details?: DisconnectDetails) => void;
}

/** The events of a manager. */
export interface ManagerReservedEvents {
  /** The connection is open, for the first time or again. Namespaces are joined after that. */
  open: () => void;
  /** An attempt to connect has failed. */
  error: (error: Error) => void;
  /** The server has asked for a sign of life, or answered ours. */
  ping: () => void;
  /** The connection has ended. */
  close: (reason: DisconnectReason, details?: DisconnectDetails) => void;
  /** A lost connection is restored; with the number of attempts that it took. */
  reconnect: (attempt: number) => void;
  /** The next attempt starts; with its number, from 1 on. */
  reconnect_attempt: (attempt: number) => void;
  /** An attempt has failed. */
  reconnect_error: (error: Error) => void;
  /** All of `reconnectionAttempts` have failed: no further one is made. */
  reconnect_failed: () => void;
}

/** The events of a connection. */
export interface EngineReservedEvents {
  /** The server has opened the connection: `id` is known. */
  open: () => void;
  /** A packet has come. */
  packet: (packet: EnginePacket) => void;
  /** A packet is about to be sent. */
  packetCreate: (packet: EnginePacket) => void;
  /** A message has come: a Socket.IO packet, or an attachment. */
  message: (data: Untyped) => void;
  /** The same as `message`. */
  data: (data: Untyped) => void;
  /** All that was buffered has been sent. */
  drain: () => void;
  /** The server has asked for a sign of life. */
  ping: () => void;
  /** The server has answered ours, in revision 3. */
  pong: () => void;
  error: (error: Error) => void;
  close: (reason: DisconnectReason, details?: DisconnectDetails) => void;

  /** Never happens: there is only one transport. Declared, as the five below, for those who listen to it. */
  upgrade: (transport: { readonly name: string }) => void;
  upgrading: (transport: { readonly name: string }) => void;
  upgradeError: (error: Error) => void;
  handshake: (handshake: Untyped) => void;
  heartbeat: () => void;
  flush: () => void;
}

/** An Engine.IO packet as listeners see it. */
export interface EnginePacket {
  type: "open" | "close" | "ping" | "pong" | "message" | "upgrade" | "noop" | "error";
  /** Text or bytes (of the runtime's kind), or nothing. */
  data?: Untyped;
}

/** An event that waits to be sent, as `socket.sendBuffer` shows it. */
export interface BufferedPacket {
  readonly data: readonly [event: string, ...args: Untyped[]];
  /** The number of the acknowledgement, where one was asked for. */
  readonly id?: number | undefined;
}

/**
 * What a client says when it joins a namespace: an object, or a function that hands one to its argument, at once or
 * later, and is asked anew at every connect. What the function returns means nothing. A server of the older
 * generation gets the fields as a query, see PROTOCOL.md, Namespaces.
 *
 * @example
 * const auth: SocketAuth = (send) => send({ token: localStorage.getItem("token") });
 */
export type SocketAuth = { [name: string]: Untyped } | ((send: (data: object) => void) => void);

/**
 * The options of one socket. Where a value makes no sense, what takes the options throws a `TypeError` or
 * `RangeError` that names the option.
 *
 * @example
 * const socket = manager.socket("/admin", { auth: { token }, ackTimeout: 5000, retries: 3 });
 */
export interface SocketOptions {
  /** What the server is told when the namespace is joined. Default: nothing. */
  auth?: SocketAuth | undefined;
  /**
   * How often an event is sent again when its acknowledgement does not come within `ackTimeout`. With this option
   * events go out one at a time, each after the acknowledgement of the one before, so the server has to acknowledge
   * all of them, and may get one twice. `Infinity` never gives up. Default: events are sent once, without waiting.
   */
  retries?: number | undefined;
  /**
   * How long every emit waits for its acknowledgement, in milliseconds, as if after `timeout`: callbacks get an error
   * in front. Default: as long as it takes.
   */
  ackTimeout?: number | undefined;
}

/**
 * The options of a manager, named as in `socket.io-client@4`. Durations are in milliseconds, sizes in bytes. Where a
 * value makes no sense, what takes the options throws a `TypeError` or `RangeError` that names the option.
 *
 * @example
 * const options: Partial<ManagerOptions> = { reconnectionDelayMax: 30_000, query: { device: "kiosk" } };
 */
export interface ManagerOptions extends WebSocketOptions, OptionsWithoutMeaning {
  /** Whether `io` makes a manager of its own for this socket, with a connection of its own. Default false. */
  forceNew?: boolean | undefined;
  /** Whether `io` may share the connection of a manager that is there already. Default true. */
  multiplex?: boolean | undefined;
  /** The URL path that the server answers on. Default `/socket.io`. */
  path?: string | undefined;
  /** Whether the path ends with a slash on the wire. Default true. */
  addTrailingSlash?: boolean | undefined;
  /** Parameters for the request that opens the connection; the server has them in `handshake.query`. */
  query?: { [name: string]: Untyped } | undefined;
  /**
   * Taken for compatibility: `["websocket"]`, which is also the default. Any other value throws at once, for the
   * server would be asked for something else than the application wants.
   */
  transports?: readonly string[] | undefined;
  /**
   * The generation of the server, by its revision of Engine.IO: 3 for Socket.IO 1.x and 2.x, 4 for 3.x and 4.x.
   * Default `auto`: found out, on the one connection.
   */
  protocol?: "auto" | 3 | 4 | undefined;
  /** Whether a connection that was lost, or could not be made, is tried again. Default true. */
  reconnection?: boolean | undefined;
  /** How many attempts are made before giving up. Default Infinity. */
  reconnectionAttempts?: number | undefined;
  /**
   * How long it is to the second attempt; it doubles from one to the next. Default 1,000. However short, attempts
   * start no closer to each other than this or a second, whichever is less.
   */
  reconnectionDelay?: number | undefined;
  /** The longest time between two attempts. Default 5,000. */
  reconnectionDelayMax?: number | undefined;
  /** By what part of itself, 0 to 1, a delay may be longer or shorter. Default 0.5. */
  randomizationFactor?: number | undefined;
  /** How long an attempt may take; false for as long as it likes. Default 20,000. */
  timeout?: number | false | undefined;
  /** Whether the manager, and the sockets that it makes, connect by themselves. Default true. */
  autoConnect?: boolean | undefined;
  /** Encodes and decodes packets in another form than that of Socket.IO; the server needs the same parser. */
  parser?: Parser | undefined;
  /** Whether the connection is closed as the page is about to be left. Default false. Browsers only. */
  closeOnBeforeunload?: boolean | undefined;
  /** Whether a Node process may end while this client is connected. Default false. Node only. */
  autoUnref?: boolean | undefined;
  /** How many events each socket keeps while it is not connected. Beyond that `emit` throws. Default 10,000. */
  maxOutboxEvents?: number | undefined;
  /** How large these may be together, in bytes as they are sent. Beyond that `emit` throws. Default 4,000,000. */
  maxOutboxBytes?: number | undefined;
  /** How many binary attachments a packet from the server may have, 1 to 99. Default 99. */
  maxAttachments?: number | undefined;
  /** The largest packet from the server, attachments included. Default 100,000,000. */
  maxPacketBytes?: number | undefined;
  /** How long the attachments of a packet may take to come. Default 30,000. */
  attachmentsTimeout?: number | undefined;
  /**
   * Hears of every error that the application's own listeners and callbacks throw, or reject with. The connection and
   * the other listeners go on. Default: printed.
   */
  onError?: ErrorHook | undefined;
}

/**
 * What the WebSocket is opened with. Browsers take `protocols` and nothing else of it, the rest is for Node: `agent`
 * and the options of TLS mean what they mean in `https.request` and `tls.connect`.
 *
 * @example
 * const socket = io("wss://example.com", { ca: readFileSync("ca.pem"), extraHeaders: { authorization } });
 */
export interface WebSocketOptions {
  /** The subprotocols of the WebSocket to offer, in order. Default: none. */
  protocols?: string | string[] | undefined;
  /** Headers for the request that opens the connection. */
  extraHeaders?: { [header: string]: string } | undefined;
  /**
   * Options for one transport, as socket.io-client has them. Of these, `websocket` counts, and takes precedence.
   *
   * @example
   * io({ transportOptions: { websocket: { extraHeaders: { authorization } } } });
   */
  transportOptions?: object | undefined;
  /** An `http.Agent` or `https.Agent`, for proxies. Its type is that of Node and therefore not named here. */
  agent?: unknown;
  /** Compression of messages, and its parameters: those of `ws`. Default: not offered. */
  perMessageDeflate?: boolean | PerMessageDeflateOptions | undefined;
  /** Authorities to trust in place of those that the runtime knows, in PEM. */
  ca?: string | Uint8Array | (string | Uint8Array)[] | undefined;
  /** The client's certificate, with the chain to its authority, in PEM. */
  cert?: string | Uint8Array | (string | Uint8Array)[] | undefined;
  /** The private key of `cert`, in PEM. */
  key?: string | Uint8Array | (string | Uint8Array | PrivateKey)[] | undefined;
  /** Certificate and private key in one, in PKCS#12. */
  pfx?: string | Uint8Array | (string | Uint8Array | KeyStore)[] | undefined;
  /** What `key` or `pfx` is encrypted with. */
  passphrase?: string | undefined;
  /** The cipher suites to offer, as OpenSSL lists them. */
  ciphers?: string | undefined;
  /** Whether a server whose certificate can not be verified is refused. Default true. */
  rejectUnauthorized?: boolean | undefined;
}

/** Parameters of permessage-deflate. */
export interface PerMessageDeflateOptions {
  /** Messages below this are not compressed, in bytes. */
  threshold?: number | undefined;
  [parameter: string]: unknown;
}

/** A private key that has a passphrase of its own. */
export interface PrivateKey {
  pem: string | Uint8Array;
  passphrase?: string | undefined;
}

/** Certificate and private key in one, with a passphrase of its own. */
export interface KeyStore {
  buf: string | Uint8Array;
  passphrase?: string | undefined;
}

/**
 * Options of `socket.io-client` that mean nothing here: those of other transports and of the change from one to
 * another, and what the address says already. They are taken, so that code which sets them needs no change.
 */
export interface OptionsWithoutMeaning {
  host?: string | undefined;
  hostname?: string | undefined;
  port?: string | number | undefined;
  secure?: boolean | undefined;
  upgrade?: boolean | undefined;
  rememberUpgrade?: boolean | undefined;
  tryAllTransports?: boolean | undefined;
  transportImplementations?: unknown;
  requestTimeout?: number | undefined;
  withCredentials?: boolean | undefined;
  forceBase64?: boolean | undefined;
  timestampParam?: string | undefined;
  timestampRequests?: boolean | undefined;
  useNativeTimers?: boolean | undefined;
}

/**
 * A custom parser, of the shape that the official ones have: two classes, of which every connection makes an encoder
 * and a decoder.
 *
 * @example
 * import * as parser from "socket.io-msgpack-parser";
 *
 * const socket = io("https://example.com", { parser });
 */
export interface Parser {
  Encoder: new () => ParserEncoder;
  Decoder: new () => ParserDecoder;
}

/** Turns packets into frames. */
export interface ParserEncoder {
  /** The frames of a packet, text or bytes, in the order in which they are to be sent. */
  encode(packet: Untyped): Untyped;
}

/** Turns frames into packets: each that is complete is emitted as `decoded`. */
export interface ParserDecoder {
  /** Takes a frame. What it throws ends the connection with `parse error`. */
  add(frame: Untyped): void;
  /** Forgets a packet that is not complete: the connection has ended. */
  destroy?(): void;
  on(event: "decoded", listener: (packet: Untyped) => void): unknown;
}

/**
 * The listening side of an emitter, under all the names that each of its methods has in `socket.io-client`. Names and
 * listeners are checked against event maps. What `emit` does differs, so it is not part of this.
 */
export interface TypedEmitter<ListenEvents extends EventsMap, ReservedEvents extends EventsMap> {
  /**
   * Calls `listener` at every `event`.
   *
   * @example
   * socket.on("chat", (text) => console.log(text));
   */
  on<Ev extends ReservedOrUserEventNames<ReservedEvents, ListenEvents>>(
    event: Ev,
    listener: ReservedOrUserListener<ReservedEvents, ListenEvents, Ev>,
  ): this;
  /** The same as `on`. */
  addListener<Ev extends ReservedOrUserEventNames<ReservedEvents, ListenEvents>>(
    event: Ev,
    listener: ReservedOrUserListener<ReservedEvents, ListenEvents, Ev>,
  ): this;
  /** The same as `on`. */
  addEventListener<Ev extends ReservedOrUserEventNames<ReservedEvents, ListenEvents>>(
    event: Ev,
    listener: ReservedOrUserListener<ReservedEvents, ListenEvents, Ev>,
  ): this;
  /**
   * Calls `listener` at the next `event` only.
   *
   * @example
   * socket.once("ready", () => socket.emit("hello"));
   */
  once<Ev extends ReservedOrUserEventNames<ReservedEvents, ListenEvents>>(
    event: Ev,
    listener: ReservedOrUserListener<ReservedEvents, ListenEvents, Ev>,
  ): this;
  /**
   * Removes a listener, or all listeners of an event, or all there are.
   *
   * @example
   * socket.off("chat", print);
   * socket.off("chat");
   * socket.off();
   */
  off<Ev extends ReservedOrUserEventNames<ReservedEvents, ListenEvents>>(
    event?: Ev,
    listener?: ReservedOrUserListener<ReservedEvents, ListenEvents, Ev>,
  ): this;
  /** The same as `off`. */
  removeListener<Ev extends ReservedOrUserEventNames<ReservedEvents, ListenEvents>>(
    event?: Ev,
    listener?: ReservedOrUserListener<ReservedEvents, ListenEvents, Ev>,
  ): this;
  /** The same as `off`. */
  removeEventListener<Ev extends ReservedOrUserEventNames<ReservedEvents, ListenEvents>>(
    event?: Ev,
    listener?: ReservedOrUserListener<ReservedEvents, ListenEvents, Ev>,
  ): this;
  /** Removes the listeners of an event, or all there are. */
  removeAllListeners<Ev extends ReservedOrUserEventNames<ReservedEvents, ListenEvents>>(event?: Ev): this;
  /** The listeners of `event`, in calling order. */
  listeners<Ev extends ReservedOrUserEventNames<ReservedEvents, ListenEvents>>(
    event: Ev,
  ): ReservedOrUserListener<ReservedEvents, ListenEvents, Ev>[];
  /** Whether anybody listens to `event`. */
  hasListeners<Ev extends ReservedOrUserEventNames<ReservedEvents, ListenEvents>>(event: Ev): boolean;
}

/** The user's events where there are none beside the reserved ones. */
type NoEvents = Record<never, never>;

/** What `send` takes: the arguments of the event called `message`, or anything if the map has no such event. */
type MessageParams<Map extends EventsMap> =
  "message" extends EventNames<Map> ? EventParams<Map, "message"> : Untyped[];

/**
 * A map in which no argument may be left out. An optional acknowledgement is found by its type then: to ask for an
 * answer is to pass it.
 */
type WithoutOptionals<Map> = {
  [Name in keyof Map]: Map[Name] extends (...args: infer Arguments) => infer Result
    ? (...args: { [Index in keyof Arguments]-?: Exclude<Arguments[Index], undefined> }) => Result
    : Map[Name];
};

/** The names that `emitWithAck` takes: those of events that end in an acknowledgement, be it an optional one. */
type EventNamesToAsk<Map extends EventsMap> = EventNamesWithAck<WithoutOptionals<Map>> & EventNames<Map>;

/** The arguments in front of the acknowledgement; anything, where it can not be told which these are. */
type ArgumentsToAsk<Map extends EventsMap, Name extends EventNames<Map>> =
  EventParams<Map, Name> extends [...infer Leading, (infer _Ack)?] ? Leading : Untyped[];

/** Arguments and a signal behind them, wherever they may end: those that are optional can be left out all the same. */
type ThenSignal<Arguments extends unknown[]> =
  | [...args: Arguments, signal: AbortSignal]
  | (number extends Arguments["length"]
      ? never
      : Arguments extends [] | [...unknown[], unknown]
        ? never
        : Arguments extends [...infer Leading, unknown?]
          ? ThenSignal<Leading>
          : never);
