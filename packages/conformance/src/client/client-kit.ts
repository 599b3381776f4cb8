import type { Handshake } from "../packet/handshake.js";
import type { Revision } from "../requirements/requirement.js";
import type { ClientPeer } from "./client-peer.js";
import type { OpeningRequest } from "../wire/opening-request.js";

/** How the kit receives a client. */
export interface AcceptOptions {
  /** How long to wait for the request. */
  readonly withinMs?: number;
  /** Whether the kit keeps up Engine.IO's heartbeat and the case does not see it (the default), or the case does. */
  readonly heartbeat?: "answered" | "manual";
  /** Whether the kit answers a close frame with one (the default), or the case does. */
  readonly closing?: "answered" | "manual";
  /** Fields of the open packet that differ from the usual ones, or the whole frame, right or wrong. */
  readonly open?: Partial<Handshake> | string;
  /** Set or replaced in the answer with which the WebSocket is opened; `undefined` leaves a usual one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** What a case against a client is handed: the kit plays the server, with one client program for the case. */
export interface ClientKit {
  readonly revision: Revision;
  /** The client's next opening request; the WebSocket is opened, nothing has been sent. */
  accept(options?: AcceptOptions): Promise<ClientPeer>;
  /** accept(), and the open packet sent. */
  session(options?: AcceptOptions): Promise<ClientPeer>;
  /** session(), and let into the default namespace. */
  joined(options?: AcceptOptions): Promise<ClientPeer>;
  /** Answers the client's next opening request with this instead of a WebSocket. */
  refuse(status: number, body?: string): Promise<OpeningRequest>;
  /** No opening request may come for so long. */
  expectNoRequest(ms: number): Promise<void>;
  /** Ends the case as one that can't be tried. */
  skip(reason: string): never;
}
