import type { PacketReader, PacketReaderOwner, SendFlags } from "@sockeye/internal";
import {
  type AckPacket,
  type ConnectErrorPacket,
  type ConnectPacket,
  defaultNamespace,
  type EventPacket,
  type Grant,
  type Refusal,
  type SocketPacket,
  type ViolationCode,
} from "@sockeye/protocol";
import type { DisconnectDetails, DisconnectReason } from "../api.js";
import type { EncodedPacket, Encoding } from "../encoding/encoding.js";
import { Session, type SessionContext, type SessionOwner } from "../session/session.js";

/** Who takes the packets of one namespace; the layer above. */
export interface Member {
  /** Namespaces may be asked for. */
  ready(connection: Connection): void;
  granted(grant: Grant): void;
  refused(refusal: Refusal): void;
  /** The server tells of an error in another way than by an event, as those of the older generation do. */
  errorTold(refusal: Refusal): void;
  /** The server has taken the client out of the namespace. */
  dismissed(): void;
  receive(packet: EventPacket | AckPacket): void;
}

/** What a client says when it asks for a namespace; which part of it travels is up to the revision. */
export type Question = Parameters<Connection["revision"]["question"]>[0];

/** The manager, as far as a connection knows it. */
export interface ConnectionOwner {
  memberOf(namespace: string): Member | undefined;
  /** The members that want to be in their namespaces, in the order in which they came. */
  readonly activeMembers: Iterable<Member>;
  /** The connection is open; what can be said over it shows a little later. */
  opened(): void;
  /** The server has asked for a sign of life. */
  pinged(): void;
  closed(connection: Connection, reason: DisconnectReason, details: DisconnectDetails | undefined): void;
}

/** How the client stands in a namespace, from the moment when it asks for it. */
interface Standing {
  state: "asked" | "withdrawn" | "joined";
  /** What it asked, to know whether an answer that is under way still answers what it wants. */
  readonly question: string;
  /** What it asks next, since it has come back before the answer to what it had withdrawn. */
  next: ConnectPacket | undefined;
}

const compressed: SendFlags = { compress: true };
const uncompressed: SendFlags = { compress: false };

/**
 * One connection and the namespaces on it: turns messages into Socket.IO packets and back, and passes each to its
 * member. When it ends, all that it knows ends with it; the manager makes another. PROTOCOL.md, Namespaces.
 */
export class Connection implements SessionOwner, PacketReaderOwner {
  readonly session: Session;
  readonly #owner: ConnectionOwner;
  readonly #encoding: Encoding;
  readonly #standings = new Map<string, Standing>();
  #reader: PacketReader;
  #isReady = false;
  /** Where the default namespace is joined without asking: whether the server has let the client in, for now. */
  #implicit: "awaited" | "joined" | "left" = "awaited";

  constructor(owner: ConnectionOwner, encoding: Encoding, session: Omit<SessionContext, "owner">) {
    this.#owner = owner;
    this.#encoding = encoding;
    this.session = new Session({ ...session, owner: this });
    this.#reader = encoding.reader(this, this.revision);
  }

  get revision(): Session["revision"] {
    return this.session.revision;
  }

  /** Whether the namespace can be asked for now. */
  get isReady(): boolean {
    return this.#isReady && this.session.readyState === "open";
  }

  /** Asks for a namespace. Throws for an auth that can't travel. PROTOCOL.md, Namespaces. */
  ask(namespace: string, said: Question): void {
    const data = this.revision.question(said);
    const packet: ConnectPacket =
      data === undefined ? { type: "connect", namespace } : { type: "connect", namespace, data };
    const question = JSON.stringify(data) ?? "";
    const standing = this.#standings.get(namespace);
    if (standing !== undefined) {
      comeBack(standing, question, packet);
      return;
    }
    this.#standings.set(namespace, { state: "asked", question, next: undefined });
    if (!this.#isImplicit(namespace) || this.#implicit === "left") {
      this.send(packet);
    } else if (this.#implicit === "joined") {
      this.#receiveConnect({ type: "connect", namespace });
    }
  }

  /** Leaves a namespace, or takes back the question whether one may come in. */
  leave(namespace: string): void {
    const standing = this.#standings.get(namespace);
    if (standing?.state === "joined") {
      this.#end(namespace);
    } else if (standing !== undefined) {
      standing.state = "withdrawn";
      standing.next = undefined;
    }
  }

