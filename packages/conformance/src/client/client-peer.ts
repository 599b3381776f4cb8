import { Peer, type WaitOptions } from "../wire/peer.js";
import type { OpeningRequest } from "../wire/opening-request.js";

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

/** A connection from the client under test. */
export class ClientPeer extends Peer {
  /** What the connection was opened with. */
  get request(): OpeningRequest {
    throw new Error();
  }

  /** What came with the CONNECT for the default namespace, once it was taken. */
  get connectPayload(): unknown {
    throw new Error();
  }

  /** The id of the session, told in the open packet. */
  get sid(): string {
    throw new Error();
  }

  /** Tells the client program what to do, with an event. */
  instruct(name: string, args: readonly unknown[] = [], namespace = "/"): void {
    throw new Error(`${name}${args}${namespace}`);
  }

  /** The next message must ask for the namespace. Returns what came with it: an object or undefined, in revision 3 the query as a record. */
  async expectConnect(namespace = "/", options: WaitOptions = {}): Promise<unknown> {
    throw new Error(`${namespace}${options}`);
  }

  /** Lets the client into the namespace, in the form of the revision. Returns the socket's id. */
  grant(namespace = "/", sid?: string): void {
    throw new Error(`${namespace}${sid}`);
  }

  /** Refuses the namespace, in the form of the revision. */
  refuse(namespace: string, message: string, data?: unknown): void {
    throw new Error(`${namespace}${message}${data}`);
  }

  /** The client lives and nothing else is on its way. */
  async expectAlive(namespace = "/"): Promise<void> {
    throw new Error(namespace);
  }

  /** Asks for reports until an entry matches. Returns all entries. */
  async expectReport(match: (entry: ReportEntry) => boolean, what: string, namespace = "/"): Promise<ReportEntry[]> {
    throw new Error(`${match}${what}${namespace}`);
  }
}
