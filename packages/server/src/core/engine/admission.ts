import { decodeQuery, type ServerRevision, selectRevision } from "@sockeye/protocol";
import type { UpgradeRequest } from "../../api.js";
import type { HandshakeQuery } from "../../handshake.js";

/** Why a request is not accepted: the status of the answer, and the `code` and `message` in its JSON body. */
export interface Refusal {
  readonly status: 400 | 403;
  readonly code: 0 | 1 | 2 | 3 | 4 | 5;
  readonly message: string;
}

/** What a request that may be accepted asks for. */
export interface Admission {
  readonly revision: ServerRevision;
  readonly query: HandshakeQuery;
}

const pollingHint = 'this server speaks WebSocket only: set the client option transports: ["websocket"]';

/** The refusals that a request can earn by itself; the codes are those of Engine.IO. PROTOCOL.md, Refusals. */
export const refusals = {
  polling: { status: 400, code: 0, message: `Transport unknown: ${pollingHint}` },
  transport: {
    status: 400,
    code: 0,
    message: "Transport unknown: expected transport=websocket in the query",
  },
  session: {
    status: 400,
    code: 1,
    message: "Session ID unknown: a WebSocket starts a new session, without sid",
  },
  method: { status: 400, code: 2, message: "Bad handshake method: expected GET" },
  upgrade: { status: 400, code: 3, message: "Bad request: expected a WebSocket handshake" },
  forbidden: { status: 403, code: 4, message: "Forbidden" },
  origin: { status: 403, code: 4, message: "Forbidden: this origin is not allowed" },
  middleware: { status: 400, code: 3, message: "Bad request: refused by a middleware" },
  revision: { status: 400, code: 5, message: "Unsupported protocol version: expected EIO=3 or EIO=4" },
  revision3: { status: 400, code: 5, message: "Unsupported protocol version: this server takes EIO=4 only" },
} as const satisfies Record<string, Refusal>;

/** Judges a request for the server's path by its method and its query. */
export function judgeRequest(request: UpgradeRequest, allowEIO3: boolean): Admission | Refusal {
  const query = decodeQuery(queryOf(request.url ?? ""));
  if (query["transport"] === "polling") {
    return refusals.polling;
  }
  if (request.method !== "GET") {
    return refusals.method;
  }
  if (query["transport"] !== "websocket") {
    return refusals.transport;
  }
  if (query["sid"] !== undefined) {
    return refusals.session;
  }
  const revision = selectRevision({ eio: single(query["EIO"]), b64: single(query["b64"]) });
  if (revision === undefined) {
    return refusals.revision;
  }
  if (revision.isLegacy && !allowEIO3) {
    return refusals.revision3;
  }
  return { revision, query };
}

/** What follows the question mark of a URL. */
export function queryOf(url: string): string {
  const mark = url.indexOf("?");
  return mark === -1 ? "" : url.slice(mark + 1);
}

/** A parameter that stands once; repeated, it is none that is understood. */
function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? "" : value;
}
