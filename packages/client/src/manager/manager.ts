import { type Clock, type Timer, UserCode } from "@sockeye/internal";
import { type ClientRevision, clientRevision3, clientRevision4, type EventPacket } from "@sockeye/protocol";
import { parseArguments } from "../address.js";
import type * as api from "../api.js";
import { Connection, type ConnectionHome } from "../connection/connection.js";
import { ClientEmitter } from "../emitter.js";
import { encodingOf } from "../encoding/choice.js";
import type { EncodedPacket, Encoding } from "../encoding/encoding.js";
import { assertOption, checked, type ResolvedOptions, resolveOptions } from "../options.js";
import type { ClientTransport, ClientTransportListener, Runtime } from "../runtime.js";
import { Socket, type SocketHome } from "../socket/socket.js";
import { ConnectError } from "./connect-error.js";
import { Reconnection } from "./reconnection.js";
import { requestUrl } from "./request-url.js";

type Callback = (error?: Error) => void;

const revisions = { auto: undefined, 3: clientRevision3, 4: clientRevision4 } as const;

/**
 * The connection to one server, kept up for the sockets of all its namespaces: opens it, opens it again, and tells the
 * sockets. It is a long file for its many accessors. PROTOCOL.md, Connection.
 */
export class ManagerCore extends ClientEmitter implements api.Manager, SocketHome, ConnectionHome {
  readonly uri: string;
  readonly opts: api.ManagerOptions;
  readonly nsps: Record<string, Socket> = {};
  readonly clock: Clock;
  readonly userCode: UserCode;
  readonly encoding: Encoding;
  readonly revision: ClientRevision | undefined;
  /** The options in force. */
  readonly settings: ResolvedOptions;
  readonly #runtime: Runtime;
  readonly #reconnection: Reconnection;
  /** What to do at what the page tells of its network, and of its end. */
  readonly #networkListeners: Readonly<Record<string, () => void>> | undefined;
  #isReconnecting = false;
  /** Whether a connection that ends is made anew. */
  #isKept = false;
  /** The connection that there is, or was last. */
  #latest: Connection | undefined;
  /** Who has asked for the outcome of the attempt. */
  #callback: Callback | undefined;
  /** That of the attempt, or for the next one. */
  #timer: Timer | undefined;

  constructor(
    uri: string | api.ManagerOptions | undefined,
    given: api.ManagerOptions | undefined,
    runtime: Runtime,
  ) {
    super();
    const { origin, options } = parseArguments(uri, given, runtime.location);
    this.uri = origin;
    this.opts = options;
    this.#runtime = runtime;
    this.settings = resolveOptions(options);
    this.userCode = new UserCode({ onError: options.onError ?? runtime.reportFault });
    this.clock = runtime.clockFor(options);
    this.encoding = encodingOf(this.settings, this.clock, runtime.asBinary);
    this.revision = revisions[this.settings.protocol];
    this.#reconnection = new Reconnection(this.settings, this.clock, runtime.random);
    this.#networkListeners = runtime.network && this.#listenersOfNetwork();
    if (this.settings.autoConnect) {
      this.open();
    }
  }

  get connection(): Connection | undefined {
    return this.#latest?.isAlive ? this.#latest : undefined;
  }

  /** The sockets that want to be connected. */
  get activeMembers(): readonly Socket[] {
    return Object.values(this.nsps).filter(({ active }) => active);
  }

  get engine(): Connection {
    return this.#latest as Connection; // as in socket.io-client, whose types hide that there is none before `open`
  }

  get _reconnecting(): boolean {
    return this.#isReconnecting;
  }

  get _readyState(): "closed" | "opening" | "open" {
    return (this.connection?.readyState ?? "closed") as "closed" | "opening" | "open"; // it is alive
  }

  // --- what users call

  socket(namespace: string, options: api.SocketOptions = {}): Socket {
    let socket = this.memberOf(namespace);
    if (!socket) {
      checked(options);
      socket = new Socket(this, namespace, options);
      this.nsps[namespace] = socket;
    }
    if (this.settings.autoConnect && !socket.active) {
      socket.connect();
    }
    return socket;
  }

