import { randomBytes } from "node:crypto";
import type { Packet } from "../packet/packet.js";
import { eventOf } from "../packet/packet-shape.js";
import { readPacket } from "../packet/read-packet.js";
import { describeMessage, type Message } from "../wire/message.js";
import type { OpeningRequest } from "../wire/opening-request.js";
import { Peer, type PeerOptions, type WaitOptions } from "../wire/peer.js";

/** Something that the client program noticed. */
export interface ReportEntry {
  readonly event: string;
  readonly namespace: string;
  /** The socket's id, in `connect`. */
  readonly id?: string;
  /** Why it ended, in `disconnect`. */
  readonly reason?: string;
  /** What the server said, in `refused`. */
  readonly message?: string;
  readonly data?: unknown;
}

/** A connection of the client under test. */
export interface ClientPeerOptions extends PeerOptions {
  readonly request: OpeningRequest;
  readonly sid: string;
}

const reportLimitMs = 5_000;
const askAgainMs = 100;

/** A connection from the client under test. */
export class ClientPeer extends Peer {
  /** What the connection was opened with. */
  readonly request: OpeningRequest;
  /** The id of the session, as the open packet tells it. */
  readonly sid: string;
  #connectPayload: unknown;

  constructor(options: ClientPeerOptions) {
    super(options);
    this.request = options.request;
    this.sid = options.sid;
  }

  /** What came with the CONNECT for the default namespace, once it was taken; undefined if nothing did. */
  get connectPayload(): unknown {
    return this.#connectPayload;
  }

  /** Tells the client program what to do, with an event. */
  instruct(name: string, args: readonly unknown[] = [], namespace = "/"): void {
    this.send(`42${prefix(namespace)}${JSON.stringify([name, ...args])}`);
  }

  /** Lets the client into the default namespace: in revision 4 it has to ask. PROTOCOL.md, Namespaces. */
  async expectJoined(): Promise<void> {
    if (this.revision === 4) {
      await this.expectConnect();
    }
    this.grant();
  }

  /**
   * The next message must ask for the namespace. Returns what came with it: an object or undefined, in revision 3 the
   * query as a record. PROTOCOL.md, Namespaces.
   */
  async expectConnect(namespace = "/", options: WaitOptions = {}): Promise<unknown> {
    const packet = await this.expectPacket({ type: "connect", namespace }, options);
    const payload =
      this.revision === 4 ? packet.payload : Object.fromEntries(new URLSearchParams(packet.query));
    if (namespace === "/") {
      this.#connectPayload = payload;
    }
    return payload;
  }

  /** Lets the client into a namespace, in the form of the revision; without a `sid` with a fresh one. */
  grant(namespace = "/", sid = freshId()): void {
    this.send(`40${prefix(namespace)}${this.revision === 4 ? JSON.stringify({ sid }) : ""}`);
  }

  /** Refuses a namespace, in the form of the revision. PROTOCOL.md, Refusal of a namespace. */
  refuse(namespace: string, message: string, data?: unknown): void {
    const payload = this.revision === 4 ? { message, data } : (data ?? message);
    this.send(`44${prefix(namespace)}${JSON.stringify(payload)}`);
  }

  /** The client lives and nothing else is on its way: it is told to echo, and the very next message must be that. */
  async expectAlive(namespace = "/"): Promise<void> {
    const token = randomBytes(6).toString("hex");
    this.instruct("echo", [token], namespace);
    await this.expect(`42${prefix(namespace)}["echo-back","${token}"]`);
  }

  /**
   * Asks for reports, in this namespace, until an entry matches. Returns all entries; other messages stay where they
   * are. `what` says in words what is looked for.
   */
  async expectReport(
    match: (entry: ReportEntry) => boolean,
    what: string,
    namespace = "/",
  ): Promise<ReportEntry[]> {
    const deadlineMs = performance.now() + reportLimitMs;
    for (;;) {
      const entries = await this.#report(what, namespace);
      if (entries.some(match)) {
        return entries;
      }
      if (performance.now() > deadlineMs) {
        return this.fail(`a report of ${what}`, `a report of ${JSON.stringify(entries)}`);
      }
      await this.rest(askAgainMs);
    }
  }

  async #report(what: string, namespace: string): Promise<ReportEntry[]> {
    const isReport = (packet: Packet | undefined): packet is Packet =>
      packet !== undefined && eventOf(packet) === "report" && packet.namespace === namespace;
    this.instruct("report", [], namespace);
    const message = await this.pick(`a report of ${what}`, reportLimitMs, (one) =>
      isReport(this.#packet(one)),
    );
    const packet = this.#packet(message);
    const entries = isReport(packet) && Array.isArray(packet.payload) ? packet.payload[1] : undefined;
    return Array.isArray(entries) ? entries : this.fail(`a report of ${what}`, describeMessage(message));
  }

  #packet(message: Message): Packet | undefined {
    return message.kind === "text" ? readPacket(message.text, this.revision) : undefined;
  }
}

/** An id as servers make them. PROTOCOL.md, Socket ids. */
export function freshId(): string {
  return randomBytes(15).toString("base64url");
}

function prefix(namespace: string): string {
  return namespace === "/" ? "" : `${namespace},`;
}
