/**
 * How classes without type parameters meet the typed interfaces: each is checked against the interface of its
 * own name with the default event maps, and given its type parameters where it is exported.
 */
import { EventEmitter } from "node:events";
import { createAdapter as createClusterAdapter } from "@socket.io/cluster-adapter";
import { createAdapter as createRedisAdapter, createShardedAdapter } from "@socket.io/redis-adapter";
import type { DefaultEventsMap, EventsMap, UntypedListener } from "@sockeye/internal";
import { Adapter as OfficialAdapter, SessionAwareAdapter } from "socket.io-adapter";
import { describe, expectTypeOf, test } from "vitest";
import type {
  Adapter,
  AdapterConstructor,
  AdapterNamespace,
  AdapterPacket,
  AdapterServer,
  AdapterServerOptions,
  AdapterSocket,
  EngineWriteOptions,
  PacketEncoder,
} from "../src/adapter/contract.js";
import type {
  BroadcastOperator,
  ClientConnection,
  Connection,
  Engine,
  EngineOptions,
  Namespace,
  ParentNamespaceNameMatchFn,
  RemoteSocket,
  Server,
  Socket,
  SocketMiddleware,
  UpgradeRequest,
} from "../src/api.js";
import type { Handshake } from "../src/handshake.js";

// biome-ignore lint/suspicious/noExplicitAny: the classes know nothing of event maps, and take what users pass
type Untyped = any;
type Rooms = string | string[];

declare class LocalOperator implements BroadcastOperator {
  to(room: Rooms): LocalOperator;
  in(room: Rooms): LocalOperator;
  except(room: Rooms): LocalOperator;
  compress(compress: boolean): LocalOperator;
  get volatile(): LocalOperator;
  get local(): LocalOperator;
  timeout(timeoutMs: number): LocalOperator;
  emit(event: string, ...args: Untyped[]): boolean;
  emitWithAck(event: string, ...args: Untyped[]): Promise<Untyped>;
  allSockets(): Promise<Set<string>>;
  fetchSockets(): Promise<RemoteSocket[]>;
  socketsJoin(room: Rooms): void;
  socketsLeave(room: Rooms): void;
  disconnectSockets(close?: boolean): void;
}

declare class DistantSocket implements RemoteSocket {
  readonly id: string;
  readonly handshake: Handshake;
  readonly rooms: Set<string>;
  readonly data: Untyped;
  timeout(timeoutMs: number): LocalOperator;
  emit(event: string, ...args: Untyped[]): boolean;
  join(room: Rooms): void;
  leave(room: string): void;
  disconnect(close?: boolean): this;
}

declare class LocalSession extends EventEmitter implements Connection {
  readonly id: string;
  readonly protocol: 3 | 4;
  readonly readyState: "opening" | "open" | "closing" | "closed";
  readonly remoteAddress: string;
  readonly request: UpgradeRequest;
  readonly transport: { readonly name: string };
  close(discard?: boolean): void;
}

declare class LocalClient implements ClientConnection {
  readonly id: string;
  readonly conn: LocalSession;
  readonly request: UpgradeRequest;
  writeToEngine(encodedPackets: Array<string | Uint8Array>, options: EngineWriteOptions): void;
}

declare class LocalSocket extends EventEmitter implements Socket, AdapterSocket {
  readonly id: string;
  readonly nsp: LocalNamespace;
  readonly client: LocalClient;
  readonly handshake: Handshake;
  readonly recovered: boolean;
  data: Untyped;
  connected: boolean;
  readonly acks: Map<number, UntypedListener>;
  readonly adapter: Adapter;
  readonly server: LocalServer;
  get disconnected(): boolean;
  get rooms(): Set<string>;
  get conn(): LocalSession;
  get request(): UpgradeRequest;
  override emit(event: string, ...args: Untyped[]): boolean;
  override listeners(event: string | symbol): Untyped[];
  emitWithAck(event: string, ...args: Untyped[]): Promise<Untyped>;
  send(...args: Untyped[]): this;
  write(...args: Untyped[]): this;
  timeout(timeoutMs: number): this;
  join(rooms: Rooms): Promise<void> | void;
  leave(room: string): Promise<void> | void;
  to(room: Rooms): LocalOperator;
  in(room: Rooms): LocalOperator;
  except(room: Rooms): LocalOperator;
  get broadcast(): LocalOperator;
  get local(): LocalOperator;
  get volatile(): this;
  compress(compress: boolean): this;
  disconnect(close?: boolean): this;
  use(middleware: SocketMiddleware): this;
  onAny(listener: UntypedListener): this;
  prependAny(listener: UntypedListener): this;
  offAny(listener?: UntypedListener): this;
  listenersAny(): UntypedListener[];
  onAnyOutgoing(listener: UntypedListener): this;
  prependAnyOutgoing(listener: UntypedListener): this;
  offAnyOutgoing(listener?: UntypedListener): this;
  listenersAnyOutgoing(): UntypedListener[];
  notifyOutgoingListeners(packet: AdapterPacket): void;
}

