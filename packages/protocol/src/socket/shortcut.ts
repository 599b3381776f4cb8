import { EncodeError } from "../errors.js";
import { textMessagePrefix } from "../frame.js";
import {
  type ClientSocketCodec,
  clientSocketCodecV5,
  encodeConnectV4,
  type SocketCodec,
  socketCodec,
} from "./codec.js";
import { asEncodeError, type EncodedPacket } from "./encode.js";
import { encodeHeader } from "./header.js";
import { decodeQuery, defaultNamespace } from "./namespace.js";
import type { BinaryCapablePacket, SocketPacket } from "./packet.js";
import { decodeShortPacket } from "./short-packet.js";
import { isSuspect } from "./suspicion.js";
import type { Attachment } from "./value.js";

/** Protocol 5, as servers speak it. */
export const socketCodecV5 = forServers(clientSocketCodecV5);

/** Protocol 4, as servers speak it. */
export const socketCodecV4 = forServers(socketCodec(encodeConnectV4, decodeQuery));

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
