import { type Clock, type Timer, UserCode } from "@sockeye/internal";
import { type ClientRevision, clientRevision3, clientRevision4, type EventPacket } from "@sockeye/protocol";
import { type Address, parseAddress } from "../address.js";
import type * as api from "../api.js";
import { Connection, type ConnectionHome } from "../connection/connection.js";
import { ClientEmitter } from "../emitter.js";
import { encodingOf } from "../encoding/choice.js";
import type { EncodedPacket, Encoding } from "../encoding/encoding.js";
import { assertOption, assertOptions, type ResolvedOptions, resolveOptions } from "../options.js";
import type { ClientTransport, ClientTransportListener, NetworkEvents, Runtime } from "../runtime.js";
import type { OutboxLimits } from "../socket/outbox.js";
import { Socket, type SocketHome } from "../socket/socket.js";
import { ConnectError } from "./connect-error.js";
import { NetworkWatch } from "./network-watch.js";
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
  readonly #address: Address;
  readonly #runtime: Runtime;
  readonly #resolved: ResolvedOptions;
  readonly #reconnection: Reconnection;
  readonly #network: NetworkWatch | undefined;
  #state: "closed" | "opening" | "open" = "closed";
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
    this.#network = runtime.network && this.#watchOver(runtime.network);
    if (this.#resolved.autoConnect) {
      this.open();
    }
  }

  get connection(): Connection | undefined {
    return this.#state === "closed" ? undefined : this.#latest;
  }

  get outboxLimits(): OutboxLimits {
    return this.#resolved;
  }

  /** The sockets that want to be connected. */
  get activeMembers(): readonly Socket[] {
    return Object.values(this.nsps).filter(({ active }) => active);
  }

  get engine(): Connection {
    return this.#latest as Connection; // as in socket.io-client, whose types hide that there is none before `open`
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
    this.#rest();
    this.connection?.close();
  }

  reconnection(): boolean;
  reconnection(value: boolean): this;
  reconnection(value?: boolean): boolean | this {
    const result = this.#option("reconnection", value);
    if (value === false && this.#state === "closed") {
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
    if (connection?.isReady === true) {
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
    this.#state = "open";
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

  closed(reason: api.DisconnectReason, details: api.DisconnectDetails | undefined): void {
    const wasOpen = this.#state === "open";
    const wasReconnecting = this.#isReconnecting;
    const callback = this.#callback;
    this.#timer?.cancel();
    this.#state = "closed";
    this.#reconnection.ended();
    if (!wasOpen && !this.#isKept) {
      return;
    }
    // Who connects as soon as it hears of it waits for that, too; who has asked for the outcome takes it from there.
    const isLeftToUs = callback === undefined || wasReconnecting;
    this.#isReconnecting = this.#isKept && this.#resolved.reconnection && isLeftToUs;
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
    this.#reconnect();
  }

  openTransport(listener: ClientTransportListener): ClientTransport {
    const { opts } = this;
    const transportOptions = opts.transportOptions as
      | { readonly websocket?: api.WebSocketOptions }
      | undefined;
    const options = Object.assign({}, opts, transportOptions?.websocket);
    const url = requestUrl(this.#address, this.#resolved, opts.query);
    const { protocols, extraHeaders: headers } = options;
    const { maxPacketBytes: maxPayloadBytes } = this.#resolved;
    this.#reconnection.started();
    return this.#runtime.openTransport({ url, protocols, headers, maxPayloadBytes, options }, listener);
  }

  // --- details

  #watchOver(events: NetworkEvents): NetworkWatch {
    return new NetworkWatch(events, {
      offline: () => this.connection?.end("transport close", { description: "network connection lost" }),
      online: () => this.#networkBack(),
      ...(this.#resolved.closeOnBeforeunload && { beforeunload: () => this.connection?.close() }),
    });
  }

  #networkBack(): void {
    if (this.#isReconnecting && this.#state === "closed") {
      this.#wait(this.#reconnection.pauseMs);
    }
    this.connection?.probe();
  }

  #start(callback: Callback | undefined): void {
    this.#state = "opening";
    this.#timer?.cancel();
    this.#callback = callback;
    this.#network?.start();
    this.#latest = new Connection(this);
    const { timeout } = this.#resolved;
    if (timeout !== false) {
      this.#timer = this.clock.schedule(() => this.#timedOut(), timeout);
    }
  }

  #timedOut(): void {
    this.connection?.abort("transport error", { description: "timeout", code: "TIMEOUT" });
  }

  /** Waits for the next attempt, unless all is over or somebody has started one. */
  #reconnect(): void {
    if (this.#state !== "closed") {
      return;
    }
    const isExhausted = this.#reconnection.attempts >= this.#resolved.reconnectionAttempts;
    if (this.#isReconnecting && !isExhausted) {
      this.#wait(this.#reconnection.nextDelayMs());
      return;
    }
    const hasGivenUp = this.#isReconnecting;
    this.#rest();
    if (hasGivenUp) {
      this.#tell("reconnect_failed");
    }
  }

  /** Makes no more attempts. */
  #rest(): void {
    this.#isReconnecting = false;
    this.#reconnection.attempts = 0;
    this.#timer?.cancel();
    this.#network?.stop();
  }

  #wait(delayMs: number): void {
    this.#timer?.cancel();
    this.#timer = this.clock.schedule(() => this.#startAgain(), delayMs);
  }

  #startAgain(): void {
    this.#tell("reconnect_attempt", this.#reconnection.attempts);
    if (this.#isKept && this.#state === "closed") {
      this.#start(undefined);
    }
  }

  #answer(callback: Callback | undefined, ...args: Error[]): void {
    if (callback !== undefined) {
      this.userCode.call(callback, args, { hook: "open", source: this });
    }
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