declare class LocalBroadcaster extends EventEmitter {
  override listeners(event: string | symbol): Untyped[];
  to(room: Rooms): LocalOperator;
  in(room: Rooms): LocalOperator;
  except(room: Rooms): LocalOperator;
  compress(compress: boolean): LocalOperator;
  get volatile(): LocalOperator;
  get local(): LocalOperator;
  timeout(timeoutMs: number): LocalOperator;
  override emit(event: string, ...args: Untyped[]): boolean;
  emitWithAck(event: string, ...args: Untyped[]): Promise<Untyped>;
  send(...args: Untyped[]): this;
  write(...args: Untyped[]): this;
  use(middleware: (socket: LocalSocket, next: (error?: Error) => void) => void): this;
  serverSideEmit(event: string, ...args: Untyped[]): boolean;
  serverSideEmitWithAck(event: string, ...args: Untyped[]): Promise<Untyped[]>;
  allSockets(): Promise<Set<string>>;
  fetchSockets(): Promise<RemoteSocket[]>;
  socketsJoin(room: Rooms): void;
  socketsLeave(room: Rooms): void;
  disconnectSockets(close?: boolean): void;
}

declare class LocalNamespace extends LocalBroadcaster implements Namespace, AdapterNamespace {
  readonly name: string;
  readonly server: LocalServer;
  readonly sockets: Map<string, LocalSocket>;
  adapter: Adapter;
  _ids: number;
  _onServerSideEmit(args: [string, ...Untyped[]]): void;
}

declare class LocalEngine extends EventEmitter implements Engine {
  readonly clientsCount: number;
  opts: EngineOptions;
  generateId(request: UpgradeRequest): string;
  use(middleware: (request: Untyped, response: Untyped, next: (error?: unknown) => void) => void): void;
}

interface LocalOptions {
  path: string;
  connectionStateRecovery?: { maxDisconnectionDuration?: number };
}

declare class LocalServer extends LocalBroadcaster implements Server, AdapterServer {
  constructor(port?: number | EventEmitter, options?: Partial<LocalOptions>);
  readonly sockets: LocalNamespace;
  engine: LocalEngine;
  readonly opts: LocalOptions & AdapterServerOptions;
  get _opts(): LocalOptions & AdapterServerOptions;
  readonly encoder: PacketEncoder;
  readonly _nsps: Map<string, LocalNamespace>;
  path(): string;
  path(value: string): this;
  connectTimeout(): number;
  connectTimeout(valueMs: number): this;
  adapter(): AdapterConstructor | undefined;
  adapter(value: AdapterConstructor): this;
  of(
    name: string | RegExp | ParentNamespaceNameMatchFn,
    listener?: (socket: LocalSocket) => void,
  ): LocalNamespace;
  close(callback?: (error?: Error) => void): Promise<void>;
  listen(port: number): this;
}

/** What a binding exports under the name `Server`: the interface, with what only this runtime has. */
interface NodeServer<
  ListenEvents extends EventsMap = DefaultEventsMap,
  EmitEvents extends EventsMap = ListenEvents,
  ServerSideEvents extends EventsMap = DefaultEventsMap,
  SocketData = Untyped,
> extends Server<ListenEvents, EmitEvents, ServerSideEvents, SocketData> {
  listen(port: number): this;
}

interface NodeServerConstructor {
  new <
    ListenEvents extends EventsMap = DefaultEventsMap,
    EmitEvents extends EventsMap = ListenEvents,
    ServerSideEvents extends EventsMap = DefaultEventsMap,
    SocketData = Untyped,
  >(
    port?: number | EventEmitter,
    options?: Partial<LocalOptions>,
  ): NodeServer<ListenEvents, EmitEvents, ServerSideEvents, SocketData>;
}

