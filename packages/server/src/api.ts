/**
 * The public surface of the server, as interfaces: what users of `socket.io@4` know, typed by their event maps.
 *
 * It is one long file on purpose. A server knows its namespaces, a namespace its sockets, and a socket both;
 * types that mention each other have to live together, or their files import each other in a circle. The classes
 * that implement them live elsewhere, one noun each, and know nothing of event maps: the maps exist for the
 * compiler only, and meet the classes where these are exported.
 *
 * The four type parameters have the same order and defaults everywhere:
 * 1. `ListenEvents`: what clients send and `socket.on` hears
 * 2. `EmitEvents`: what the server sends (the same as the first, unless given)
 * 3. `ServerSideEvents`: what servers of a cluster send each other
 * 4. `SocketData`: the type of `socket.data`
 *
 * From the top: Server, Namespace, Socket, BroadcastOperator, RemoteSocket; the events and middleware of these;
 * what they share; and the connection below them.
 */
import type {
  AckResult,
  AcksFromMany,
  AcksFromManyWithTimeout,
  AcksWithTimeout,
  ArgumentsBeforeAck,
  DefaultEventsMap,
  DefaultSocketData,
  Emits,
  EventNames,
  EventNamesWithAck,
  EventNamesWithError,
  EventNamesWithoutAck,
  EventParams,
  EventsMap,
  ReservedOrUserEventNames,
  ReservedOrUserListener,
  UntypedListener,
} from "@sockeye/internal";
import type { DisconnectReason } from "@sockeye/protocol";
import type {
  Adapter,
  AdapterConstructor,
  AdapterServerOptions,
  PacketEncoder,
  Room,
  SocketId,
} from "./adapter/contract.js";

import type { Handshake, IncomingHeaders } from "./handshake.js";

/**
 * A Socket.IO server: its namespaces, and in place of the default namespace `/` all that a namespace can do.
 * What depends on the runtime (`listen`, `attach`, `httpServer`) is added by the binding.
 *
 * @example
 * interface ClientToServer { chat: (text: string) => void }
 * interface ServerToClient { chat: (from: string, text: string) => void }
 *
 * const io = new Server<ClientToServer, ServerToClient>(3000);
 * io.on("connection", (socket) => {
 *   socket.on("chat", (text) => io.emit("chat", socket.id, text));
 * });
 */
export interface Server<
  ListenEvents extends EventsMap = DefaultEventsMap,
  EmitEvents extends EventsMap = ListenEvents,
  ServerSideEvents extends EventsMap = DefaultEventsMap,
  SocketData = DefaultSocketData,
> extends NamespaceMethods<
    ListenEvents,
    EmitEvents,
    ServerSideEvents,
    SocketData,
    ServerReservedEvents<ListenEvents, EmitEvents, ServerSideEvents, SocketData>
  > {
  /** The default namespace, `io.of("/")`. */
  readonly sockets: Namespace<ListenEvents, EmitEvents, ServerSideEvents, SocketData>;
  /** The level below Socket.IO: connections, and the requests that open them. */
  engine: Engine;
  /** The options in force. Adapters read them, also by the older name `_opts`. */
  readonly opts: AdapterServerOptions;
  /** The same object as `opts`. */
  readonly _opts: AdapterServerOptions;
  /** Encodes packets for adapters. */
  readonly encoder: PacketEncoder;
  /** Every namespace that exists now, by name. `@socket.io/admin-ui` reads it; prefer `of` and `new_namespace`. */
  readonly _nsps: Map<string, Namespace<ListenEvents, EmitEvents, ServerSideEvents, SocketData>>;

  /**
   * The URL path that the server answers on, or sets it (before the server listens).
   *
   * @example
   * io.path(); // "/socket.io"
   */
  path(): string;
  path(value: string): this;

  /**
   * How long a connection may stay without joining a namespace, in milliseconds, or sets it.
   *
   * @example
   * io.connectTimeout(10_000);
   */
  connectTimeout(): number;
  connectTimeout(valueMs: number): this;

  /**
   * The adapter's class or factory, or sets it; namespaces that exist get new adapters, so set it first.
   *
   * @example
   * io.adapter(createAdapter(publisher, subscriber));
   */
  adapter(): AdapterConstructor | undefined;
  adapter(value: AdapterConstructor): this;

  /**
   * A namespace, made if it does not exist yet. With a pattern or a function it is the parent of all
   * namespaces whose names match: these are made as clients ask for them and inherit its middleware and
   * listeners. See PROTOCOL.md, Namespaces.
   *
   * @param name a name (with or without the leading slash), a pattern, or a function that decides
   * @param listener the same as `.on("connection", listener)` on the namespace
   *
   * @example
   * io.of("/admin").on("connection", (socket) => socket.emit("hello"));
   * io.of(/^\/project-\d+$/).use((socket, next) => next());
   * io.of((name, auth, next) => next(null, auth.token === "secret"));
   */
  of(
    name: string | RegExp | ParentNamespaceNameMatchFn,
    listener?: (socket: Socket<ListenEvents, EmitEvents, ServerSideEvents, SocketData>) => void,
  ): Namespace<ListenEvents, EmitEvents, ServerSideEvents, SocketData>;

  /**
   * Disconnects every client (reason `server shutting down`), closes the adapters and stops listening.
   * The callback and the promise tell when all of it is done; the callback also gets the error of an HTTP server
   * that was not running.
   *
   * @example
   * process.once("SIGTERM", () => io.close());
   */
  close(callback?: (error?: Error) => void): Promise<void>;
}

