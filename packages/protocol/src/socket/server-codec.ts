import { EncodeError } from "../errors.js";
import { textMessagePrefix } from "../frame.js";
import type { EncodedPacket } from "./attachments.js";
import {
  type ClientSocketCodec,
  clientSocketCodecV4,
  clientSocketCodecV5,
  type SocketCodec,
} from "./codec.js";
import { asEncodeError } from "./encode.js";
import { encodeHeader } from "./header.js";
import { decodeQuery, defaultNamespace } from "./namespace.js";
import type { BinaryCapablePacket, SocketPacket } from "./packet.js";
import { decodeShortPacket } from "./short-packet.js";
import { isSuspect } from "./suspicion.js";
import type { Attachment } from "./value.js";

/** Protocol 5, as servers speak it. */
export const socketCodecV5 = forServers(clientSocketCodecV5);

/** Protocol 4, as servers speak it. */
export const socketCodecV4 = withQueries(forServers(clientSocketCodecV4));

/**
 * The same codec without Blobs, which servers can't send, and made faster for what is sent most: events and acks of the
 * default namespace. That takes more code, which is too much for a page to load, and well spent where one process has
 * many peers (bench/codec.js).
 */
function forServers(codec: ClientSocketCodec): SocketCodec {
  return {
    encode(packet, prefix = "") {
      try {
        if (isPlain(packet) && !isSuspect(packet.data, 1)) {
          return [plainStart(packet, prefix) + JSON.stringify(packet.data)];
        }
      } catch (cause) {
        throw asEncodeError(cause);
      }
      return withoutBlobs(codec.encode(packet, prefix));
    },
    decode: (text, limits, start = 0) => decodeShortPacket(text, start) ?? codec.decode(text, limits, start),
  };
}

function withoutBlobs(encoded: EncodedPacket<Attachment>): EncodedPacket {
  if (encoded.some((message) => typeof message === "object" && "size" in message)) {
    throw new EncodeError("BLOB_NOT_SUPPORTED", "expected bytes: send `await blob.arrayBuffer()`");
  }
  return encoded as EncodedPacket;
}

/** The same codec, where what a CONNECT says may be a query behind its namespace. PROTOCOL.md, EIO3-NSP-4. */
function withQueries(codec: SocketCodec): SocketCodec {
  return {
    ...codec,
    decode(text, limits, start) {
      const packet = codec.decode(text, limits, start);
      if (packet.type !== "connect" || packet.data !== undefined) {
        return packet;
      }
      const query = queryPattern.exec(text)?.[1];
      return query === undefined ? packet : { ...packet, data: decodeQuery(query) };
    },
  };
}

/** What stands behind the first question mark in front of a comma, and up to that. */
const queryPattern = /^[^,?]*\?([^,]*)/;

const eventStart = encodeHeader("event", defaultNamespace);
const ackStart = encodeHeader("ack", defaultNamespace);
const frameStart = textMessagePrefix + eventStart;

/** The header behind the prefix; for an event that asks for no ack, and is made a frame, it is ready. */
function plainStart({ type, id }: BinaryCapablePacket, prefix: string): string {
  if (id === undefined) {
    return prefix === textMessagePrefix ? frameStart : prefix + eventStart;
  }
  return prefix + (type === "event" ? eventStart : ackStart) + id;
}

function isPlain(packet: SocketPacket): packet is BinaryCapablePacket {
  return (packet.type === "event" || packet.type === "ack") && packet.namespace === defaultNamespace;
}
