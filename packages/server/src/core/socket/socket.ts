import type { UntypedListener } from "@sockeye/internal";
import { assertEmittable, DisconnectedError, DroppedError } from "@sockeye/internal";
import type { AckPacket, DisconnectReason, EventPacket } from "@sockeye/protocol";
import type { Adapter, AdapterPacket, BroadcastFlags, Room, SocketId } from "../../adapter/contract.js";
import type { LocalMember } from "../../adapter/local-adapter.js";
import type * as api from "../../api.js";
import type { Handshake } from "../../handshake.js";
import { type BroadcastHome, BroadcastOperator } from "../broadcast/broadcast-operator.js";
import type { Auth, Client, JoinRequest } from "../client/client.js";
import type { Membership } from "../client/memberships.js";
import type { OutgoingEvent } from "../client/outgoing-event.js";
import type { PacketFlags } from "../client/packet-flags.js";
import { type Middleware, MiddlewareFault, runMiddleware } from "../middleware.js";
import type { Session } from "../session/session.js";
import { AnyEventEmitter } from "./any-event-emitter.js";
import { CappedAcks } from "./capped-acks.js";
import { takeHandshake } from "./handshake.js";

/** What a socket needs of its namespace beyond what users see of it. */
export interface SocketHome extends api.Namespace, Omit<BroadcastHome, "adapter"> {
  /** The socket has left. */
  forget(socket: Socket): void;
  /** A socket has left, and the application has been told. */
  left(): void;
}

const maxUnknownAcks = 100;
const noFlags: BroadcastFlags = {};
/** In place of what an application may keep with a socket, and most do not. */
const unset = Symbol("unset");

/**
 * One client in one namespace, and what users hold of it. Packets come by `receive`, events go out by `emit`. It is a
 * long file for its many methods of one line; what they do stands in files of its own. PROTOCOL.md, Events.
 */
export class Socket extends AnyEventEmitter implements api.Socket, LocalMember, Membership {
  readonly id: SocketId;
  readonly nsp: SocketHome;
  readonly client: Client;
  readonly recovered = false;

  #state: "joining" | "joined" | "leaving" | "left" = "joining";
  #flags: BroadcastFlags = noFlags;
  #pendingAcks: CappedAcks | undefined;
  #unknownAcks = 0;
  /** What the client said to be let in, and when it came; most applications never ask for more of it. */
  readonly #auth: Auth;
  readonly #issued = Date.now();
  #handshake: Handshake | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: it is the application's, which types it by the API's type parameter
  #data: any = unset;
  #middleware: Middleware<api.Event>[] | undefined;

  constructor(home: SocketHome, { client, auth }: JoinRequest, freshId: () => string) {
    super();
    this.nsp = home;
    this.client = client;
    this.id = client.revision.socketId(home.name, client.conn.id, freshId);
    this.#auth = auth;
  }

  get connected(): boolean {
    return this.#state === "joined" || this.#state === "leaving";
  }

  get disconnected(): boolean {
    return !this.connected;
  }

  get handshake(): Handshake {
    this.#handshake ??= takeHandshake(this.conn, this.#auth, this.#issued);
    return this.#handshake;
  }

  // biome-ignore lint/suspicious/noExplicitAny: see above
  get data(): any {
    if (this.#data === unset) {
      this.#data = {};
    }
    return this.#data;
  }

  // biome-ignore lint/suspicious/noExplicitAny: see above
  set data(data: any) {
    this.#data = data;
  }

  get conn(): Session {
    return this.client.conn;
  }

  get request(): api.UpgradeRequest {
    return this.client.request;
  }

  get server(): api.Server {
    return this.nsp.server;
  }

  get adapter(): Adapter {
    return this.nsp.adapter;
  }

  get rooms(): Set<Room> {
    return this.adapter.socketRooms(this.id) ?? new Set();
  }

  get acks(): Map<number, UntypedListener> {
    return this.#acks().byId;
  }

  // --- events out

  override emit(event: string, ...args: unknown[]): boolean {
    const flags = this.#takeFlags();
    assertEmittable(event);
    const callback = args.at(-1);
    if (typeof callback !== "function") {
      this.#send({ type: "event", namespace: this.nsp.name, data: [event, ...args] }, flags);
      return true;
    }
    const answered = (...answer: unknown[]): void => this.#callBack(callback as UntypedListener, answer);
    const form = flags.timeout === undefined ? "add" : "addErrorFirst";
    this.#ask([event, ...args.slice(0, -1)], flags, (id, acks) => acks[form](id, answered, flags.timeout));
    return true;
  }

