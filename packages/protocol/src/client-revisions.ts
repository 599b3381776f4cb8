import { messageByte } from "./engine/codec.js";
import type { BlobLike } from "./frame.js";
import {
  type Fields,
  type Grant,
  type Refusal,
  type Revision,
  revision3,
  revision3SocketId,
  revision4,
} from "./revisions.js";
import { type ClientSocketCodec, clientSocketCodecV4, clientSocketCodecV5 } from "./socket/codec.js";

/** All that a client needs to know of the revision a server speaks. */
export interface ClientRevision extends Revision {
  readonly socketCodec: ClientSocketCodec;
  /** The frame of a Blob, which is sent as it is: its bytes can't be read at once. PROTOCOL.md, Binary frames. */
  encodeBlob(blob: BlobLike): BlobLike;
  /**
   * What a client says when it asks for a namespace; undefined where there is nothing to say.
   * PROTOCOL.md, EIO4-NSP-2 and EIO3-NSP-7.
   */
  question(said: {
    readonly auth: Fields | undefined;
    readonly query: Fields | undefined;
  }): Fields | undefined;
  /** Reads the payload of a grant; undefined where it is none. PROTOCOL.md, EIO4-NSP-7, EIO3-NSP-8 and EIO3-NSP-9. */
  readGrant(data: Fields | undefined, namespace: string, sessionId: string): Grant | undefined;
  /** Reads the payload of a refusal, whatever a server may have put there. PROTOCOL.md, EIO4-REJ-2 and EIO3-REJ-2. */
  readRefusal(data: unknown): Refusal;
  /**
   * Whether a server may send the packet of a refusal also to those who are in: then it tells of an error.
   * PROTOCOL.md, EIO3-REJ-3.
   */
  readonly tellsErrors: boolean;
}

/** `revision4` as a client speaks it. */
export const clientRevision4: ClientRevision = {
  ...revision4,
  socketCodec: clientSocketCodecV5,
  encodeBlob: (blob) => blob,
  question: ({ auth }) => auth,
  readGrant: (data) => {
    const { sid, pid } = data ?? {};
    return typeof sid === "string" && sid !== "" // EIO4-NSP-7
      ? { sid, pid: typeof pid === "string" ? pid : undefined } // EIO4-ID-2
      : undefined;
  },
  readRefusal: (data) => ({ message: messageOf(data), data: (Object(data) as Fields)["data"] }),
  tellsErrors: false,
};

/** `revision3` as a client speaks it. */
export const clientRevision3: ClientRevision = {
  ...revision3,
  socketCodec: clientSocketCodecV4,
  encodeBlob: withTypeByte,
  question: ({ auth, query }) => (auth ?? query) && { ...query, ...auth },
  // EIO3-NSP-8 and EIO3-NSP-9: whatever the grant carries is ignored
  readGrant: (_data, namespace, sessionId) => ({ sid: revision3SocketId(namespace, sessionId) }),
  readRefusal: (data) => (typeof data === "string" ? { message: data } : { message: messageOf(data), data }),
  tellsErrors: true,
};

// A global of every runtime that has Blobs; the package is compiled without the types of any runtime.
declare const Blob: new (parts: readonly unknown[]) => BlobLike;

/** PROTOCOL.md, EIO3-BIN-1. */
function withTypeByte(blob: BlobLike): BlobLike {
  return new Blob([Uint8Array.of(messageByte), blob]);
}

/** The text of a refusal; some servers refuse without a word. */
function messageOf(data: unknown): string {
  const { message } = Object(data) as Fields;
  return typeof message === "string" ? message : "the server refused the namespace";
}
