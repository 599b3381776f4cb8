import { type EngineCodec, engineCodecV3, engineCodecV4 } from "./engine/codec.js";
import { defaultNamespace } from "./socket/namespace.js";

/**
 * What depends on the revision that is spoken and matters to both sides, as data: no other package asks for the
 * number. What matters to one side only is beside it, in `ServerRevision` and `ClientRevision`, so that neither
 * side's bundle has the other's. PROTOCOL.md, Revisions.
 */
export interface Revision {
  /** The number in the request's `EIO`. */
  readonly engine: 3 | 4;
  readonly engineCodec: EngineCodec;
  /** Who sends `2`; the other answers `3`. PROTOCOL.md, EIO4-HB-1 and EIO3-HB-1. */
  readonly pingSender: "client" | "server";
  /** Whether a client is in the default namespace without asking. PROTOCOL.md, EIO4-NSP-1 and EIO3-NSP-1. */
  readonly joinsDefaultNamespace: boolean;
}

/** A payload that is a JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** What a grant tells a client. */
export interface Grant {
  /** The id of the socket. */
  readonly sid: string;
  /** The secret for recovering the session, where the server can do that. PROTOCOL.md, EIO4-REC-1. */
  readonly pid?: string | undefined;
}

/** Why a namespace was refused. */
export interface Refusal {
  readonly message: string;
  readonly data?: unknown;
}

/** Engine.IO 4 with Socket.IO protocol 5: Socket.IO 3.x and 4.x. */
export const revision4: Revision = {
  engine: 4,
  engineCodec: engineCodecV4,
  pingSender: "server",
  joinsDefaultNamespace: false,
};

/** Engine.IO 3 with Socket.IO protocol 4: Socket.IO 1.x and 2.x. */
export const revision3: Revision = {
  engine: 3,
  engineCodec: engineCodecV3,
  pingSender: "client",
  joinsDefaultNamespace: true,
};

/** The id that a socket has in revision 3; both sides know it without being told. PROTOCOL.md, EIO3-ID-1. */
export function revision3SocketId(namespace: string, sessionId: string): string {
  return namespace === defaultNamespace ? sessionId : `${namespace}#${sessionId}`;
}