  /** Sends a packet. Throws for a payload that can't travel. */
  send(packet: SocketPacket, compress?: boolean): void {
    this.sendEncoded(this.#encoding.encode(packet, this.revision), compress);
  }

  /** Sends a packet that was encoded before. */
  sendEncoded(messages: EncodedPacket, compress?: boolean): void {
    const flags = compress === false ? uncompressed : compressed;
    for (let index = 0; index < messages.length; index += 1) {
      const message = messages[index] as string | Uint8Array;
      if (typeof message === "string") {
        this.session.sendFrame(message, flags);
      } else {
        this.session.sendBinary(message, flags);
      }
    }
  }

  // --- from the session

  opened(): void {
    this.#owner.opened();
  }

  ready(): void {
    this.#isReady = true;
    this.#reader.stop();
    this.#reader = this.#encoding.reader(this, this.revision);
    for (const member of this.#owner.activeMembers) {
      member.ready(this);
    }
  }

  receiveText(frame: string, start: number): void {
    this.#reader.receiveText(frame, start);
  }

  receiveBinary(data: Uint8Array): void {
    this.#reader.receiveBinary(data);
  }

  pinged(): void {
    this.#owner.pinged();
  }

  closed(reason: DisconnectReason, details: DisconnectDetails | undefined): void {
    this.#reader.stop();
    this.#standings.clear();
    this.#owner.closed(this, reason, details);
  }

  // --- from the reader

  receivePacket(packet: SocketPacket): void {
    switch (packet.type) {
      case "event":
      case "ack":
        this.#receiveForMember(packet);
        return;
      case "connect":
        this.#receiveConnect(packet);
        return;
      case "connect_error":
        this.#receiveConnectError(packet);
        return;
      case "disconnect":
        this.#receiveDisconnect(packet.namespace);
        return;
    }
  }

  expectsPackets(): boolean {
    return true; // what is under way for a namespace that was left is read, and dropped
  }

  violated(code: ViolationCode): void {
    this.session.violated(code);
  }

  // --- details

  #receiveForMember(packet: EventPacket | AckPacket): void {
    const { state } = this.#standings.get(packet.namespace) ?? {};
    if (state === "joined" || state === "asked") {
      this.#owner.memberOf(packet.namespace)?.receive(packet);
    }
  }

  #receiveConnect({ namespace, data }: ConnectPacket): void {
    const standing = this.#standings.get(namespace);
    if (this.#isImplicit(namespace)) {
      this.#implicit = "joined";
    }
    if (standing?.state === "withdrawn") {
      this.#end(namespace);
      this.#askNext(standing);
    } else if (standing?.state === "asked") {
      this.#join(standing, namespace, data);
    } else if (!this.#isImplicit(namespace)) {
      this.violated("ANSWER_UNEXPECTED");
    }
  }

  #join(standing: Standing, namespace: string, data: ConnectPacket["data"]): void {
    const grant = this.revision.readGrant(data, namespace, this.session.id);
    if (grant === undefined) {
      this.violated("GRANT_INVALID");
      return;
    }
    standing.state = "joined";
    this.#owner.memberOf(namespace)?.granted(grant);
  }

  #receiveConnectError({ namespace, data }: ConnectErrorPacket): void {
    const standing = this.#standings.get(namespace);
    if (standing?.state === "joined" && this.revision.tellsErrors) {
      this.#owner.memberOf(namespace)?.errorTold(this.revision.readRefusal(data));
    } else if (standing === undefined || standing.state === "joined") {
      this.#judgeUnasked(namespace);
    } else {
      this.#forget(namespace);
      this.#refused(standing, namespace, data);
    }
  }

  #refused(standing: Standing, namespace: string, data: unknown): void {
    if (standing.state === "withdrawn") {
      this.#askNext(standing);
    } else {
      this.#owner.memberOf(namespace)?.refused(this.revision.readRefusal(data));
    }
  }

  #receiveDisconnect(namespace: string): void {
    const standing = this.#standings.get(namespace);
    if (standing !== undefined && standing.state !== "withdrawn") {
      this.#forget(namespace);
      this.#owner.memberOf(namespace)?.dismissed();
    }
  }

  /** A refusal that nobody has asked for: of the default namespace where that is joined without asking, or nonsense. */
  #judgeUnasked(namespace: string): void {
    if (!this.#isImplicit(namespace)) {
      this.violated("ANSWER_UNEXPECTED");
    }
  }

  #isImplicit(namespace: string): boolean {
    return this.revision.joinsDefaultNamespace && namespace === defaultNamespace;
  }

  /** Leaves a namespace. */
  #end(namespace: string): void {
    this.#forget(namespace);
    this.send({ type: "disconnect", namespace });
  }

  #forget(namespace: string): void {
    this.#standings.delete(namespace);
    if (this.#isImplicit(namespace)) {
      this.#implicit = "left"; // from now on it is asked for like any other
    }
  }

  #askNext({ next }: Standing): void {
    if (next !== undefined) {
      this.#standings.set(next.namespace, {
        state: "asked",
        question: JSON.stringify(next.data) ?? "",
        next: undefined,
      });
      this.send(next);
    }
  }
}

/** The question has been withdrawn and is asked again: the answer under way will do if it is the same question. */
function comeBack(standing: Standing, question: string, packet: ConnectPacket): void {
  if (standing.state !== "withdrawn") {
    return; // it showed late that the server is of the older generation, which has understood nevertheless
  }
  const isSame = standing.question === question;
  standing.state = isSame ? "asked" : "withdrawn";
  standing.next = isSame ? undefined : packet;
}