/**
 * A namespace: sockets that share middleware, rooms and broadcasts, apart from those of other namespaces on the
 * same connections. See PROTOCOL.md, Namespaces.
 *
 * @example
 * const admin = io.of("/admin");
 * admin.use((socket, next) => next(socket.handshake.auth.token === "secret" ? undefined : new Error("no")));
 * admin.on("connection", (socket) => admin.emit("joined", socket.id));
 */
export interface Namespace<
  ListenEvents extends EventsMap = DefaultEventsMap,
  EmitEvents extends EventsMap = ListenEvents,
  ServerSideEvents extends EventsMap = DefaultEventsMap,
  SocketData = DefaultSocketData,
> extends NamespaceMethods<
    ListenEvents,
    EmitEvents,
    ServerSideEvents,
    SocketData,
    NamespaceReservedEvents<ListenEvents, EmitEvents, ServerSideEvents, SocketData>
  > {
  /** The name, with its leading slash. */
  readonly name: string;
  readonly server: Server<ListenEvents, EmitEvents, ServerSideEvents, SocketData>;
  /** The sockets that are connected to this server, by id. For those of a whole cluster see `fetchSockets`. */
  readonly sockets: Map<SocketId, Socket<ListenEvents, EmitEvents, ServerSideEvents, SocketData>>;
  /** Who is in which room. */
  adapter: Adapter;
  /** The next acknowledgement number of a broadcast; for adapters. */
  _ids: number;
  /** Called by adapters when another server has emitted: `[event, ...arguments, acknowledgement?]`. */
  // biome-ignore lint/suspicious/noExplicitAny: a user's event name and arguments
  _onServerSideEmit(args: [string, ...any[]]): void;
}

/**
 * One client in one namespace, and what users hold of it: it emits to the client and hears what the client emits.
 *
 * @example
 * io.on("connection", (socket) => {
 *   socket.join("news");
 *   socket.on("ask", (question, answer) => answer(`about ${question}?`));
 *   socket.on("disconnect", (reason) => console.log(socket.id, reason));
 * });
 */
export interface Socket<
  ListenEvents extends EventsMap = DefaultEventsMap,
  EmitEvents extends EventsMap = ListenEvents,
  ServerSideEvents extends EventsMap = DefaultEventsMap,
  SocketData = DefaultSocketData,
