import { type EngineCodec, engineCodecV3, engineCodecV3Base64, engineCodecV4 } from "./engine/codec.js";
import { type SocketCodec, socketCodecV4, socketCodecV5 } from "./socket/codec.js";
import { defaultNamespace } from "./socket/namespace.js";

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
  grant(ids: { readonly sid: string; readonly pid?: string }): Readonly<Record<string, unknown>> | undefined;
  /** The payload that refuses a namespace. */
  refusal(error: { readonly message: string; readonly data?: unknown }): unknown;
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
  grant: (ids) => ids,
  refusal: ({ message, data }) => ({ message, data }),
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
  socketId: (namespace, sessionId) =>
    namespace === defaultNamespace ? sessionId : `${namespace}#${sessionId}`,
  grant: () => undefined,
  refusal: ({ message, data }) => data || message,
};

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
