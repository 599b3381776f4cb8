import type { PacketReaderOwner } from "@sockeye/internal";
import {
  type AckPacket,
  type Attachment,
  type BlobLike,
  type ClientRevision,
  type ConnectErrorPacket,
  type ConnectPacket,
  defaultNamespace,
  type EventPacket,
  type Frame,
  type Grant,
  type Refusal,
  type SocketPacket,
} from "@sockeye/protocol";
import type { EncodedPacket, Encoding } from "../encoding/encoding.js";
import { Session, type SessionHome } from "../session/session.js";

/** Who takes the packets of one namespace; the layer above. */
export interface Member {
  readonly nsp: string;
  /** Namespaces may be asked for. */
  ready(connection: Connection): void;
  granted(grant: Grant): void;
  /** The server tells of an error in another way than by an event, as those of the older generation do. */
  errorTold(refusal: Refusal): void;
  /** The server does not let the client into the namespace, or has taken it out. */
  dismissed(refusal: Refusal): void;
  /** There is no way into the namespace, for now. */
  connectFailed(error: Error): void;
  receive(packet: EventPacket | AckPacket): void;
}

/** What a client says when it asks for a namespace; which part of it travels is up to the revision. */
export type Question = Parameters<ClientRevision["question"]>[0];

/** The manager, as far as a connection knows it. */
export interface ConnectionHome extends SessionHome {
  readonly encoding: Encoding;
  /** The members that want to be in their namespaces. */
  readonly activeMembers: readonly Member[];
}

/** How the client stands in a namespace, from the moment when it asks for it. */
interface Standing {
  readonly member: Member;
  state: "asked" | "withdrawn" | "joined";
  /** What it asked, to know whether an answer that is under way still answers what it wants. */
  readonly question: string;
}

/**
 * One connection and the namespaces on it: turns messages into Socket.IO packets and back, and passes each to its
 * member. When it ends, all that it knows ends with it; the manager makes another. PROTOCOL.md, Namespaces.
 */
export class Connection extends Session<ConnectionHome> implements PacketReaderOwner {
  readonly #standings = new Map<string, Standing>();
  /** Where the default namespace is joined without asking: whether the server has let the client in, for now. */
  #implicit: "awaited" | "joined" | "left" = "awaited";

  /** Whether the namespace is joined without asking: nothing that a client might say about itself travels then. */
  isImplicit(namespace: string): boolean {
    return this.revision.joinsDefaultNamespace && namespace === defaultNamespace;
  }

  /** Whether the namespace has been asked for. */
  isAsked(namespace: string): boolean {
    return this.#standings.has(namespace);
  }