> extends TypedEmitter<ListenEvents, SocketReservedEvents> {
  /** Unique in the cluster. Revision 3 clients compute the same one, see PROTOCOL.md, Socket ids. */
  readonly id: SocketId;
  /** The namespace that the socket is in. */
  readonly nsp: Namespace<ListenEvents, EmitEvents, ServerSideEvents>;
  /** The client on the other end, which may have sockets in more namespaces. */
  readonly client: ClientConnection;
  /** What the client said when it came. */
  readonly handshake: Handshake;
  /** Whether id, rooms, data and missed events are those of an earlier connection (connection state recovery). */
  readonly recovered: boolean;
  /** For the application to keep what it likes; other servers see it in `fetchSockets`. */
  data: SocketData;
  connected: boolean;
  /** The acknowledgements that are awaited, by number; adapters add those of broadcasts. */
  readonly acks: Map<number, UntypedListener>;
  /** The adapter of the namespace. */
  readonly adapter: Adapter;
  /** The server; its presence tells a local socket from a remote one. */
  readonly server: Server<ListenEvents, EmitEvents, ServerSideEvents>;

  /** The opposite of `connected`. */
  get disconnected(): boolean;
  /** The rooms that the socket is in, its own (named like its id) included; empty once disconnected. */
  get rooms(): Set<Room>;
  /** The connection below. */
  get conn(): Connection;
  /** The request that opened the connection. */
  get request(): UpgradeRequest;

  /**
   * Sends an event to the client. A function in last place asks for an acknowledgement.
   * Throws when the name is a reserved one (`disconnect`, `connect_error`…). See PROTOCOL.md, Events.
   *
   * @returns always true
   *
   * @example
   * socket.emit("greeting", "hello", (reply) => console.log(reply));
   */
  emit<Ev extends EventNames<EmitEvents>>(event: Ev, ...args: EventParams<EmitEvents, Ev>): boolean;

  /**
   * Sends an event and waits for the client's acknowledgement. Without `timeout` it waits as long as the socket
   * is connected; the promise rejects when time runs out or the socket disconnects.
   *
   * @example
   * const reply = await socket.timeout(1000).emitWithAck("greeting", "hello");
   */
  emitWithAck<Ev extends EventNamesWithAck<EmitEvents>>(
    event: Ev,
    ...args: ArgumentsBeforeAck<EmitEvents, Ev>
  ): Promise<AckResult<EmitEvents, Ev>>;

  /**
   * Sends the event `message`.
   *
   * @example
   * socket.send("hello"); // socket.emit("message", "hello")
   */
  send(...args: EventParams<EmitEvents, "message">): this;
  /** The same as `send`. */
  write(...args: EventParams<EmitEvents, "message">): this;

  /**
   * Makes the next emit wait at most this long, in milliseconds, for its acknowledgement, which then gets an
   * error in front.
   *
   * @example
   * socket.timeout(5000).emit("greeting", (error, reply) => {
   *   if (error) console.log("no answer in 5 s");
   * });
   */
  timeout(timeoutMs: number): Socket<ListenEvents, AcksWithTimeout<EmitEvents>, ServerSideEvents, SocketData>;

  /**
   * Puts the socket into rooms. With an adapter that asks a service the promise tells when that is done.
   *
   * @example
   * await socket.join(["news", "weather"]);
   */
  join(rooms: Room | Room[]): Promise<void> | void;
  /**
   * Takes the socket out of a room.
   *
   * @example
   * await socket.leave("weather");
   */
  leave(room: Room): Promise<void> | void;

  /**
   * A broadcast to rooms, without this socket.
   *
   * @example
   * socket.to("news").to("weather").emit("flash", "it rains");
   */
  to(room: Room | Room[]): BroadcastOperator<AcksFromMany<EmitEvents>, SocketData>;
  /** The same as `to`. */
  in(room: Room | Room[]): BroadcastOperator<AcksFromMany<EmitEvents>, SocketData>;
  /**
   * A broadcast to everybody but the members of rooms (and this socket).
   *
   * @example
   * socket.except("muted").emit("flash", "it rains");
   */
  except(room: Room | Room[]): BroadcastOperator<AcksFromMany<EmitEvents>, SocketData>;
  /**
   * A broadcast to everybody but this socket.
   *
   * @example
   * socket.broadcast.emit("joined", socket.id);
   */
  get broadcast(): BroadcastOperator<AcksFromMany<EmitEvents>, SocketData>;
  /**
   * A broadcast to the sockets of this server only, without this socket.
   *
   * @example
   * socket.local.emit("joined", socket.id);
   */
  get local(): BroadcastOperator<AcksFromMany<EmitEvents>, SocketData>;
  /**
   * Lets the next emit be dropped rather than buffered, should the client not keep up.
   *
   * @example
   * socket.volatile.emit("position", x, y);
   */
  get volatile(): this;
  /**
   * Whether the next emit may be compressed, where permessage-deflate was negotiated.
   *
   * @example
   * socket.compress(false).emit("thumbnail", jpeg);
   */
  compress(compress: boolean): this;

  /**
   * Removes the socket from its namespace, and with `close` ends the connection with all its namespaces.
   *
   * @example
   * socket.disconnect(true);
   */
  disconnect(close?: boolean): this;

  /**
   * Adds a middleware that every incoming event passes before its listeners. An error given to `next` stops
   * the event and is emitted as `error` on the socket.
   *
   * @example
   * socket.use(([event], next) => next(event === "forbidden" ? new Error("not for you") : undefined));
   */
  use(middleware: SocketMiddleware): this;

  /**
   * Calls the listener at every event from the client, with the event's name in front of the arguments
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
   * Calls the listener at every event that is sent to the client, broadcasts included.
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
 * A broadcast in the making: rooms, exceptions and flags, none of which change what it was made from.
 * In its `EmitEvents` acknowledgements have the form they take here, with a list of answers.
 *
 * @example
 * io.to("news").except("muted").volatile.emit("flash", "it rains");
 */
export interface BroadcastOperator<
  EmitEvents extends EventsMap = DefaultEventsMap,
  SocketData = DefaultSocketData,
> extends Broadcasting<EmitEvents, EmitEvents, SocketData> {
  /**
   * Sends an event to all whom this operator reaches. With an acknowledgement it waits for all their answers,
   * or until `timeout`.
   * Throws when the name is a reserved one.
   *
   * @returns always true
   *
   * @example
   * io.to("news").timeout(1000).emit("ask", (error, answers) => console.log(answers.length));
   */
  emit<Ev extends EventNames<EmitEvents>>(event: Ev, ...args: EventParams<EmitEvents, Ev>): boolean;
}

/**
 * A socket of any server in the cluster, as `fetchSockets` finds it. What it does travels through the adapter.
 *
 * @example
 * for (const socket of await io.in("news").fetchSockets()) {
 *   console.log(socket.id, socket.data, [...socket.rooms]);
 *   socket.leave("news");
 * }
 */
export interface RemoteSocket<
  EmitEvents extends EventsMap = DefaultEventsMap,
  SocketData = DefaultSocketData,
> {
  readonly id: SocketId;
  readonly handshake: Handshake;
  readonly rooms: Set<Room>;
  /** A copy, unless the socket is on this server: what is written here does not reach the other server. */
  readonly data: SocketData;

  /**
   * Makes an emit wait at most this long, in milliseconds, for the acknowledgement.
   *
   * @example
   * const reply = await remoteSocket.timeout(1000).emitWithAck("greeting");
   */
  timeout(timeoutMs: number): BroadcastOperator<AcksWithTimeout<EmitEvents>, SocketData>;
  /**
   * Sends an event to the client.
   *
   * @example
   * remoteSocket.emit("greeting", "hello");
   */
  emit<Ev extends EventNames<EmitEvents>>(event: Ev, ...args: EventParams<EmitEvents, Ev>): boolean;
  /**
   * Puts the socket into rooms.
   *
   * @example
   * remoteSocket.join("news");
   */
  join(room: Room | Room[]): void;
  /**
   * Takes the socket out of a room.
   *
   * @example
   * remoteSocket.leave("news");
   */
  leave(room: Room): void;
  /**
   * Removes the socket from its namespace, and with `close` ends its connection.
   *
   * @example
   * remoteSocket.disconnect(true);
   */
  disconnect(close?: boolean): this;
}

/** The events that a socket emits itself; a client can not send them. */
export interface SocketReservedEvents {
  /** The socket is gone. `description` says more where more is known (the cause of a transport's error…). */
  // biome-ignore lint/suspicious/noExplicitAny: differs with the reason, and applications read it without narrowing
  disconnect: (reason: DisconnectReason, description?: any) => void;
  /** The socket is about to go, and still in its rooms. */
  // biome-ignore lint/suspicious/noExplicitAny: the same
  disconnecting: (reason: DisconnectReason, description?: any) => void;
  /** A socket middleware has refused an event. */
  error: (error: Error) => void;
}

/** The events that a namespace emits itself. */
export interface NamespaceReservedEvents<
  ListenEvents extends EventsMap,
  EmitEvents extends EventsMap,
  ServerSideEvents extends EventsMap,
  SocketData,
> {
  /** The same as `connection`. */
  connect: (socket: Socket<ListenEvents, EmitEvents, ServerSideEvents, SocketData>) => void;
  /** A client has passed the middleware and is in. */
  connection: (socket: Socket<ListenEvents, EmitEvents, ServerSideEvents, SocketData>) => void;
}

/** The events that a server emits itself: those of its default namespace, and one more. */
export interface ServerReservedEvents<
  ListenEvents extends EventsMap,
  EmitEvents extends EventsMap,
  ServerSideEvents extends EventsMap,
  SocketData,
> extends NamespaceReservedEvents<ListenEvents, EmitEvents, ServerSideEvents, SocketData> {
  /** A namespace was made, by `of` or because a client asked for one that a parent namespace matches. */
  new_namespace: (namespace: Namespace<ListenEvents, EmitEvents, ServerSideEvents, SocketData>) => void;
}

/**
 * An error that refuses a client: `message` and `data` are sent to it, and it hears them as `connect_error`.
 * See PROTOCOL.md, Refusal of a namespace.
 *
 * @example
 * const error: ExtendedError = new Error("unauthorized");
 * error.data = { retryInSeconds: 30 };
 */
export interface ExtendedError extends Error {
  // biome-ignore lint/suspicious/noExplicitAny: whatever the application wants its client to know
  data?: any;
}

/**
 * An incoming event as a socket middleware sees it: the name, then the arguments. A middleware may change it.
 *
 * @example
 * const [name, ...args]: Event = ["chat", "hello"];
 */
// biome-ignore lint/suspicious/noExplicitAny: what a client sent, before anything has looked at it
export type Event = [string, ...any[]];

/**
 * Sees every incoming event of one socket before its listeners; calls `next()` to let it pass, `next(error)` to
 * stop it.
 *
 * @example
 * const log: SocketMiddleware = ([name], next) => {
 *   console.log(name);
 *   next();
 * };
 */
export type SocketMiddleware = (event: Event, next: (error?: Error) => void) => void;

/**
 * Sees every socket that wants to join a namespace, before `connection`; calls `next()` to let it in,
 * `next(error)` to refuse it.
 *
 * @example
 * const authenticate: NamespaceMiddleware = (socket, next) => {
 *   next(socket.handshake.auth.token === "secret" ? undefined : new Error("unauthorized"));
 * };
 */
export type NamespaceMiddleware<
  ListenEvents extends EventsMap = DefaultEventsMap,
  EmitEvents extends EventsMap = ListenEvents,
  ServerSideEvents extends EventsMap = DefaultEventsMap,
  SocketData = DefaultSocketData,
> = (
  socket: Socket<ListenEvents, EmitEvents, ServerSideEvents, SocketData>,
  next: (error?: ExtendedError) => void,
) => void;

/**
 * Decides whether a client may have a namespace that does not exist yet.
 *
 * @example
 * const tenants: ParentNamespaceNameMatchFn = (name, auth, next) => next(null, name === `/${auth.tenant}`);
 */
export type ParentNamespaceNameMatchFn = (
  name: string,
  // biome-ignore lint/suspicious/noExplicitAny: what a client sent, before anything has looked at it
  auth: { [key: string]: any },
  next: (error: Error | null, success: boolean) => void,
) => void;

/** What a namespace can do, and a server in place of its default namespace. */
export interface NamespaceMethods<
  ListenEvents extends EventsMap,
  EmitEvents extends EventsMap,
  ServerSideEvents extends EventsMap,
  SocketData,
  ReservedEvents extends EventsMap,
> extends TypedEmitter<ServerSideEvents, ReservedEvents>,
    Broadcasting<AcksFromMany<EmitEvents>, EmitEvents, SocketData> {
  /**
   * Adds a middleware, which every socket passes on its way in.
   *
   * @example
   * io.use((socket, next) => next(socket.handshake.auth.token ? undefined : new Error("who are you?")));
   */
  use(middleware: NamespaceMiddleware<ListenEvents, EmitEvents, ServerSideEvents, SocketData>): this;

  /**
   * Sends an event to every client in the namespace. For acknowledgements choose whom to ask and how long to
   * wait first: `io.timeout(1000).emit(…)`.
   * Throws when the name is a reserved one.
   *
   * @returns always true
   *
   * @example
   * io.emit("flash", "it rains");
   */
  emit<Ev extends EventNamesWithoutAck<EmitEvents>>(event: Ev, ...args: EventParams<EmitEvents, Ev>): boolean;

  /**
   * Sends the event `message` to every client.
   *
   * @example
   * io.send("hello"); // io.emit("message", "hello")
   */
  send(...args: EventParams<EmitEvents, "message">): this;
  /** The same as `send`. */
  write(...args: EventParams<EmitEvents, "message">): this;

  /**
   * Sends an event to the other servers of the cluster, which hear it with `io.on`. A function in last place
   * gets an error (if not all servers answered in time) and the list of their answers.
   * Throws when the name is a reserved one, or the adapter has no cluster.
   *
   * @returns always true
   *
   * @example
   * io.on("ping", (answer) => answer("pong"));
   * io.serverSideEmit("ping", (error, answers) => console.log(answers));
   */
  serverSideEmit<Ev extends EventNames<ServerSideEvents>>(
    event: Ev,
    ...args: EventParams<AcksFromManyWithTimeout<ServerSideEvents>, Ev>
  ): boolean;
  /**
   * Sends an event to the other servers of the cluster and waits for the answers of all. The promise rejects if
   * some do not come in time; the error's `responses` has those that did.
   *
   * @example
   * const answers = await io.serverSideEmitWithAck("ping");
   */
  serverSideEmitWithAck<Ev extends EventNamesWithAck<ServerSideEvents>>(
    event: Ev,
    ...args: ArgumentsBeforeAck<ServerSideEvents, Ev>
  ): Promise<AckResult<ServerSideEvents, Ev>[]>;
}

/**
 * What chooses receivers and acts on all of them, cluster-wide: shared by a server, a namespace and the operators
 * made from them. `OperatorEvents` are the events as a broadcast sees them (acknowledgements get lists),
 * `RemoteEvents` as the sockets found by `fetchSockets` do.
 */
export interface Broadcasting<OperatorEvents extends EventsMap, RemoteEvents extends EventsMap, SocketData> {
  /**
   * Adds rooms to send to; a socket in several of them gets the event once.
   *
   * @example
   * io.to("news").to(["weather", "traffic"]).emit("flash", "it rains");
   */
  to(room: Room | Room[]): BroadcastOperator<OperatorEvents, SocketData>;
  /** The same as `to`. */
  in(room: Room | Room[]): BroadcastOperator<OperatorEvents, SocketData>;
  /**
   * Adds rooms to leave out.
   *
   * @example
   * io.except("muted").emit("flash", "it rains");
   */
  except(room: Room | Room[]): BroadcastOperator<OperatorEvents, SocketData>;
  /**
   * Whether the event may be compressed, where permessage-deflate was negotiated.
   *
   * @example
   * io.compress(false).emit("thumbnail", jpeg);
   */
  compress(compress: boolean): BroadcastOperator<OperatorEvents, SocketData>;
  /**
   * Lets the event be dropped for clients that do not keep up.
   *
   * @example
   * io.volatile.emit("position", x, y);
   */
  get volatile(): BroadcastOperator<OperatorEvents, SocketData>;
  /**
   * Keeps the event on this server.
   *
   * @example
   * io.local.emit("restarting");
   */
  get local(): BroadcastOperator<OperatorEvents, SocketData>;
  /**
   * How long to wait for acknowledgements, in milliseconds; they then get an error in front.
   *
   * @example
   * io.timeout(1000).emit("ask", (error, answers) => {
   *   if (error) console.log(`only ${answers.length} answered`);
   * });
   */
  timeout(timeoutMs: number): BroadcastOperator<AcksWithTimeout<OperatorEvents>, SocketData>;
  /**
   * Sends an event and waits for the answers of all receivers. The promise rejects if some do not come in time;
   * the error's `responses` has those that did.
   *
   * @example
   * const answers = await io.timeout(1000).emitWithAck("ask");
   */
  emitWithAck<Ev extends EventNamesWithError<OperatorEvents>>(
    event: Ev,
    ...args: ArgumentsBeforeAck<OperatorEvents, Ev>
  ): Promise<AckResult<OperatorEvents, Ev>>;

  /**
   * The ids of the sockets.
   *
   * @deprecated knows this server's sockets only, or needs an adapter that asks the others; use `fetchSockets`
   *
   * @example
   * const ids = await io.in("news").allSockets();
   */
  allSockets(): Promise<Set<SocketId>>;
  /**
   * The sockets, on all servers of the cluster.
   *
   * @example
   * const sockets = await io.in("news").fetchSockets();
   */
  fetchSockets(): Promise<RemoteSocket<RemoteEvents, SocketData>[]>;
  /**
   * Makes the sockets join rooms.
   *
   * @example
   * io.in("news").socketsJoin(["weather", "traffic"]);
   */
  socketsJoin(room: Room | Room[]): void;
  /**
   * Makes the sockets leave rooms.
   *
   * @example
   * io.socketsLeave("weather");
   */
  socketsLeave(room: Room | Room[]): void;
  /**
   * Removes the sockets from the namespace, and with `close` ends their connections.
   *
   * @example
   * io.in("banned").disconnectSockets(true);
   */
  disconnectSockets(close?: boolean): void;
}

/**
 * The listening side of an emitter of Node's shape: `on`, `once` and `listeners` are checked against event maps,
 * the other methods take any name and any listener, as in Socket.IO. What `emit` does differs, so each declares
 * its own. The whole still fits where Node's `EventEmitter` is expected (`events.once(socket, "chat")`).
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
  /**
   * Calls `listener` at the next `event` only.
   *
   * @example
   * socket.once("ready", () => socket.emit("welcome"));
   */
  once<Ev extends ReservedOrUserEventNames<ReservedEvents, ListenEvents>>(
    event: Ev,
    listener: ReservedOrUserListener<ReservedEvents, ListenEvents, Ev>,
  ): this;
  /** The listeners of `event`, in calling order. */
  listeners<Ev extends ReservedOrUserEventNames<ReservedEvents, ListenEvents>>(
    event: Ev,
  ): ReservedOrUserListener<ReservedEvents, ListenEvents, Ev>[];

  /** The same as `on`, unchecked. */
  addListener(event: string | symbol, listener: UntypedListener): this;
  /** As `on`, but before the listeners that are there. */
  prependListener(event: string | symbol, listener: UntypedListener): this;
  /** As `once`, but before the listeners that are there. */
  prependOnceListener(event: string | symbol, listener: UntypedListener): this;
  /**
   * Removes a listener.
   *
   * @example
   * socket.off("chat", print);
   */
  off(event: string | symbol, listener: UntypedListener): this;
  /** The same as `off`. */
  removeListener(event: string | symbol, listener: UntypedListener): this;
  /** Removes the listeners of an event, or of all events. */
  removeAllListeners(event?: string | symbol): this;
  /** The listeners of `event` with the wrappers that `once` puts around them. */
  // biome-ignore lint/complexity/noBannedTypes: what Node's emitter declares, so that ours needs no override
  rawListeners(event: string | symbol): Function[];
  /** How many listeners `event` has, or how often this one is among them. */
  listenerCount(event: string | symbol, listener?: UntypedListener): number;
  /** The events that have listeners. */
  eventNames(): (string | symbol)[];
  /** From how many listeners of one event on a leak is suspected, and warned about; 0 for never. */
  setMaxListeners(count: number): this;
  getMaxListeners(): number;
}

