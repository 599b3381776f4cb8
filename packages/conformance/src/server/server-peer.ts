import { randomBytes } from "node:crypto";
import { type Handshake, readHandshake } from "../packet/handshake.js";
import { Peer } from "../wire/peer.js";

/** What a grant tells: nothing in revision 3, in 4 the socket's id and perhaps the secret to recover it with. */
export interface Grant {
  readonly sid?: string;
  readonly pid?: string;
}

/** What a client says to a namespace. */
export type Auth = Readonly<Record<string, string>>;

/** A connection to the server under test. */
export class ServerPeer extends Peer {
  #handshake: Handshake | undefined;
  #grant: Grant | undefined;

  /** What the open packet told. Throws before it has been taken. */
  get handshake(): Handshake {
    return known(this.#handshake, "expectOpen() or session()");
  }

  /** What the grant of the default namespace told. Throws before it has been taken. */
  get grant(): Grant {
    return known(this.#grant, "expectJoined() or joined()");
  }

  /** The next message must be an open packet. PROTOCOL.md, The open packet. */
  async expectOpen(): Promise<Handshake> {
    const packet = await this.expectPacket({ type: "open" });
    const expected = "an open packet with sid, pingInterval and pingTimeout";
    this.#handshake = readHandshake(packet) ?? this.fail(expected, `0${JSON.stringify(packet.payload)}`);
    return this.#handshake;
  }

  /** Enters the default namespace: in revision 3 the server lets in by itself, in 4 it is asked. PROTOCOL.md, Namespaces. */
  async expectJoined(): Promise<Grant> {
    if (this.revision === 4) {
      this.send("40");
    }
    this.#grant = await this.#expectGrant("/");
    return this.#grant;
  }

  /** Asks for a namespace in the form of the revision, and must be let in. PROTOCOL.md, Namespaces. */
  async join(namespace: string, auth?: Auth): Promise<Grant> {
    this.send(this.#connectPacket(namespace, auth));
    return this.#expectGrant(namespace);
  }

  /** The same, and must be refused. Returns what the refusal says. PROTOCOL.md, Refusal of a namespace. */
  async joinRefused(namespace: string, auth?: Auth): Promise<unknown> {
    this.send(this.#connectPacket(namespace, auth));
    const { payload } = await this.expectPacket({ type: "connect-error", namespace });
    return payload;
  }

  /**
   * The connection lives and nothing else is on its way: an event is sent, and the very next message must be the
   * fixture's answer to it.
   */
  async expectAlive(namespace = "/"): Promise<void> {
    const name = namespace === "/" ? "" : `${namespace},`;
    const token = randomBytes(6).toString("hex");
    this.send(`42${name}["message","${token}"]`);
    await this.expect(`42${name}["message-back","${token}"]`);
  }

  async #expectGrant(namespace: string): Promise<Grant> {
    if (this.revision === 3) {
      await this.expectPacket({ type: "connect", namespace, payload: undefined });
      return {};
    }
    const { payload } = await this.expectPacket({ type: "connect", namespace });
    return readGrant(payload) ?? this.fail("a grant with a sid", `a grant with ${JSON.stringify(payload)}`);
  }

  #connectPacket(namespace: string, auth: Auth | undefined): string {
    if (this.revision === 4) {
      const payload = auth === undefined ? "" : JSON.stringify(auth);
      return namespace === "/" ? `40${payload}` : `40${namespace},${payload}`;
    }
    const query = auth === undefined ? "" : `?${new URLSearchParams(auth)}`;
    return namespace === "/" && query === "" ? "40" : `40${namespace}${query},`;
  }
}

function readGrant(payload: unknown): Grant | undefined {
  if (typeof payload !== "object" || payload === null) {
    return undefined;
  }
  const { sid, pid } = payload as Record<string, unknown>;
  if (typeof sid !== "string") {
    return undefined;
  }
  return typeof pid === "string" ? { sid, pid } : { sid };
}

function known<Value>(value: Value | undefined, source: string): Value {
  if (value === undefined) {
    throw new Error(`Not known yet: it comes with ${source}`);
  }
  return value;
}
