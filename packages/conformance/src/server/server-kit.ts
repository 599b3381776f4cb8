import type { Revision } from "../requirements/requirement.js";
import type { HttpAnswer } from "../wire/http-answer.js";
import type { Fixture } from "./fixture.js";
import type { ServerPeer } from "./server-peer.js";

/** What an opening request should be like, where it differs from the usual one. */
export interface RequestOptions {
  /** Replaces the whole query, which is `EIO=4&transport=websocket` otherwise. */
  readonly query?: string;
  /** Appended to the usual query: `&b64=1`. */
  readonly moreQuery?: string;
  /** Replaces the path of the URL. */
  readonly path?: string;
  readonly method?: string;
  /** Set or replaced, whatever their case; `undefined` leaves a usual one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Whether the kit keeps up Engine.IO's heartbeat and the case does not see it (the default), or the case does. */
  readonly heartbeat?: "answered" | "manual";
  /** Whether the kit answers a close frame with one (the default), or the case does. */
  readonly closing?: "answered" | "manual";
}

/** What a case against a server is handed: the kit plays the client. */
export interface ServerKit {
  readonly revision: Revision;
  readonly fixture: Fixture;
  /** Sends an opening request, whatever comes of it; a connection that it opens is dropped. */
  request(options?: RequestOptions): Promise<HttpAnswer>;
  /** Opens a WebSocket, and fails the case if it's refused. Nothing has been read. */
  connect(options?: RequestOptions): Promise<ServerPeer>;
  /** connect(), and the open packet taken. */
  session(options?: RequestOptions): Promise<ServerPeer>;
  /** session(), and in the default namespace. */
  joined(options?: RequestOptions): Promise<ServerPeer>;
  /** Ends the case as one that can't be tried. */
  skip(reason: string): never;
}