/** A client, whatever number of namespaces it is in. */
export interface ClientConnection {
  /** The id of the connection (the Engine.IO sid), not that of any socket. */
  readonly id: string;
  readonly conn: Connection;
  readonly request: UpgradeRequest;
}

/**
 * The connection below a socket, at the level of Engine.IO. See PROTOCOL.md, Connection.
 *
 * @example
 * socket.conn.on("packet", ({ type, data }) => console.log("received", type, data));
 * socket.conn.once("close", (reason) => console.log(reason));
 */
export interface Connection extends Emits<ConnectionEvents> {
  /** The Engine.IO sid. */
  readonly id: string;
  /** The revision of Engine.IO that the client speaks. */
  readonly protocol: 3 | 4;
  readonly readyState: "opening" | "open" | "closing" | "closed";
  readonly remoteAddress: string;
  readonly request: UpgradeRequest;
  /** Its name is always `websocket`. */
  readonly transport: { readonly name: string };
  /**
   * Closes the connection, after what is buffered has been sent, or with `discard` at once.
   *
   * @example
   * socket.conn.close();
   */
  close(discard?: boolean): void;
}

/** What a connection tells. */
export interface ConnectionEvents {
  open: () => void;
  /** A packet has come. */
  packet: (packet: ConnectionPacket) => void;
  /** A packet is about to be sent. */
  packetCreate: (packet: ConnectionPacket) => void;
  /** A message has come: a Socket.IO packet, or an attachment. */
  message: (data: string | Uint8Array) => void;
  /** The same as `message`. */
  data: (data: string | Uint8Array) => void;
  /** The client has shown that it is alive. */
  heartbeat: () => void;
  /** All that was buffered has been sent. */
  drain: () => void;
  /** Never happens: there is only one transport. Declared for those who listen to it. */
  upgrade: (transport: { readonly name: string }) => void;
  error: (error: Error) => void;
  // biome-ignore lint/suspicious/noExplicitAny: differs with the reason, as in a socket's disconnect event
  close: (reason: string, description?: any) => void;
}