  /** Asks for the namespace of a member. Throws for an auth that can't travel. PROTOCOL.md, Namespaces. */
  ask(member: Member, said: Question): void {
    const { nsp: namespace } = member;
    const data = this.isImplicit(namespace) ? undefined : this.revision.question(said);
    const question = JSON.stringify(data) ?? "";
    const standing = this.#standings.get(namespace);
    if (standing) {
      if (standing.question === question) {
        standing.state = "asked"; // the answer that is under way will do; otherwise it is asked again then
      }
      return;
    }
    if (!this.isImplicit(namespace)) {
      this.send({ type: "connect", namespace, ...(data && { data }) });
    } else if (this.#implicit === "joined") {
      queueMicrotask(() => this.#join()); // listeners follow the call
    } else if (this.#implicit === "left") {
      this.send({ type: "connect", namespace });
      this.afterSilence(() => this.#join()); // some servers say nothing to that
    }
    this.#standings.set(namespace, { member, state: "asked", question });
  }

  /** Leaves a namespace, or takes back the question whether one may come in. */
  leave(namespace: string): void {
    const standing = this.#standings.get(namespace);
    if (standing?.state === "joined") {
      this.#leave(namespace);
    } else if (standing) {
      standing.state = "withdrawn";
    }
  }

  /** Sends a packet. Throws for a payload that can't travel. */
  send(packet: SocketPacket): void {
    this.sendEncoded(this.home.encoding.encode(packet, this.revision));
  }

  /** Sends a packet that was encoded before. */
  sendEncoded(messages: EncodedPacket, compress?: boolean): void {
    for (const message of messages) {
      const frame = typeof message === "string" ? message : this.#frameOf(message);
      this.sendFrame(frame, compress);
    }
  }

  // --- from the session

  protected override ready(): void {
    this.reader?.stop(); // of another revision
    this.reader = this.home.encoding.reader(this, this.revision);
    for (const member of this.home.activeMembers) {
      member.ready(this);
    }
  }

  // --- from the reader

  receivePacket(packet: SocketPacket): void {
    const standing = this.#standings.get(packet.namespace);
    if (packet.type === "connect") {
      this.#receiveConnect(packet, standing);
    } else if (packet.type === "connect_error") {
      this.#receiveConnectError(packet, standing);
    } else if (packet.type === "disconnect") {
      this.#receiveDisconnect(packet.namespace, standing);
    } else {
      this.#receiveForMember(packet, standing);
    }
  }

  // --- details

  #receiveForMember(packet: EventPacket | AckPacket, standing: Standing | undefined): void {
    if (standing?.state === "asked" && this.isImplicit(packet.namespace)) {
      this.#join(); // who is told of events is in
    }
    if (standing && standing.state !== "withdrawn") {
      standing.member.receive(packet);
    }
  }

  #receiveConnect({ namespace, data }: ConnectPacket, standing: Standing | undefined): void {
    const isImplicit = this.isImplicit(namespace);
    if (isImplicit) {
      this.#implicit = "joined";
    }
    if (standing?.state === "asked") {
      this.#grant(standing, data);
    } else if (standing?.state === "withdrawn") {
      this.#leave(namespace);
      standing.member.ready(this); // it may have come back meanwhile
    } else if (!isImplicit) {
      this.violated("ANSWER_UNEXPECTED");
    }
  }

  /** The client is in the default namespace, whether or not the server has said so. */
  #join(): void {
    this.receivePacket({ type: "connect", namespace: defaultNamespace });
  }

  #grant(standing: Standing, data: ConnectPacket["data"]): void {
    const { member } = standing;
    const grant = this.revision.readGrant(data, member.nsp, this.id);
    if (!grant) {
      this.violated("GRANT_INVALID");
      return;
    }
    standing.state = "joined";
    member.granted(grant);
  }

  #receiveConnectError({ namespace, data }: ConnectErrorPacket, standing: Standing | undefined): void {
    const refusal = this.revision.readRefusal(data);
    if (standing?.state === "joined" && this.revision.tellsErrors) {
      standing.member.errorTold(refusal);
    } else if (standing?.state === "joined" || !(standing || this.isImplicit(namespace))) {
      this.violated("ANSWER_UNEXPECTED");
    } else {
      this.#forget(namespace);
      if (!standing) {
        this.#refuseAll(refusal);
      } else if (standing.state === "asked") {
        standing.member.dismissed(refusal);
      } else {
        standing.member.ready(this); // it may have come back meanwhile
      }
    }
  }

  /** Some servers let a client that is refused by the default namespace into no other, and do not say so. */
  #refuseAll({ message }: Refusal): void {
    for (const member of this.home.activeMembers) {
      member.connectFailed(new Error(message));
    }
  }

  #receiveDisconnect(namespace: string, standing: Standing | undefined): void {
    if (standing?.state === "withdrawn") {
      return; // the answer to the question is still to come
    }
    this.#forget(namespace);
    standing?.member.dismissed({ message: "the server disconnected the socket" });
  }

  #frameOf(attachment: Attachment): Frame | BlobLike {
    const { engineCodec, encodeBlob } = this.revision;
    return "size" in attachment ? encodeBlob(attachment) : engineCodec.encodeMessage(attachment);
  }

  #leave(namespace: string): void {
    this.#forget(namespace);
    this.send({ type: "disconnect", namespace });
  }

  #forget(namespace: string): void {
    this.#standings.delete(namespace);
    if (this.isImplicit(namespace)) {
      this.#implicit = "left"; // from now on it is asked for like any other
      this.breakSilence();
    }
  }
}
