import { type DecodeLimits, defaultLimits } from "../limits.js";
import type { EncodedPacket } from "./attachments.js";
import { type Decoded, decodePacket } from "./decode.js";
import { asEncodeError, encodeJson, encodeJsonObject, encodePayload } from "./encode.js";
import { encodeHeader, grammarV4, grammarV5 } from "./header.js";
import { encodeNamespaceQuery } from "./namespace.js";
import type { ConnectPacket, SocketPacket } from "./packet.js";
import type { Attachment } from "./value.js";

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

/** Protocol 5, as clients speak it. What a CONNECT says travels as JSON. PROTOCOL.md, EIO4-NSP-2. */
export const clientSocketCodecV5 = /* @__PURE__ */ socketCodec(
  grammarV5,
  ({ type, namespace, data }) =>
    encodeHeader(type, namespace) + (data === undefined ? "" : encodeJsonObject(data)),
);

/**
 * Protocol 4, as clients speak it. What a CONNECT says travels in a query behind the namespace; one that comes back is
 * not read. PROTOCOL.md, EIO3-NSP-7 and EIO3-NSP-9.
 */
export const clientSocketCodecV4 = /* @__PURE__ */ socketCodec(grammarV4, ({ type, namespace, data }) =>
  encodeHeader(type, data === undefined ? namespace : `${namespace}?${encodeNamespaceQuery(data)}`),
);

function socketCodec(grammar: RegExp, encodeConnect: (packet: ConnectPacket) => string): ClientSocketCodec {
  function encodePacket(packet: SocketPacket, prefix: string): EncodedPacket<Attachment> {
    const { type, namespace } = packet;
    switch (type) {
      case "connect":
        return [prefix + encodeConnect(packet)];
      case "disconnect":
        return [prefix + encodeHeader(type, namespace)];
      case "connect_error":
        return [prefix + encodeHeader(type, namespace) + encodeJson(packet.data)];
      default: {
        const [json, ...attachments] = encodePayload(packet.data);
        return [prefix + encodeHeader(type, namespace, packet.id, attachments.length) + json, ...attachments];
      }
    }
  }

  return {
    encode(packet, prefix = "") {
      try {
        return encodePacket(packet, prefix);
      } catch (cause) {
        throw asEncodeError(cause);
      }
    },
    decode: (text, limits = defaultLimits, start = 0) => decodePacket(text, start, limits, grammar),
  };
}
