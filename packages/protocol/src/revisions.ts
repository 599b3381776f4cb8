import { type EngineCodec, engineCodecV3, engineCodecV3Base64, engineCodecV4 } from "./engine/codec.js";
import { type SocketCodec, socketCodecV4, socketCodecV5 } from "./socket/codec.js";
import { defaultNamespace } from "./socket/namespace.js";
import { isObject } from "./socket/value.js";

/**
 * All that depends on the revision a client speaks, as data: no other package asks for the number.
 * PROTOCOL.md, Revisions.
 */
export interface Revision {
  /** The number in the request's `EIO`. */
  readonly engine: 3 | 4;
  /** The Socket.IO protocol that goes with it. */
  readonly socket: 4 | 5;
  /** Whether it is an older one, which a server may choose not to serve. */
  readonly isLegacy: boolean;
  readonly engineCodec: EngineCodec;
  readonly socketCodec: SocketCodec;
  /** Who sends `2`; the other answers `3`. */
  readonly pingSender: "client" | "server";
  /** Whether a client is in the default namespace without asking. */
  readonly joinsDefaultNamespace: boolean;
  /** Whether the open packet tells `maxPayload`. */
  readonly announcesMaxPayload: boolean;
  /** The id of a Socket.IO socket; `freshId` makes an id that has never been on the wire. */
  socketId(namespace: string, sessionId: string, freshId: () => string): string;
  /** The payload that grants a namespace. */
  grant(ids: Grant): Fields | undefined;
  /** The payload that refuses a namespace. */
  refusal(error: Refusal): unknown;
  /** What a client says when it asks for a namespace; undefined where there is nothing to say. */
  question(said: {
    readonly auth: Fields | undefined;
    readonly query: Fields | undefined;
  }): Fields | undefined;
  /** Reads the payload of a grant; undefined where it is none. */
  readGrant(data: Fields | undefined, namespace: string, sessionId: string): Grant | undefined;
  /** Reads the payload of a refusal, whatever a server may have put there. */
  readRefusal(data: unknown): Refusal;
  /** Whether a server may send the packet of a refusal also to those who are in: then it tells of an error. */
  tellsErrors: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** What a grant tells a client. */
export interface Grant {
  /** The id of the socket. */
  readonly sid: string;
  /** The secret for recovering the session, where the server can do that. PROTOCOL.md, Connection state recovery. */
  readonly pid?: string;
}

/** Why a namespace was refused. */
export interface Refusal {
  readonly message: string;
  readonly data?: unknown;
}

/** Engine.IO 4 with Socket.IO protocol 5: Socket.IO 3.x and 4.x. */
export const revision4: Revision = {
  engine: 4,
  socket: 5,
  isLegacy: false,
  engineCodec: engineCodecV4,
  socketCodec: socketCodecV5,
  pingSender: "server",
  joinsDefaultNamespace: false,
  announcesMaxPayload: true,
  socketId: (_namespace, _sessionId, freshId) => freshId(),
  grant: (ids) => ({ ...ids }),
  refusal: ({ message, data }) => ({ message, data }),
  question: ({ auth }) => auth,
  readGrant: (data) => {
    const { sid, pid } = data ?? {};
    if (typeof sid !== "string" || sid === "") {
      return undefined;
    }
    return typeof pid === "string" ? { sid, pid } : { sid };
  },
  readRefusal: (data) => {
    const { message, data: details } = isObject(data) ? (data as Fields) : {};
    return { message: typeof message === "string" ? message : unexplained, data: details };
  },
  tellsErrors: false,
};

/** Engine.IO 3 with Socket.IO protocol 4: Socket.IO 1.x and 2.x. */
export const revision3: Revision = {
  engine: 3,
  socket: 4,
  isLegacy: true,
  engineCodec: engineCodecV3,
  socketCodec: socketCodecV4,
  pingSender: "client",
  joinsDefaultNamespace: true,
  announcesMaxPayload: false,
  socketId: revision3SocketId,
  grant: () => undefined,
  refusal: ({ message, data }) => data || message,
  question: ({ auth, query }) =>
    auth === undefined && query === undefined ? undefined : { ...query, ...auth },
  readGrant: (_data, namespace, sessionId) => ({ sid: revision3SocketId(namespace, sessionId) }),
  readRefusal: (data) => {
    if (typeof data === "string") {
      return { message: data };
    }
    const { message } = isObject(data) ? (data as Fields) : {};
    return { message: typeof message === "string" ? message : unexplained, data };
  },
  tellsErrors: true,
};

function revision3SocketId(namespace: string, sessionId: string): string {
  return namespace === defaultNamespace ? sessionId : `${namespace}#${sessionId}`;
}

/** What a client is told when a server refuses it without a word. */
const unexplained = "the server refused the namespace";

/** Revision 3 for a client that asked for base64 instead of binary frames. */
export const revision3Base64: Revision = { ...revision3, engineCodec: engineCodecV3Base64 };

/** The parameters of the request's query that choose a revision. PROTOCOL.md, Request URI. */
export interface RevisionQuery {
  readonly eio: string | null | undefined;
  readonly b64: string | null | undefined;
}

/**
 * The revision that a request asks for, undefined when it is none that exists. A missing `EIO` is 3: early clients
 * did not send it. PROTOCOL.md, Request URI.
 */
export function selectRevision({ eio, b64 }: RevisionQuery): Revision | undefined {
  switch (eio ?? "3") {
    case "4":
      return revision4;
    case "3":
      return b64 === "1" ? revision3Base64 : revision3;
    default:
      return undefined;
  }
}
