import { type DecodeLimits, defaultLimits } from "../limits.js";
import type { Attachment } from "./attachments.js";
import { type Decoded, decodePacket } from "./decode.js";
import {
  asEncodeError,
  type EncodedPacket,
  encodeBinaryCapable,
  encodeJson,
  encodeJsonObject,
} from "./encode.js";
import { encodeHeader } from "./header.js";
import { encodeNamespaceQuery } from "./namespace.js";
import type { BinaryCapablePacket, ConnectPacket, SocketPacket } from "./packet.js";

/** Turns Socket.IO packets into messages and back, for one revision. Pure; nothing is kept between calls. */
export interface SocketCodec {
  /**
   * The messages that carry the packet, in order. The packet is not changed. `prefix` is put before the text: with
   * `textMessagePrefix` it becomes a frame without being copied once more.
   *
   * Throws `EncodeError` when the payload can't travel: no JSON, too deep, a Blob, too many attachments.
   */
  encode(packet: SocketPacket, prefix?: string): EncodedPacket;
  /**
   * The packet that the text carries from `start` (0 unless given) on; a partial one, to be completed with `attach`,
   * when it announces attachments; or what is wrong with the text. Never throws, and takes time linear in the text.
   * With the offset a frame need not be cut before it is read: `decode(frame, limits, textMessageStart)`.
   */
  decode(text: string, limits?: DecodeLimits, start?: number): Decoded;
}

/** A codec that lets Blobs pass as attachments: those of clients, whose WebSockets take them. */
export interface ClientSocketCodec extends Omit<SocketCodec, "encode"> {
  /** As that of other codecs, but a Blob may be among the attachments. */
  encode(packet: SocketPacket, prefix?: string): EncodedPacket<Attachment>;
}

/** What travels of a packet besides its type: its namespace as it is written, and its payload. */
type Form = readonly [address: string, payload: string];

/** What a client says when it connects, in protocol 5: a JSON object. PROTOCOL.md, EIO4-NSP-2. */
const formV5 = ({ namespace, data }: ConnectPacket): Form => [
  namespace,
  data === undefined ? "" : encodeJsonObject(data),
];

/** The same in protocol 4: a query behind the namespace. PROTOCOL.md, EIO3-NSP-7. */
const formV4 = ({ namespace, data }: ConnectPacket): Form => [
  data === undefined ? namespace : `${namespace}?${encodeNamespaceQuery(data)}`,
  "",
];

/** Protocol 5, as clients write it. */
export const clientSocketCodecV5 = /* @__PURE__ */ socketCodec(false, formV5, true);

/** Protocol 4, as clients write it. */
export const clientSocketCodecV4 = /* @__PURE__ */ socketCodec(true, formV4, true);

// Without Blobs, all attachments are bytes.

/** Protocol 5, as servers write it. */
export const plainSocketCodecV5 = /* @__PURE__ */ socketCodec(false, formV5, false) as SocketCodec;

/** Protocol 4, as servers write it. */
export const plainSocketCodecV4 = /* @__PURE__ */ socketCodec(true, formV4, false) as SocketCodec;

function socketCodec(
  hasQuery: boolean,
  connectForm: (packet: ConnectPacket) => Form,
  keepsBlobs: boolean,
): ClientSocketCodec {
  function formOf(packet: Exclude<SocketPacket, BinaryCapablePacket>): Form {
    if (packet.type === "connect") {
      return connectForm(packet);
    }
    return [packet.namespace, packet.type === "disconnect" ? "" : encodeJson(packet.data)];
  }

  function encodePacket(packet: SocketPacket, prefix: string): EncodedPacket<Attachment> {
    if (packet.type === "event" || packet.type === "ack") {
      return encodeBinaryCapable(packet, prefix, keepsBlobs);
    }
    const [address, payload] = formOf(packet);
    return [prefix + encodeHeader(packet.type, address) + payload];
  }

  return {
    encode(packet, prefix = "") {
      try {
        return encodePacket(packet, prefix);
      } catch (cause) {
        throw asEncodeError(cause);
      }
    },
    decode: (text, limits = defaultLimits, start = 0) => decodePacket(text, start, limits, hasQuery),
  };
}
