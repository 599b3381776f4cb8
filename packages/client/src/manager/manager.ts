import { type Clock, type Timer, UserCode } from "@sockeye/internal";
import { type ClientRevision, clientRevision3, clientRevision4, type EventPacket } from "@sockeye/protocol";
import { type Address, parseAddress } from "../address.js";
import type * as api from "../api.js";
import { Connection, type ConnectionHome } from "../connection/connection.js";
import { ClientEmitter } from "../emitter.js";
import { encodingOf } from "../encoding/choice.js";
import type { EncodedPacket, Encoding } from "../encoding/encoding.js";
import { assertOption, assertOptions, type ResolvedOptions, resolveOptions } from "../options.js";
import type { ClientTransport, ClientTransportListener, Runtime } from "../runtime.js";
import type { Session } from "../session/session.js";
import type { OutboxLimits } from "../socket/outbox.js";
import { Socket, type SocketHome } from "../socket/socket.js";
import { ConnectError } from "./connect-error.js";
import { NetworkWatch, type NetworkWatchOwner } from "./network-watch.js";
import { Reconnection } from "./reconnection.js";
import { requestUrl } from "./request-url.js";

type Callback = (error?: Error) => void;

const revisions = { auto: undefined, 3: clientRevision3, 4: clientRevision4 } as const;

/**
 * The connection to one server, kept up for the sockets of all its namespaces: opens it, opens it again, and tells the
 * sockets. It is a long file for its many accessors. PROTOCOL.md, Connection.
 */
