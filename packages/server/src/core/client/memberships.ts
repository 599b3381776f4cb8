import type { AckPacket, DisconnectReason, EventPacket } from "@sockeye/protocol";

/** A client's place in one namespace: the layer above, which takes the packets of that namespace. */
export interface Membership {
  receive(packet: EventPacket | AckPacket): void;
  /** The client left the namespace, or the connection ended. */
  closed(reason: DisconnectReason, description?: unknown): void;
  /** Takes the client out of the namespace, as the server wishes. */
  disconnect(): unknown;
}

/** What a client is in, by namespace. Most clients are in one, and that costs no map (bench/server.js, idle). */
export class Memberships {
  #firstNamespace = "";
  #first: Membership | undefined;
  #others: Map<string, Membership> | undefined;

  get size(): number {
    return (this.#first === undefined ? 0 : 1) + (this.#others?.size ?? 0);
  }

  get(namespace: string): Membership | undefined {
    return namespace === this.#firstNamespace ? this.#first : this.#others?.get(namespace);
  }

  has(namespace: string): boolean {
    return this.get(namespace) !== undefined;
  }

  set(namespace: string, membership: Membership): void {
    if (this.#first === undefined) {
      this.#firstNamespace = namespace;
      this.#first = membership;
    } else {
      this.#others ??= new Map();
      this.#others.set(namespace, membership);
    }
  }

  /** False if there was none. */
  delete(namespace: string): boolean {
    if (namespace !== this.#firstNamespace) {
      return this.#others?.delete(namespace) === true;
    }
    this.#firstNamespace = "";
    const hadFirst = this.#first !== undefined;
    this.#first = undefined;
    return hadFirst;
  }

  /** Those that there are now, whatever is done with them. */
  all(): Membership[] {
    const others = this.#others?.values() ?? [];
    return this.#first === undefined ? [...others] : [this.#first, ...others];
  }

  clear(): void {
    this.#firstNamespace = "";
    this.#first = undefined;
    this.#others = undefined;
  }
}