  // biome-ignore lint/suspicious/noExplicitAny: the answer is whatever the client said
  emitWithAck(event: string, ...args: unknown[]): Promise<any> {
    return new Promise((resolve, reject) => {
      const flags = this.#takeFlags();
      assertEmittable(event);
      const settle = (error: Error | null, answer?: unknown): void =>
        error === null ? resolve(answer) : reject(error);
      this.#ask([event, ...args], flags, (id, acks) => acks.addErrorFirst(id, settle, flags.timeout));
    });
  }

  send(...args: unknown[]): this {
    this.emit("message", ...args);
    return this;
  }

  write(...args: unknown[]): this {
    return this.send(...args);
  }

  timeout(timeoutMs: number): this {
    return this.#flag({ timeout: timeoutMs });
  }

  get volatile(): this {
    return this.#flag({ volatile: true });
  }

  compress(compress: boolean): this {
    return this.#flag({ compress });
  }

  deliver(event: OutgoingEvent, flags: PacketFlags): boolean {
    return this.client.sendShared(event.framesFor(this.client.revision), flags);
  }

  // --- broadcasts, without this socket

  to(room: Room | Room[]): BroadcastOperator {
    return this.#broadcast().to(room);
  }

  in(room: Room | Room[]): BroadcastOperator {
    return this.#broadcast().in(room);
  }

  except(room: Room | Room[]): BroadcastOperator {
    return this.#broadcast().except(room);
  }

  get broadcast(): BroadcastOperator {
    return this.#broadcast();
  }

  get local(): BroadcastOperator {
    return this.#broadcast().local;
  }

  // --- rooms

  join(rooms: Room | Room[]): Promise<void> | void {
    if (this.#state !== "left") {
      return this.adapter.addAll(this.id, new Set([rooms].flat()));
    }
  }

  leave(room: Room): Promise<void> | void {
    return this.adapter.del(this.id, room);
  }

  // --- packets in

  receive(packet: EventPacket | AckPacket): void {
    if (packet.type === "ack") {
      this.#receiveAck(packet);
    } else {
      this.#receiveEvent(packet);
    }
  }

  // --- the way in and the way out

  /** The client has been let in. */
  welcome(): void {
    this.#state = "joined";
    this.#callAdapter((adapter) => adapter.addAll(this.id, new Set([this.id])));
  }

  /** The client has not been let in, or has gone before that. */
  turnAway(): void {
    this.#state = "left";
    if (!this.nsp.sockets.has(this.id)) {
      this.#callAdapter((adapter) => adapter.delAll(this.id)); // a client that makes its ids itself may be in by now, at another try
    }
  }

  disconnect(close = false): this {
    if (this.#state !== "joined") {
      return this;
    }
    if (close) {
      this.client.disconnect();
    } else {
      this.client.dismiss(this.nsp.name);
      this.closed("server namespace disconnect");
    }
    return this;
  }

  closed(reason: DisconnectReason, description?: unknown): void {
    if (this.#state !== "joined") {
      return;
    }
    this.#state = "leaving";
    this.#tell("disconnecting", reason, description);
    this.#state = "left";
    this.nsp.forget(this);
    this.#callAdapter((adapter) => adapter.delAll(this.id));
    this.#pendingAcks?.abandonAll(new DisconnectedError());
    this.#tell("disconnect", reason, description);
    this.nsp.left();
  }

  // --- listeners

  use(middleware: api.SocketMiddleware): this {
    this.#middleware ??= [];
    this.#middleware.push(middleware);
    return this;
  }

  notifyOutgoingListeners({ data }: Pick<AdapterPacket, "data">): void {
    this.nsp.userCode.callAny(this.outgoing, data, this);
  }

  // --- details