  open(callback?: Callback): this {
    if (!this.connection) {
      this.#isKept = true;
      this.#callback = callback;
      this.#listen("addEventListener");
      this.#latest = new Connection(this);
      this.#wait(this.settings.timeout, () =>
        this.connection?.abort("transport error", { description: "timeout", code: "TIMEOUT" }),
      );
    }
    return this;
  }

  connect(callback?: Callback): this {
    return this.open(callback);
  }

  _close(): void {
    this.#isKept = false;
    this.#rest();
    this.connection?.close();
  }

  reconnection(): boolean;
  reconnection(value: boolean): this;
  reconnection(value?: boolean): boolean | this {
    const result = this.#option("reconnection", value);
    if (value === false && !this.connection) {
      this.#rest();
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
    const { connection } = this;
    if (connection?.isReady) {
      socket.ready(connection);
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
    this.#timer?.cancel();
    const { attempts } = this.#reconnection;
    const isReconnected = this.#isReconnecting;
    const callback = this.#callback;
    this.#callback = undefined;
    this.#isReconnecting = false;
    this.#reconnection.opened();
    this.#tell("open");
    this.#answer(callback);
    if (isReconnected && attempts > 0) {
      this.#tell("reconnect", attempts);
    }
  }

  heartbeat(): void {
    this.#tell("ping");
  }

  closed(reason: api.DisconnectReason, details: api.DisconnectDetails | undefined, wasOpen: boolean): void {
    const wasReconnecting = this.#isReconnecting;
    const callback = this.#callback;
    this.#reconnection.ended();
    if (!wasOpen && !this.#isKept) {
      return;
    }
    // Who connects as soon as it hears of it waits for that, too; who has asked for the outcome takes it from there.
    const isLeftToUs = !callback || wasReconnecting;
    this.#isReconnecting = this.#isKept && this.settings.reconnection && isLeftToUs;
    const error = new ConnectError(reason, details);
    for (const socket of this.activeMembers) {
      socket.connectionClosed(reason, details, error);
    }
    if (wasOpen) {
      this.#tell("close", reason, details);
    } else {
      this.#tell("error", error);
    }
    if (wasReconnecting) {
      this.#tell("reconnect_error", error);
    }
    this.#answer(callback, error);
    if (!this.connection) {
      this.#reconnect();
    }
  }

  openTransport(listener: ClientTransportListener): ClientTransport {
    const { opts, settings } = this;
    const { websocket } = Object(opts.transportOptions) as { readonly websocket?: api.WebSocketOptions };
    const url = requestUrl(this.uri, settings, opts.query);
    const options = Object.assign({}, opts, websocket);
    this.#reconnection.started();
    return this.#runtime.openTransport({ url, options, settings }, listener);
  }

  // --- details

  #listenersOfNetwork(): Record<string, () => void> {
    return {
      offline: () => this.connection?.end("transport close", { description: "network connection lost" }),
      online: () => this.#networkBack(),
      ...(this.settings.closeOnBeforeunload && { beforeunload: () => this.connection?.close() }),
    };
  }

  /** Listens to what the page tells while a connection is wanted, or no longer. */
  #listen(method: "addEventListener" | "removeEventListener"): void {
    for (const [event, listener] of Object.entries(this.#networkListeners ?? {})) {
      this.#runtime.network?.[method](event, listener);
    }
  }

  #networkBack(): void {
    if (this.connection) {
      this.connection.probe();
    } else if (this.#isReconnecting) {
      this.#waitForNext(this.#reconnection.pauseMs);
    }
  }

  /** Waits for the next attempt, or gives up. */
  #reconnect(): void {
    const wasReconnecting = this.#isReconnecting;
    if (wasReconnecting && this.#reconnection.attempts < this.settings.reconnectionAttempts) {
      this.#waitForNext(this.#reconnection.nextDelayMs());
      return;
    }
    this.#rest();
    if (wasReconnecting) {
      this.#tell("reconnect_failed");
    }
  }

  #waitForNext(delayMs: number): void {
    this.#wait(delayMs, () => {
      this.#tell("reconnect_attempt", this.#reconnection.attempts);
      if (this.#isKept) {
        this.open();
      }
    });
  }

  /** Makes no more attempts. */
  #rest(): void {
    this.#isReconnecting = false;
    this.#reconnection.attempts = 0;
    this.#timer?.cancel();
    this.#listen("removeEventListener");
  }

  #wait(delayMs: number | false, act: () => void): void {
    this.#timer?.cancel();
    this.#timer = delayMs === false ? undefined : this.clock.schedule(act, delayMs);
  }

  #answer(callback: Callback | undefined, ...args: Error[]): void {
    if (callback) {
      this.userCode.call(callback, args, { hook: "open", source: this });
    }
  }

  /** Gives an option that may be changed, or changes it. */
  #option<Name extends keyof ResolvedOptions>(
    name: Name,
    value: ResolvedOptions[Name] | undefined,
  ): ResolvedOptions[Name] | this {
    if (value === undefined) {
      return this.settings[name];
    }
    assertOption(name, value);
    this.settings[name] = value;
    return this;
  }

  #tell(event: string, ...args: unknown[]): void {
    this.userCode.dispatch(this, event, args);
  }
}
