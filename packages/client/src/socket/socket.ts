import {
  assertEmittable,
  type Clock,
  DisconnectedError,
  DroppedError,
  PendingAcks,
  type UntypedListener,
  type UserCode,
  withAnyEvents,
} from "@sockeye/internal";
import type { AckPacket, EventPacket, Grant, Refusal } from "@sockeye/protocol";
import type * as api from "../api.js";
import type { Connection, Member } from "../connection/connection.js";
import { ClientEmitter } from "../emitter.js";
import type { EncodedPacket } from "../encoding/encoding.js";
import type { EmitFlags } from "./emit-flags.js";
import { type EncodedEvent, Outbox, type OutboxLimits } from "./outbox.js";
import { RetryQueue, type RetryQueueOwner } from "./retry-queue.js";

/** The manager, as far as a socket knows it. */
export interface SocketHome extends api.Manager {
  readonly clock: Clock;
  readonly userCode: UserCode;
  readonly settings: OutboxLimits;
  /** The connection, while there is one. */
  readonly connection: Connection | undefined;
  /** The socket wants to be connected. */
  activate(socket: Socket): void;
  /** A socket wants that no longer. */
  deactivate(): void;
  /** Encodes an event, which is the same for every connection. Throws for a payload that can't travel. */
  encode(packet: EventPacket): EncodedPacket;
}

type EventData = [event: string, ...args: unknown[]];

const noFlags: EmitFlags = {};
/** A volatile event is dropped when more than this has yet to leave: what one turn sends is no backlog. */
const backlogBytes = 16_384;
/** What comes before the grant is kept for the application, up to this number. */
const maxEarlyEvents = 1_000;

/**
 * One namespace of a connection, and what users hold of it; it outlives connections. Packets come by `receive`, events
 * go out by `emit`. PROTOCOL.md, Namespaces and Events.
 */
export class Socket extends withAnyEvents(ClientEmitter) implements api.Socket, Member {
  readonly io: SocketHome;
  readonly nsp: string;
  auth: api.SocketAuth;
  id: string | undefined;
  recovered = false;

  /** Whether it wants to be connected. */
  #isActive = false;
  #flags: EmitFlags;
  /** What applies to an event of which nothing else is said. */
  readonly #defaultFlags: EmitFlags;
  readonly #options: api.SocketOptions;
  /** The connection over which it has joined its namespace. */
  #connection: Connection | undefined;
  #nextAckId = 0;
  #pendingAcks: PendingAcks | undefined;
  #outbox: Outbox<EncodedEvent> | undefined;
  #retryQueue: RetryQueue | undefined;
  #early: EventPacket[] = [];
  /** The secret that a server which can recover sessions gave, and how far its events have come. */
  #pid: string | undefined;
  #offset: string | undefined;

  constructor(home: SocketHome, namespace: string, options: api.SocketOptions) {
    super();
    this.io = home;
    this.nsp = namespace;
    this.auth = options.auth as api.SocketAuth; // as in socket.io-client, whose types hide that there may be none
    this.#options = options;
    this.#defaultFlags = options.ackTimeout === undefined ? noFlags : { timeout: options.ackTimeout };
    this.#flags = this.#defaultFlags;
  }

  get connected(): boolean {
    return this.#connection !== undefined;
  }

  get disconnected(): boolean {
    return !this.connected;
  }

  get active(): boolean {
    return this.#isActive;
  }

  get receiveBuffer(): unknown[][] {
    return this.#early.map(({ data }) => [...data]);
  }

  get sendBuffer(): EventPacket[] {
    return this.#outbox?.packets ?? [];
  }

  set sendBuffer(packets: readonly unknown[]) {
    if (packets.length > 0) {
      throw new TypeError("expected sendBuffer to be set to []");
    }
    this.#outbox?.clear();
  }

  // --- coming and going

  connect(): this {
    if (!this.connected) {
      this.#isActive = true;
      this.io.activate(this);
    }
    return this;
  }

  open(): this {
    return this.connect();
  }

  disconnect(): this {
    if (this.#isActive) {
      this.io.connection?.leave(this.nsp);
      this.#rest("io client disconnect");
    }
    return this;
  }

  close(): this {
    return this.disconnect();
  }

  // --- events out

  emit(...data: unknown[]): this {
    const flags = this.#takeFlags();
    assertEventData(data);
    const callback = typeof data.at(-1) === "function" ? (data.pop() as UntypedListener) : undefined;
    if (callback || this.#isRetried(flags)) {
      const answered = (...answer: unknown[]): void =>
        callback && this.io.userCode.call(callback, answer, { hook: "acknowledgement", source: this });
      this.#ask(data, flags, answered, flags.timeout !== undefined);
    } else {
      this.#send({ type: "event", namespace: this.nsp, data }, flags);
    }
    return this;
  }

