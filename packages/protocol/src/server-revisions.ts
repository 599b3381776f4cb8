import { engineCodecV3Base64 } from "./engine/base64-codec.js";
import {
  type Fields,
  type Grant,
  type Refusal,
  type Revision,
  revision3,
  revision3SocketId,
  revision4,
} from "./revisions.js";
import type { SocketCodec } from "./socket/codec.js";
import { socketCodecV4, socketCodecV5 } from "./socket/server-codec.js";

/** All that a server needs to know of the revision a client speaks. */
export interface ServerRevision extends Revision {
  /** The Socket.IO protocol that goes with it. */
  readonly socket: 4 | 5;
  readonly socketCodec: SocketCodec;
  /** Whether it is an older one, which a server may choose not to serve. */
  readonly isLegacy: boolean;
  /** Whether the open packet tells `maxPayload`. PROTOCOL.md, EIO4-OPEN-1 and EIO3-OPEN-1. */
  readonly announcesMaxPayload: boolean;
  /**
   * The id of a Socket.IO socket; `freshId` makes an id that has never been on the wire.
   * PROTOCOL.md, EIO4-ID-1 and EIO3-ID-1.
   */
  socketId(namespace: string, sessionId: string, freshId: () => string): string;
  /** The payload that grants a namespace. PROTOCOL.md, EIO4-NSP-4 and EIO3-NSP-3. */
  grant(ids: Grant): Fields | undefined;
  /** The payload that refuses a namespace. PROTOCOL.md, EIO4-REJ-1 and EIO3-REJ-1. */
  refusal(error: Refusal): unknown;
}

/** `revision4` as a server speaks it. */
export const serverRevision4: ServerRevision = {
  ...revision4,
  socket: 5,
  socketCodec: socketCodecV5,
  isLegacy: false,
  announcesMaxPayload: true,
  socketId: (_namespace, _sessionId, freshId) => freshId(),
  grant: (ids) => ({ ...ids }),
  refusal: ({ message, data }) => ({ message, data }),
};

/** `revision3` as a server speaks it. */
export const serverRevision3: ServerRevision = {
  ...revision3,
  socket: 4,
  socketCodec: socketCodecV4,
  isLegacy: true,
  announcesMaxPayload: false,
  socketId: revision3SocketId,
  grant: () => undefined,
  refusal: ({ message, data }) => data || message,
};

/** Revision 3 for a client that asked for base64 instead of binary frames. PROTOCOL.md, EIO3-BIN-3. */
export const serverRevision3Base64: ServerRevision = { ...serverRevision3, engineCodec: engineCodecV3Base64 };

/** The parameters of the request's query that choose a revision. PROTOCOL.md, Request URI. */
export interface RevisionQuery {
  readonly eio: string | null | undefined;
  readonly b64: string | null | undefined;
}

/**
 * The revision that a request asks for, undefined when it is none that exists (PROTOCOL.md, EIO-REQ-7). A missing
 * `EIO` is 3: early clients did not send it (PROTOCOL.md, EIO3-REQ-2).
 */
export function selectRevision({ eio, b64 }: RevisionQuery): ServerRevision | undefined {
  switch (eio ?? "3") {
    case "4":
      return serverRevision4;
    case "3":
      return b64 === "1" ? serverRevision3Base64 : serverRevision3;
    default:
      return undefined;
  }
}