  get #isGoing(): boolean {
    return this.#state === "leaving" || this.#state === "left";
  }

  /** False where the event is volatile and was dropped. */
  #send(packet: EventPacket, flags: BroadcastFlags): boolean {
    if (this.#isGoing || !this.client.send(packet, flags)) {
      return false;
    }
    this.nsp.userCode.callAny(this.outgoing, packet.data, this);
    return true;
  }

  /** Sends an event that asks for an ack, which `register` puts among those that are awaited. */
  #ask(
    data: EventPacket["data"],
    flags: BroadcastFlags,
    register: (id: number, acks: CappedAcks) => void,
  ): void {
    const id = this.nsp._ids++;
    const acks = this.#acks();
    register(id, acks);
    try {
      if (!this.#send({ type: "event", namespace: this.nsp.name, id, data }, flags)) {
        acks.abandon(id, this.#isGoing ? new DisconnectedError() : new DroppedError());
      }
    } catch (error) {
      acks.take(id);
      throw error;
    }
  }

  #receiveEvent({ id, data }: EventPacket): void {
    const ack = id === undefined ? undefined : this.#ackFor(id);
    if (this.#middleware === undefined && this.incoming.length === 0) {
      this.#dispatch(data[0], argumentsOf(data, ack), ack); // most events, on most sockets
      return;
    }
    const event: api.Event = [data[0], ...argumentsOf(data, ack)];
    this.nsp.userCode.callAny(this.incoming, event, this);
    if (this.#middleware === undefined) {
      this.#deliver(event, ack);
      return;
    }
    runMiddleware(this.#middleware, event, {
      userCode: this.nsp.userCode,
      source: this,
      done: (refusal) => (refusal === undefined ? this.#deliver(event, ack) : this.#tellRefusal(refusal)),
    });
  }

  /** The event may have been changed by a middleware. */
  #deliver([name, ...args]: api.Event, ack: UntypedListener | undefined): void {
    this.#dispatch(name, args, ack);
  }

  #dispatch(name: string, args: readonly unknown[], ack: UntypedListener | undefined): void {
    if (this.#state !== "joined") {
      return; // it left while a middleware was at work
    }
    const { userCode } = this.nsp;
    if (ack === undefined || this.listenerCount(name) > 1) {
      userCode.dispatch(this, name, args); // with several listeners another may still answer
    } else {
      userCode.dispatch(this, name, args, () => ack(handlerFailed));
    }
  }

  /** The function that a handler answers with. Only the first call counts. */
  #ackFor(id: number): UntypedListener {
    let isSent = false;
    return (...answer: unknown[]) => {
      if (!isSent && this.#state !== "left") {
        this.client.send({ type: "ack", namespace: this.nsp.name, id, data: answer });
        isSent = true;
      }
    };
  }

  #receiveAck({ id, data }: AckPacket): void {
    const ack = this.#pendingAcks?.take(id);
    if (ack !== undefined) {
      this.#callBack(ack, data);
      return;
    }
    if (id < this.nsp._ids) {
      return; // it was asked for once, and given up
    }
    this.#unknownAcks += 1;
    if (this.#unknownAcks > maxUnknownAcks) {
      this.client.violated("ACK_UNKNOWN_LIMIT");
    }
  }

  /** What an adapter does in passing must not keep a socket from coming or going, whatever comes of it. */
  #callAdapter(call: (adapter: Adapter) => unknown): void {
    const { adapter } = this;
    this.nsp.userCode.call(call, [adapter], { hook: "adapter", source: adapter });
  }

  #callBack(callback: UntypedListener, answer: readonly unknown[]): void {
    this.nsp.userCode.call(callback, answer, { hook: "acknowledgement", source: this });
  }

  #tell(event: string, ...args: unknown[]): void {
    this.nsp.userCode.dispatch(this, event, args);
  }

  #tellRefusal(refusal: Error): void {
    const isHeard = this.nsp.userCode.dispatch(this, "error", [refusal]) > 0;
    if (!isHeard && !(refusal instanceof MiddlewareFault)) {
      this.nsp.userCode.report(refusal, { hook: "socket middleware", source: this });
    }
  }

  #broadcast(): BroadcastOperator {
    return new BroadcastOperator(this.nsp, {
      rooms: new Set(),
      except: new Set([this.id]),
      flags: this.#takeFlags(),
    });
  }

  #flag(flags: BroadcastFlags): this {
    this.#flags = { ...this.#flags, ...flags };
    return this;
  }

  #takeFlags(): BroadcastFlags {
    const flags = this.#flags;
    this.#flags = noFlags;
    return flags;
  }

  #acks(): CappedAcks {
    this.#pendingAcks ??= new CappedAcks(this.nsp.clock);
    return this.#pendingAcks;
  }
}

/** What a client gets for an ack when the handler that should have answered has failed. */
const handlerFailed = Object.freeze({ error: "internal server error" });

/** What the listeners of an event get: its arguments, and the ack if one is asked for. */
function argumentsOf(data: EventPacket["data"], ack: UntypedListener | undefined): unknown[] {
  const args: unknown[] = data.slice(1);
  if (ack !== undefined) {
    args.push(ack);
  }
  return args;
}