  // biome-ignore lint/suspicious/noExplicitAny: the answer is whatever the server said
  emitWithAck(...data: unknown[]): Promise<any> {
    return new Promise((resolve, reject) => {
      const flags = this.#takeFlags();
      assertEventData(data);
      const signal = takeSignal(data);
      signal?.throwIfAborted();
      let forget = (): void => undefined;
      const abort = (): void => {
        forget();
        reject(signal?.reason);
      };
      const settle = (error: unknown, answer: unknown): void => {
        signal?.removeEventListener("abort", abort);
        if (error === null) {
          resolve(answer);
        } else {
          reject(error);
        }
      };
      signal?.addEventListener("abort", abort);
      try {
        forget = this.#ask(data, flags, settle, true);
      } catch (error) {
        settle(error, undefined);
      }
    });
  }

  send(...args: unknown[]): this {
    return this.emit("message", ...args);
  }

  timeout(timeout: number): Socket {
    return this.#flag({ timeout });
  }

  get volatile(): this {
    return this.#flag({ volatile: true });
  }

  compress(compress: boolean): this {
    return this.#flag({ compress });
  }

  // --- from the manager and the connection

  ready(connection: Connection): void {
    if (!this.#isWaiting) {
      return;
    }
    const auth = connection.isImplicit(this.nsp) ? undefined : this.auth;
    if (typeof auth === "function") {
      const answer = (data: Record<string, unknown>): void => this.#askToJoin(connection, data);
      const context = { hook: "auth", source: this };
      const failed = (): void => this.#authFailed(connection, undefined);
      this.io.userCode.call(auth as UntypedListener, [answer], context, failed);
    } else {
      this.#askToJoin(connection, auth);
    }
  }

  granted({ sid, pid }: Grant): void {
    this.id = sid;
    this.recovered = pid !== undefined && pid === this.#pid;
    this.#pid = pid;
    if (!this.recovered) {
      this.#offset = undefined;
    }
    this.#connection = this.io.connection;
    for (const packet of this.#early.splice(0)) {
      this.receive(packet);
    }
    this.#flush();
    if (this.connected) {
      this.#retryQueue?.drain();
      this.#tell("connect");
    }
  }

  errorTold({ message, data }: Refusal): void {
    this.#tell("error", data ?? message);
  }

  dismissed({ message, data }: Refusal): void {
    if (!this.#rest("io server disconnect")) {
      this.#tell("connect_error", Object.assign(new Error(message), { data }));
    }
  }

  /** The connection has ended; the socket comes back with the next one. */
  connectionClosed(
    reason: api.DisconnectReason,
    details: api.DisconnectDetails | undefined,
    error: Error,
  ): void {
    if (!this.#left(reason, details)) {
      this.connectFailed(error);
    }
  }

  /** There is no connection. */
  connectFailed(error: Error): void {
    if (this.#isWaiting) {
      this.#tell("connect_error", error);
    }
  }

  receive(packet: EventPacket | AckPacket): void {
    if (packet.type === "ack") {
      this.#pendingAcks?.take(packet.id)?.(...packet.data);
    } else if (this.connected) {
      this.#deliver(packet);
    } else if (this.#isActive && this.#early.push(packet) > maxEarlyEvents) {
      this.io.connection?.violated("NAMESPACE_NOT_JOINED");
    }
  }

  // --- details

