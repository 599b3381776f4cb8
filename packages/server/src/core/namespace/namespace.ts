import type { Clock, UserCode } from "@sockeye/internal";
import type { Adapter, AdapterConstructor, AdapterNamespace, SocketId } from "../../adapter/contract.js";
import type * as api from "../../api.js";
import { answersTo } from "../broadcast/answers.js";
import type { JoinRequest } from "../client/client.js";
import { type Middleware, runMiddleware } from "../middleware.js";
import { Socket, type SocketHome } from "../socket/socket.js";
import { Broadcasting } from "./broadcasting.js";

/** What a namespace needs of its server beyond what users see of it. */
export interface NamespaceHome {
  readonly server: api.Server;
  readonly clock: Clock;
  readonly userCode: UserCode;
  /** Makes an id for a socket: 20 characters that nobody can guess. */
  freshId(): string;
  adapterConstructor(): AdapterConstructor;
  /** The last socket of the namespace has left or was turned away; nobody is about to come in. */
  emptied(namespace: Namespace): void;
}

const reservedEvents: ReadonlySet<string> = new Set(["connect", "connection", "new_namespace"]);

/** Sockets that share middleware, rooms and broadcasts. PROTOCOL.md, Namespaces. */
export class Namespace extends Broadcasting implements api.Namespace, AdapterNamespace, SocketHome {
  readonly name: string;
  readonly sockets = new Map<SocketId, Socket>();
  adapter: Adapter;
  _ids = 0;
  readonly #home: NamespaceHome;
  readonly #middleware: Middleware<api.Socket>[] = [];
  /** How many sockets are in the middleware. */
  #arriving = 0;

  constructor(home: NamespaceHome, name: string) {
    super();
    this.#home = home;
    this.name = name;
    this.adapter = this.makeAdapter();
  }

  get server(): api.Server {
    return this.#home.server;
  }

  get clock(): Clock {
    return this.#home.clock;
  }

  get userCode(): UserCode {
    return this.#home.userCode;
  }

  use(middleware: api.NamespaceMiddleware): this {
    this.#middleware.push(middleware);
    return this;
  }

  serverSideEmit(event: string, ...args: unknown[]): boolean {
    if (reservedEvents.has(event)) {
      throw new Error(`"${event}" is a reserved event name; choose another`);
    }
    this.adapter.serverSideEmit([event, ...args]);
    return true;
  }

  // biome-ignore lint/suspicious/noExplicitAny: the answers are whatever the other servers said
  serverSideEmitWithAck(event: string, ...args: unknown[]): Promise<any[]> {
    return answersTo((done) => this.serverSideEmit(event, ...args, done));
  }

  _onServerSideEmit([event, ...args]: [string, ...unknown[]]): void {
    this.userCode.dispatch(this, event, args);
  }

  /** Decides whether the client may come in, and answers it. PROTOCOL.md, Namespaces. */
  admit(request: JoinRequest): void {
    const socket = new Socket(this, request, this.#home.freshId);
    this.#arriving += 1;
    runMiddleware(this.#middleware, socket, {
      userCode: this.userCode,
      source: this,
      done: (refusal) => this.#decided(request, socket, refusal),
    });
  }

  forget(socket: Socket): void {
    this.sockets.delete(socket.id);
  }

  left(): void {
    if (this.sockets.size === 0 && this.#arriving === 0) {
      this.#home.emptied(this);
    }
  }

  /** Ends every socket's stay; the clients are told by the end of their connections. */
  shutDown(): void {
    for (const socket of [...this.sockets.values()]) {
      socket.closed("server shutting down");
    }
    for (const collector of [...this.collectors]) {
      collector.abandon(new Error("the server is shutting down"));
    }
  }

  /** Lets the adapter end what it has going; an error of it is reported. */
  async closeAdapter(): Promise<void> {
    const { adapter } = this;
    try {
      await adapter.close();
    } catch (error) {
      this.userCode.report(error, { hook: "adapter", source: adapter });
    }
  }

  /** Takes a new adapter, of the class that the server has now. */
  renewAdapter(): void {
    void this.closeAdapter();
    this.adapter = this.makeAdapter();
  }

  /** Passes middleware and connection listeners on to a namespace that inherits them. */
  bequeath(heir: Namespace): void {
    heir.#middleware.push(...this.#middleware);
    for (const event of ["connect", "connection"]) {
      for (const listener of this.listeners(event)) {
        heir.on(event, listener);
      }
    }
  }

  protected makeAdapter(): Adapter {
    const Adapter = this.#home.adapterConstructor() as new (namespace: Namespace) => Adapter;
    const adapter = new Adapter(this);
    this.userCode.call(() => adapter.init(), [], { hook: "adapter", source: adapter });
    return adapter;
  }

  #decided(request: JoinRequest, socket: Socket, refusal: Error | undefined): void {
    this.#arriving -= 1;
    if (refusal !== undefined) {
      this.#refuse(request, refusal);
      this.#turnAway(socket);
    } else if (request.client.grant(request, socket, { sid: socket.id })) {
      this.#welcome(socket);
    } else {
      this.#turnAway(socket); // it has gone in the meantime
    }
  }

  /** Where the error's `data` can't travel, the application has made a mistake, and the client gets the message alone. */
  #refuse(request: JoinRequest, refusal: Error): void {
    try {
      request.client.refuse(request, refusal);
    } catch (error) {
      this.userCode.report(error, { hook: "middleware", source: this });
      request.client.refuse(request, { message: refusal.message });
    }
  }

  #welcome(socket: Socket): void {
    this.sockets.set(socket.id, socket);
    socket.welcome();
    this.userCode.dispatch(this, "connect", [socket]);
    this.userCode.dispatch(this, "connection", [socket]);
  }

  #turnAway(socket: Socket): void {
    socket.turnAway();
    this.left();
  }
}
