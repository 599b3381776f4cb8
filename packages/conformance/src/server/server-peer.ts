import type { Handshake } from "../packet/handshake.js";
import { Peer } from "../wire/peer.js";

/** What a grant tells: nothing in revision 3, in 4 the socket's id and perhaps the secret to recover it with. */
export interface Grant {
  readonly sid?: string;
  readonly pid?: string;
}

/** A connection to the server under test. */
export class ServerPeer extends Peer {
  /** What the open packet told. Throws before it has been read. */
  get handshake(): Handshake {
    throw new Error();
  }

  /** What the grant of the default namespace told. Throws before it has been read. */
  get grant(): Grant {
    throw new Error();
  }

  /** The next message must be an open packet. */
  async expectOpen(): Promise<Handshake> {
    throw new Error();
  }

  /** Asks for a namespace, and must be let in. */
  async join(namespace: string, auth?: Readonly<Record<string, string>>): Promise<Grant> {
    throw new Error(`${namespace}${auth}`);
  }

  /** Asks for a namespace, and must be refused. Returns what the refusal says. */
  async joinRefused(namespace: string, auth?: Readonly<Record<string, string>>): Promise<unknown> {
    throw new Error(`${namespace}${auth}`);
  }

  /** The connection lives and nothing else is on its way. */
  async expectAlive(namespace = "/"): Promise<void> {
    throw new Error(namespace);
  }
}