  /** Whether it wants to be connected, and is not. */
  get #isWaiting(): boolean {
    return this.#isActive && !this.connected;
  }

  /** It wants to be connected no longer. True if it was. */
  #rest(reason: api.DisconnectReason): boolean {
    this.#isActive = false;
    return this.#left(reason, undefined);
  }

  /** It is not in its namespace. True if it was. */
  #left(reason: api.DisconnectReason, details: api.DisconnectDetails | undefined): boolean {
    const wasJoined = this.connected;
    this.#connection = undefined;
    this.#early = [];
    if (!this.#isActive) {
      this.io.deactivate();
    }
    if (wasJoined) {
      this.id = undefined;
      this.#tell("disconnect", reason, details);
      const unsent = new Set(this.sendBuffer.map(({ id }) => id));
      this.#pendingAcks?.abandonAll(new DisconnectedError(), (id) => unsent.has(id));
    }
    return wasJoined;
  }

  #askToJoin(connection: Connection, auth: Record<string, unknown> | undefined): void {
    if (!this.#isWaiting || this.io.connection !== connection) {
      return; // the answer comes too late
    }
    const said = this.#pid === undefined ? auth : { pid: this.#pid, offset: this.#offset, ...auth };
    try {
      connection.ask(this, { auth: said, query: this.io.opts.query });
    } catch (error) {
      this.io.userCode.report(error, { hook: "auth", source: this });
      this.#authFailed(connection, error);
    }
  }

  /** Where the answer has come before, or nobody waits for it any more, that is only reported. */
  #authFailed(connection: Connection, cause: unknown): void {
    if (this.io.connection === connection && !connection.isAsked(this.nsp)) {
      this.connectFailed(new Error("the option auth gave nothing that can be sent", { cause }));
    }
  }

  #send(packet: EventPacket, flags: EmitFlags): void {
    const canSend = this.#canSend() && !this.#outbox?.first;
    const connection = this.#connection;
    if (flags.volatile && (!canSend || (connection?.bufferedAmount ?? 0) > backlogBytes)) {
      this.#pendingAcks?.abandon(packet.id ?? -1, new DroppedError());
    } else if (canSend) {
      this.#sendEncoded(this.#encode(packet, flags));
    } else {
      this.#outbox ??= new Outbox(this.io.settings);
      this.#outbox.add(this.#encode(packet, flags));
    }
  }

  #encode<Packet extends EventPacket>(packet: Packet, flags: EmitFlags): EncodedEvent & { packet: Packet } {
    return { packet, messages: this.io.encode(packet), flags };
  }

  /** Whether there is a connection that is not known to be dead: after a sleep, nobody may have noticed yet. */
  #canSend(): boolean {
    this.#connection?.checkLink();
    return this.connected;
  }

  #sendEncoded({ packet, messages, flags }: EncodedEvent): void {
    this.#connection?.sendEncoded(messages, flags.compress);
    this.io.userCode.callAny(this.outgoing, packet.data, this);
  }

  #flush(): void {
    while (this.connected) {
      const event = this.#outbox?.shift();
      if (!event) {
        return;
      }
      this.#sendEncoded(event);
    }
  }

  /** Sends an event that asks for an ack, bare or behind null or an error. Returns how to forget it. */
  #ask(data: EventData, flags: EmitFlags, answered: UntypedListener, isErrorFirst: boolean): () => void {
    const id = this.#nextAckId;
    const packet = { type: "event", namespace: this.nsp, id, data } as const;
    const forget = (): void => {
      this.#pendingAcks?.take(id);
      this.#outbox?.drop(id);
      this.#retryQueue?.drop(id);
    };
    this.#nextAckId += 1;
    if (this.#isRetried(flags)) {
      this.#retryQueue ??= this.#makeRetryQueue();
      this.#retryQueue.add({ ...this.#encode(packet, flags), answered, tries: 0, isUnderWay: false });
      return forget;
    }
    this.#await(id, flags, answered, isErrorFirst);
    try {
      this.#send(packet, flags);
    } catch (error) {
      forget();
      throw error;
    }
    return forget;
  }

  /** Awaits an ack, which may be that of an event that has not been sent yet. */
  #await(id: number, { timeout }: EmitFlags, answered: UntypedListener, isErrorFirst: boolean): void {
    this.#canSend(); // a connection that is found dead herewith takes only those with it that were asked before
    this.#pendingAcks ??= new PendingAcks(this.io.clock);
    if (isErrorFirst) {
      const settle = (...outcome: unknown[]): void => {
        this.#outbox?.drop(id);
        answered(...outcome);
      };
      this.#pendingAcks.addErrorFirst(id, settle, timeout);
    } else {
      this.#pendingAcks.add(id, answered);
    }
  }

  #isRetried({ volatile }: EmitFlags): boolean {
    return !volatile && (this.#options.retries ?? 0) > 0;
  }

  #makeRetryQueue(): RetryQueue {
    const owner: RetryQueueOwner = {
      retries: this.#options.retries ?? 0,
      canSend: () => this.#canSend(),
      send: (event, answered) => {
        this.#await(event.packet.id, event.flags, answered, true);
        this.#sendEncoded(event);
      },
    };
    return new RetryQueue(owner, this.io.settings);
  }

  #deliver({ id, data }: EventPacket): void {
    const event = id === undefined ? data : [...data, this.#ackFor(id)];
    this.io.userCode.callAny(this.incoming, event, this);
    this.io.userCode.dispatch(this, data[0], event.slice(1));
    if (this.#pid !== undefined) {
      this.#noteOffset(data);
    }
  }

  /** A server that can recover sessions puts how far it has come behind the arguments of its events. */
  #noteOffset(data: EventPacket["data"]): void {
    const last = data.at(-1);
    if (data.length > 1 && typeof last === "string") {
      this.#offset = last;
    }
  }

  /** The function that a listener answers with. Only the first call counts, and only while the connection lasts. */
  #ackFor(id: number): UntypedListener {
    const connection = this.#connection;
    let isSent = false;
    return (...answer: unknown[]) => {
      if (!isSent && this.#connection === connection) {
        connection?.send({ type: "ack", namespace: this.nsp, id, data: answer });
        isSent = true;
      }
    };
  }

  #tell(event: string, ...args: unknown[]): void {
    this.io.userCode.dispatch(this, event, args);
  }

  #flag(flags: EmitFlags): this {
    this.#flags = { ...this.#flags, ...flags };
    return this;
  }

  /** The flags of the event that is being emitted. */
  #takeFlags(): EmitFlags {
    const flags = this.#flags;
    this.#flags = this.#defaultFlags;
    return flags;
  }
}

function assertEventData(data: unknown[]): asserts data is EventData {
  assertEmittable(data[0]);
}

/** An `AbortSignal` in last place, which is none of the event's arguments. */
function takeSignal(data: unknown[]): AbortSignal | undefined {
  const last = data.at(-1);
  return last instanceof AbortSignal ? (data.pop() as AbortSignal) : undefined;
}