/** An Engine.IO packet as listeners see it. */
export interface ConnectionPacket {
  type: "open" | "close" | "ping" | "pong" | "message" | "upgrade" | "noop" | "error";
  // biome-ignore lint/suspicious/noExplicitAny: text or bytes (of the runtime's kind), or nothing
  data?: any;
}

/**
 * The engine: where upgrade requests become connections, for all namespaces together.
 *
 * @example
 * io.engine.generateId = () => crypto.randomUUID();
 * io.engine.on("connection_error", ({ code, message }) => console.log(code, message));
 * io.engine.use(sessionMiddleware);
 */
export interface Engine extends Emits<EngineEvents> {
  /** The number of connections. */
  readonly clientsCount: number;
  /** The connections by their ids. */
  readonly clients: ReadonlyMap<string, Connection>;
  /** How many requests came for HTTP long-polling, and were refused. */
  readonly pollingRefused: number;
  opts: EngineOptions;
  /**
   * Makes the id of a connection. Replace it to choose ids; they must be unique in the cluster and hard to guess.
   *
   * @example
   * io.engine.generateId = async () => `eu1-${crypto.randomUUID()}`;
   */
  generateId(request: UpgradeRequest): string | PromiseLike<string>;
  /**
   * Adds a middleware of Express's shape, which every upgrade request passes before it is accepted.
   *
   * @example
   * io.engine.use(session({ secret: "keyboard cat" }));
   */
  use(middleware: EngineMiddleware): void;
}

