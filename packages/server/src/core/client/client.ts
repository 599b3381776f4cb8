import type { SendFlags, Timer } from "@sockeye/internal";
import {
  AssemblingReader,
  type PacketReader,
  type PacketReaderOwner,
  type PacketReaderSettings,
} from "@sockeye/internal";
import {
  type AckPacket,
  type ConnectPacket,
  type DisconnectPacket,
  type DisconnectReason,
  defaultNamespace,
  type EventPacket,
  type ServerRevision,
  type SocketPacket,
  textMessagePrefix,
  type ViolationCode,
} from "@sockeye/protocol";
import type { AdapterClient, EngineWriteOptions } from "../../adapter/contract.js";
import type { ClientConnection, UpgradeRequest } from "../../api.js";
import type { Session, SessionOwner } from "../session/session.js";
import type { SharedFrame } from "../session/shared-frame.js";
import { type Membership, Memberships } from "./memberships.js";
import type { PacketFlags } from "./packet-flags.js";

/** What a client says when it asks for a namespace. */
export type Auth = Readonly<Record<string, unknown>>;

/** A client's wish to be in a namespace. It ends with one answer, or as the client leaves or takes it back. */
export interface JoinRequest {
  readonly client: Client;
  readonly namespace: string;
  readonly auth: Auth;
}

/** A request that is being decided on. */
interface Decision {
  readonly request: JoinRequest;
  /** The client has taken its wish back; the decision, when it comes, is for nobody. */
  isWithdrawn: boolean;
  /** What the client asked for after that: its turn comes when the decision has come. */
  successor: JoinRequest | undefined;
}

/** Decides whether a client may have a namespace, and answers with `client.grant` or `client.refuse`. */
export interface Doorkeeper {
  admit(request: JoinRequest): void;
}

/** What all clients of a server have in common. */
export interface ClientSettings extends PacketReaderSettings {
  /** How long a client may stay without a namespace. */
  readonly connectTimeoutMs: number;
  readonly maxNamespaces: number;
  readonly doorkeeper: Doorkeeper;
  freshId(): string;
}

const compressed: SendFlags = { compress: true };
const uncompressed: SendFlags = { compress: false };
const noFlags: PacketFlags = {};
const noAuth: Auth = {};

/**
 * One client, whatever number of namespaces it is in: turns messages into Socket.IO packets and back, and passes
 * each to its namespace. Users meet it as `socket.client`. PROTOCOL.md, Namespaces.
 */
export class Client implements SessionOwner, PacketReaderOwner, ClientConnection, AdapterClient {
  #id: string | undefined;
  readonly conn: Session;
  readonly #settings: ClientSettings;
  readonly #reader: PacketReader;
  readonly #memberships = new Memberships();
  /** What is being decided on: for each namespace one request at a time, however often the client changes its mind. */
  #pending: Map<string, Decision> | undefined;
  /** Namespaces that the client was in: what is still under way for them is dropped. */
  #left: Set<string> | undefined;
  #connectTimer: Timer | undefined;

  constructor(session: Session, settings: ClientSettings) {
    this.conn = session;
    this.#settings = settings;
    this.#reader = new AssemblingReader(this.revision.socketCodec, this, settings);
  }

  /** An id that is used for nothing here; made when the application asks for it. */
  get id(): string {
    this.#id ??= this.#settings.freshId();
    return this.#id;
  }

  get request(): UpgradeRequest {
    return this.conn.request;
  }

  /** What the client speaks. */
  get revision(): ServerRevision {
    return this.conn.origin.revision;
  }

  /** Opens the session; a client of a revision without a CONNECT for the default namespace asks for it herewith. */
  open(): void {
    const { clock, connectTimeoutMs } = this.#settings;
    this.#connectTimer = clock.schedule(() => this.#connectTimedOut(), connectTimeoutMs);
    this.conn.open(this);
    if (this.revision.joinsDefaultNamespace && this.conn.readyState === "open") {
      this.#ask({ client: this, namespace: defaultNamespace, auth: noAuth });
    }
  }

  receiveText(frame: string, start: number): void {
    this.#reader.receiveText(frame, start);
  }