export class ManagerCore
  extends ClientEmitter
  implements api.Manager, SocketHome, ConnectionHome, NetworkWatchOwner
{
  readonly uri: string;
  readonly opts: api.ManagerOptions;
  readonly nsps: Record<string, Socket> = {};
  readonly clock: Clock;
  readonly userCode: UserCode;
  readonly encoding: Encoding;
  readonly revision: ClientRevision | undefined;
  readonly tentativeRevision = clientRevision4;
  readonly #address: Address;
  readonly #runtime: Runtime;
  readonly #resolved: ResolvedOptions;
  readonly #reconnection: Reconnection;
  readonly #network: NetworkWatch;
  #state: "closed" | "opening" | "open" = "closed";
  #isReconnecting = false;
  /** Whether a connection that ends is made anew. */
  #isKept = false;
  #connection: Connection | undefined;
  /** The session of the connection that there is, or was last. */
  #session: Session | undefined;
  #callback: Callback | undefined;
  #timer: Timer | undefined;

  constructor(
    uri: string | api.ManagerOptions | undefined,
    options: api.ManagerOptions | undefined,
    runtime: Runtime,
  ) {
    super();
    const [address, given = {}] = typeof uri === "object" ? [undefined, uri] : [uri, options];
    this.#address = parseAddress(address, runtime.location);
    this.uri = this.#address.origin;
    this.opts = given;
    this.#runtime = runtime;
    this.#resolved = resolveOptions(given);
    this.userCode = new UserCode({ onError: given.onError ?? runtime.reportFault });
    this.clock = (given.autoUnref === true ? runtime.idleClock : undefined) ?? runtime.clock;
    this.encoding = encodingOf(this.#resolved, this.clock, runtime.asBinary);
    this.revision = revisions[this.#resolved.protocol];
    this.#reconnection = new Reconnection(this.#resolved, this.clock, runtime.random);
    this.#network = new NetworkWatch(runtime.network, this, this.#resolved.closeOnBeforeunload);
    if (this.#resolved.autoConnect) {
      this.open();
    }
  }

  get connection(): Connection | undefined {
    return this.#connection;
  }

  get outboxLimits(): OutboxLimits {
    return this.#resolved;
  }

  /** The sockets that want to be connected. */
  get activeMembers(): readonly Socket[] {
    return Object.values(this.nsps).filter(({ active }) => active);
  }

  get engine(): Session {
    return this.#session as Session; // as in socket.io-client, whose types hide that there is none before `open`
  }

  get _readyState(): "closed" | "opening" | "open" {
    return this.#state;
  }

  get _reconnecting(): boolean {
    return this.#isReconnecting;
  }

  // --- what users call

  socket(namespace: string, options: api.SocketOptions = {}): Socket {
    let socket = this.memberOf(namespace);
    if (socket === undefined) {
      assertOptions(options);
      socket = new Socket(this, namespace, options, this.opts.query);
      this.nsps[namespace] = socket;
    }
    if (this.#resolved.autoConnect && !socket.active) {
      socket.connect();
    }
    return socket;
  }

  open(callback?: Callback): this {
    if (this.#state === "closed") {
      this.#isKept = true;
      this.#start(callback);
    }
    return this;
  }

  connect(callback?: Callback): this {
    return this.open(callback);
  }

  _close(): void {
    this.#isKept = false;
    this.#isReconnecting = false;
    this.#reconnection.cancel();
    this.#reconnection.attempts = 0;
    this.#network.stop();
    this.#connection?.session.close();
  }

  reconnection(): boolean;
  reconnection(value: boolean): this;
  reconnection(value?: boolean): boolean | this {
    const result = this.#option("reconnection", value);
    if (value === false && this.#state === "closed") {
      this.#reconnection.cancel();
      this.#isReconnecting = false;
      this.#network.stop();
    }
    return result;
  }

  reconnectionAttempts(): number;
  reconnectionAttempts(value: number): this;
  reconnectionAttempts(value?: number): number | this {
    return this.#option("reconnectionAttempts", value);
  }

  reconnectionDelay(): number;
  reconnectionDelay(valueMs: number): this;
  reconnectionDelay(valueMs?: number): number | this {
    return this.#option("reconnectionDelay", valueMs);
  }

  reconnectionDelayMax(): number;
  reconnectionDelayMax(valueMs: number): this;
  reconnectionDelayMax(valueMs?: number): number | this {
    return this.#option("reconnectionDelayMax", valueMs);
  }

  randomizationFactor(): number;
  randomizationFactor(value: number): this;
  randomizationFactor(value?: number): number | this {
    return this.#option("randomizationFactor", value);
  }

  timeout(): number | false;
  timeout(valueMs: number | false): this;
  timeout(valueMs?: number | false): number | false | this {
    return this.#option("timeout", valueMs);
  }

  // --- from the sockets

  activate(socket: Socket): void {
    if (!this.#isReconnecting) {
      this.open();
    }
    if (this.#connection?.isReady === true) {
      socket.ready(this.#connection);
    }
  }

  deactivate(): void {
    if (this.activeMembers.length === 0) {
      this._close();
    }
  }

  encode(packet: EventPacket): EncodedPacket {
    return this.encoding.encode(packet, clientRevision4); // events are the same in both
  }

  // --- from the connection

  memberOf(namespace: string): Socket | undefined {
    return Object.hasOwn(this.nsps, namespace) ? this.nsps[namespace] : undefined;
  }

  opened(): void {
    this.#stopTimer();
    this.#state = "open";
    const { attempts } = this.#reconnection;
    const isReconnected = this.#isReconnecting;
    this.#isReconnecting = false;
    this.#reconnection.opened();
    this.#tell("open");
    this.#takeCallback()?.();
    if (isReconnected && attempts > 0) {
      this.#tell("reconnect", attempts);
    }
  }

  heartbeat(): void {
    this.#tell("ping");
  }

  closed(reason: api.DisconnectReason, details: api.DisconnectDetails | undefined): void {
    this.#stopTimer();
    const wasOpen = this.#state === "open";
    this.#connection = undefined;
    this.#state = "closed";
    this.#reconnection.ended();
    const error = new ConnectError(reason, details);
    if (wasOpen) {
      this.#lost(reason, details, error);
    } else if (this.#isKept) {
      this.#failed(error);
    }
  }

  openTransport(listener: ClientTransportListener): ClientTransport {
    const { opts } = this;
    const { websocket } = (opts.transportOptions ?? {}) as { readonly websocket?: api.WebSocketOptions };
    const options = websocket === undefined ? opts : Object.assign({}, opts, websocket);
    const url = requestUrl(this.#address, this.#resolved, opts.query);
    const { protocols, extraHeaders: headers } = options;
    const { maxPacketBytes: maxPayloadBytes } = this.#resolved;
    this.#reconnection.started();
    return this.#runtime.openTransport({ url, protocols, headers, maxPayloadBytes, options }, listener);
  }

  // --- from the network

  networkLost(): void {
    this.#connection?.session.end("transport close", { description: "network connection lost" });
  }

  networkBack(): void {
    this.#reconnection.hasten();
    this.#connection?.session.probe();
  }

  pageLeft(): void {
    this.#connection?.session.close();
  }

  // --- details

  #start(callback: Callback | undefined): void {
    this.#state = "opening";
    this.#reconnection.cancel();
    this.#callback = callback;
    this.#network.start();
    this.#connection = new Connection(this);
    this.#session = this.#connection.session;
    const { timeout } = this.#resolved;
    if (timeout !== false) {
      this.#timer = this.clock.schedule(() => this.#timedOut(), timeout);
    }
  }

  #stopTimer(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #timedOut(): void {
    this.#connection?.session.abort("transport error", { description: "timeout", code: "TIMEOUT" });
  }

  /** The connection, which was open, has ended. */
  #lost(reason: api.DisconnectReason, details: api.DisconnectDetails | undefined, error: Error): void {
    this.#isReconnecting = this.#isRestored; // who connects as soon as it hears of it waits for that, too
    for (const socket of this.activeMembers) {
      socket.connectionClosed(reason, details, error);
    }
    this.#tell("close", reason, details);
    this.#reconnect();
  }

  /** The connection could not be opened. */
  #failed(error: Error): void {
    const callback = this.#takeCallback();
    const wasReconnecting = this.#isReconnecting;
    const isTold = callback !== undefined; // who has asked for the outcome takes it from there
    this.#isReconnecting = this.#isRestored && (!isTold || wasReconnecting);
    for (const socket of this.activeMembers) {
      socket.connectFailed(error);
    }
    this.#tell("error", error);
    if (wasReconnecting) {
      this.#tell("reconnect_error", error);
    }
    callback?.(error);
    this.#reconnect();
  }

  /** Whether a connection that has ended is to be made anew. */
  get #isRestored(): boolean {
    return this.#isKept && this.#resolved.reconnection;
  }

  /** Waits for the next attempt, unless all is over or somebody has started one. */
  #reconnect(): void {
    if (this.#state !== "closed") {
      return;
    }
    if (!this.#isReconnecting) {
      this.#network.stop();
      return;
    }
    if (this.#reconnection.attempts >= this.#resolved.reconnectionAttempts) {
      this.#isReconnecting = false;
      this.#reconnection.attempts = 0;
      this.#network.stop();
      this.#tell("reconnect_failed");
      return;
    }
    this.#reconnection.schedule(() => {
      this.#tell("reconnect_attempt", this.#reconnection.attempts);
      if (this.#isKept && this.#state === "closed") {
        this.#start(undefined);
      }
    });
  }

  /** Who has asked for the outcome of the attempt, once. */
  #takeCallback(): Callback | undefined {
    const callback = this.#callback;
    this.#callback = undefined;
    const context = { hook: "open", source: this };
    return callback && ((...args) => this.userCode.call(callback, args, context));
  }

  /** Gives an option that may be changed, or changes it. */
  #option<Name extends keyof ResolvedOptions>(
    name: Name,
    value: ResolvedOptions[Name] | undefined,
  ): ResolvedOptions[Name] | this {
    if (value === undefined) {
      return this.#resolved[name];
    }
    assertOption(name, value);
    this.#resolved[name] = value;
    return this;
  }

  #tell(event: string, ...args: unknown[]): void {
    this.userCode.dispatch(this, event, args);
  }
}