interface ClientToServer {
  chat: (text: string) => void;
}
interface ServerToClient {
  joined: (id: string) => void;
}
interface Data {
  name: string;
}

describe("a class without type parameters", () => {
  test("has the interface with the default event maps", () => {
    expectTypeOf<LocalServer>().toExtend<Server>();
    expectTypeOf<LocalNamespace>().toExtend<Namespace>();
    expectTypeOf<LocalSocket>().toExtend<Socket>();
    expectTypeOf<LocalOperator>().toExtend<BroadcastOperator>();
    expectTypeOf<DistantSocket>().toExtend<RemoteSocket>();
    expectTypeOf<LocalServer>().toExtend<NodeServer>();
  });

  test("is given its type parameters where it is exported", () => {
    const Server = LocalServer as unknown as NodeServerConstructor;
    const io = new Server<ClientToServer, ServerToClient, DefaultEventsMap, Data>(3000, { path: "/ws" });
    expectTypeOf(io).toExtend<Server<ClientToServer, ServerToClient, DefaultEventsMap, Data>>();
    expectTypeOf(io.listen(3000).path("/x")).toEqualTypeOf(io);
    io.on("connection", (socket) => {
      expectTypeOf(socket.data).toEqualTypeOf<Data>();
      socket.emit("joined", socket.id);
      // @ts-expect-error no such event
      socket.emit("unknown");
    });
    expectTypeOf(new Server()).toEqualTypeOf<NodeServer>();
  });

  test("can be extended by users", () => {
    const Server = LocalServer as unknown as NodeServerConstructor;
    class Chat extends Server<ClientToServer, ServerToClient> {
      readonly topic: string;
      constructor(topic: string) {
        super(3000);
        this.topic = topic;
      }
      override close(callback?: (error?: Error) => void) {
        this.emit("joined", this.topic);
        return super.close(callback);
      }
      override get volatile() {
        return super.volatile;
      }
    }
    const chat = new Chat("fish");
    expectTypeOf(chat).toExtend<Server<ClientToServer, ServerToClient>>();
    chat.use((socket, next) => {
      socket.on("chat", (text) => expectTypeOf(text).toEqualTypeOf<string>());
      // @ts-expect-error no such event
      socket.on("unknown", () => {});
      next();
    });
  });
});

describe("the adapter contract", () => {
  test("is satisfied by the official base classes", () => {
    expectTypeOf<OfficialAdapter>().toExtend<Adapter>();
    expectTypeOf<SessionAwareAdapter>().toExtend<Adapter>();
    expectTypeOf(OfficialAdapter).toExtend<AdapterConstructor>();
    expectTypeOf(SessionAwareAdapter).toExtend<AdapterConstructor>();
  });

  test("takes the factories of the official packages", () => {
    expectTypeOf(createClusterAdapter()).toExtend<AdapterConstructor>();
    expectTypeOf(createRedisAdapter({}, {})).toExtend<AdapterConstructor>();
    expectTypeOf(createShardedAdapter({}, {})).toExtend<AdapterConstructor>();
    expectTypeOf((namespace: Namespace) => new OfficialAdapter(namespace)).toExtend<AdapterConstructor>();
    // @ts-expect-error not an adapter
    ((): AdapterConstructor => () => ({ broadcast() {} }))();
  });

  test("tells of rooms", () => {
    const { adapter } = new LocalNamespace();
    adapter.on("create-room", (room) => expectTypeOf(room).toEqualTypeOf<string>());
    adapter.once("join-room", (...args) => expectTypeOf(args).toEqualTypeOf<[room: string, id: string]>());
    adapter.on("something-else", (value) => expectTypeOf(value).toBeAny());
  });
});

describe("the request", () => {
  test("has the fields that middleware adds, and can be made from that of Node", () => {
    const { request } = new LocalSocket();
    expectTypeOf(request["session"]).toBeAny();
    expectTypeOf(request.url).toEqualTypeOf<string | undefined>();
    expectTypeOf<import("node:http").IncomingMessage>().toExtend<UpgradeRequest>();
  });
});