  receiveBinary(data: Uint8Array): void {
    this.#reader.receiveBinary(data);
  }

  receivePacket(packet: SocketPacket): void {
    switch (packet.type) {
      case "event":
      case "ack":
        this.#receiveForMember(packet);
        return;
      case "connect":
        this.#receiveConnect(packet);
        return;
      case "disconnect":
        this.#receiveDisconnect(packet);
        return;
      case "connect_error":
        this.violated("CONNECT_ERROR_UNEXPECTED");
        return;
    }
  }

  packetBegun(namespace: string): void {
    if (!this.#memberships.has(namespace) && !this.#isExcused(namespace)) {
      this.violated("NAMESPACE_NOT_JOINED");
    }
  }

  violated(code: ViolationCode): void {
    this.conn.violated(code);
  }

  closed(reason: DisconnectReason, description?: unknown): void {
    this.#stopConnectTimer();
    this.#reader.stop();
    this.#pending = undefined;
    const memberships = this.#memberships.all();
    this.#memberships.clear();
    for (const membership of memberships) {
      membership.closed(reason, description);
    }
  }

  /**
   * Gives the client the namespace it asked for. False when it has gone or no longer wants it; then nothing is sent.
   * `pid` is the secret for recovering the session.
   */
  grant(
    request: JoinRequest,
    membership: Membership,
    ids: { readonly sid: string; readonly pid?: string },
  ): boolean {
    if (!this.#isWanted(request)) {
      return false;
    }
    const { namespace } = request;
    this.#decided(namespace);
    this.#stopConnectTimer();
    this.#memberships.set(namespace, membership);
    const data = this.revision.grant(ids);
    this.send(data === undefined ? { type: "connect", namespace } : { type: "connect", namespace, data });
    return this.#memberships.has(namespace); // a listener that hears of the packet may end the connection
  }

  /** Refuses the namespace that the client asked for. Throws `EncodeError` for data that can't travel. */
  refuse(request: JoinRequest, error: { readonly message: string; readonly data?: unknown }): void {
    if (this.#isWanted(request)) {
      const { namespace } = request;
      this.send({ type: "connect_error", namespace, data: this.revision.refusal(error) });
      this.#decided(namespace);
    }
  }

  /** Takes the client out of a namespace, and tells it. */
  dismiss(namespace: string): void {
    if (this.#memberships.delete(namespace)) {
      this.#remember(namespace);
      this.send({ type: "disconnect", namespace });
    }
  }

  /** Takes the client out of all its namespaces and ends the connection. */
  disconnect(): void {
    for (const membership of this.#memberships.all()) {
      membership.disconnect();
    }
    this.conn.end("forced server close");
  }

  /** Sends a packet; false when it is volatile and dropped. Throws `EncodeError` for a payload that can't travel. */
  send(packet: SocketPacket, flags: PacketFlags = noFlags): boolean {
    if (this.#isDropped(flags)) {
      return false;
    }
    const sendFlags = sendFlagsOf(flags);
    const encoded = this.revision.socketCodec.encode(packet, textMessagePrefix);
    this.conn.sendFrame(encoded[0], sendFlags);
    for (let index = 1; index < encoded.length; index += 1) {
      this.conn.sendMessage(encoded[index] as Uint8Array, sendFlags);
    }
    return true;
  }

  /** Sends a packet as frames that were encoded before, for this client's revision; false when it is dropped. */
  sendShared(frames: readonly SharedFrame[], flags: PacketFlags): boolean {
    if (this.#isDropped(flags)) {
      return false;
    }
    const sendFlags = sendFlagsOf(flags);
    for (let index = 0; index < frames.length; index += 1) {
      this.conn.sendShared(frames[index] as SharedFrame, sendFlags);
    }
    return true;
  }

  writeToEngine(encodedPackets: readonly (string | Uint8Array)[], options: EngineWriteOptions): void {
    if (this.#isDropped(options)) {
      return;
    }
    const sendFlags = sendFlagsOf(options);
    for (const message of encodedPackets) {
      this.conn.sendMessage(message, sendFlags);
    }
  }