/** The options of the engine. */
export interface EngineOptions {
  /** From one ping to the next, in milliseconds. */
  pingInterval?: number | undefined;
  /** How long a pong may take, in milliseconds. */
  pingTimeout?: number | undefined;
  /** The largest message that a client may send, in bytes. */
  maxHttpBufferSize?: number | undefined;
}

/** What the engine tells. */
export interface EngineEvents {
  connection: (connection: Connection) => void;
  /** The response to an upgrade request is about to be sent; headers may be added. */
  initial_headers: (headers: ResponseHeaders, request: UpgradeRequest) => void;
  /** The same: a WebSocket has one response. */
  headers: (headers: ResponseHeaders, request: UpgradeRequest) => void;
  /** A request was refused. */
  connection_error: (error: ConnectionError) => void;
}

/** The headers of a response, to be added to. */
export interface ResponseHeaders {
  [name: string]: string | string[];
}

/** Why a request was refused, with the codes of Engine.IO. */
export interface ConnectionError {
  req: UpgradeRequest;
  code: number;
  message: string;
  // biome-ignore lint/suspicious/noExplicitAny: details for a log, which differ with the code
  context: { [key: string]: any };
}

/**
 * A middleware of Express's shape. On runtimes without Node's requests and responses it gets an object with the
 * fields of `UpgradeRequest`.
 *
 * @example
 * const count: EngineMiddleware = (request, response, next) => {
 *   console.log(request.url);
 *   next();
 * };
 */
export type EngineMiddleware = (
  // biome-ignore lint/suspicious/noExplicitAny: takes the middleware of any framework, each with its own request
  request: any,
  // biome-ignore lint/suspicious/noExplicitAny: the same
  response: any,
  // biome-ignore lint/suspicious/noExplicitAny: the same
  next: (error?: any) => void,
) => void;

/**
 * The request that opened a connection, as far as every runtime has one. A binding may extend this interface with
 * the request of its runtime.
 *
 * @example
 * const { cookie } = socket.request.headers;
 * const user = socket.request.session.user; // put there by a middleware
 */
export interface UpgradeRequest {
  method?: string | undefined;
  /** Path and query. */
  url?: string | undefined;
  headers: IncomingHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: middleware such as express-session adds fields that we can not know
  [key: string]: any;
}