  #isDropped(flags: PacketFlags): boolean {
    return flags.volatile === true && this.conn.bufferedBytes > 0;
  }

  #receiveForMember(packet: EventPacket | AckPacket): void {
    const membership = this.#memberships.get(packet.namespace);
    if (membership !== undefined) {
      membership.receive(packet);
    } else if (!this.#isExcused(packet.namespace)) {
      this.violated("NAMESPACE_NOT_JOINED");
    }
  }

  /**
   * Whether packets for a namespace that the client is not in are dropped in silence: it can't know yet that the server
   * took it out, or, where the namespace is joined without asking, that this is still being decided.
   */
  #isExcused(namespace: string): boolean {
    return (
      this.#left?.has(namespace) === true ||
      (this.#isImplicit(namespace) && this.#pending?.has(namespace) === true)
    );
  }

  #isImplicit(namespace: string): boolean {
    return this.revision.joinsDefaultNamespace && namespace === defaultNamespace;
  }

  #receiveConnect({ namespace, data }: ConnectPacket): void {
    const request: JoinRequest = { client: this, namespace, auth: data ?? noAuth };
    const decision = this.#pending?.get(namespace);
    if (decision?.isWithdrawn === true && decision.successor === undefined) {
      decision.successor = request;
    } else if (decision === undefined && !this.#memberships.has(namespace)) {
      this.#ask(request);
    } else if (!this.#isImplicit(namespace)) {
      this.violated("CONNECT_REPEATED");
    }
  }

  #receiveDisconnect({ namespace }: DisconnectPacket): void {
    const membership = this.#memberships.get(namespace);
    if (membership !== undefined) {
      this.#memberships.delete(namespace);
      this.#remember(namespace); // an ack that a handler of the client's still owes may follow
      membership.closed("client namespace disconnect");
    } else if (!this.#withdraw(namespace) && this.#left?.has(namespace) !== true) {
      this.violated("NAMESPACE_NOT_JOINED");
    }
  }

  #ask(request: JoinRequest): void {
    const { namespace } = request;
    this.#left?.delete(namespace);
    this.#pending ??= new Map();
    this.#pending.set(namespace, { request, isWithdrawn: false, successor: undefined });
    if (this.#memberships.size + this.#pending.size > this.#settings.maxNamespaces) {
      this.refuse(request, { message: "Too many namespaces" });
    } else {
      this.#settings.doorkeeper.admit(request);
    }
  }

  /** Takes back the last wish for the namespace; false when there is none. */
  #withdraw(namespace: string): boolean {
    const decision = this.#pending?.get(namespace);
    if (decision === undefined || (decision.isWithdrawn && decision.successor === undefined)) {
      return false;
    }
    decision.isWithdrawn = true;
    decision.successor = undefined;
    return true;
  }

  /** Whether a decision is still for somebody. If not, it is over herewith, and what was asked for since is next. */
  #isWanted(request: JoinRequest): boolean {
    const decision = this.#pending?.get(request.namespace);
    if (decision?.request !== request) {
      return false;
    }
    if (decision.isWithdrawn) {
      this.#decided(request.namespace);
      if (decision.successor !== undefined) {
        this.#ask(decision.successor);
      }
    }
    return !decision.isWithdrawn;
  }

  #remember(namespace: string): void {
    this.#left ??= new Set();
    if (this.#left.size >= this.#settings.maxNamespaces) {
      this.#left.clear();
    }
    this.#left.add(namespace);
  }

  /** Nothing is kept of what has been decided: most clients ask once. */
  #decided(namespace: string): void {
    this.#pending?.delete(namespace);
    if (this.#pending?.size === 0) {
      this.#pending = undefined;
    }
  }

  #stopConnectTimer(): void {
    this.#connectTimer?.cancel();
    this.#connectTimer = undefined;
  }

  #connectTimedOut(): void {
    if (this.#memberships.size === 0) {
      this.conn.end("forced server close", "no namespace was joined in time");
    }
  }
}

function sendFlagsOf({ compress }: PacketFlags): SendFlags {
  return compress === false ? uncompressed : compressed;
}
