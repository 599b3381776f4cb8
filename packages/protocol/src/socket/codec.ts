import { type DecodeLimits, defaultLimits } from "../limits.js";
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

/** Protocol 5: what a client says when it connects is a JSON object. PROTOCOL.md, Namespaces. */
export const compactSocketCodecV5 = socketCodec(false, ({ namespace, data }) => [
  namespace,
  data === undefined ? "" : encodeJsonObject(data),
]);

/** Protocol 4: what a client says when it connects is a query behind the namespace. PROTOCOL.md, Namespaces. */
export const compactSocketCodecV4 = socketCodec(true, ({ namespace, data }) => [
  data === undefined ? namespace : `${namespace}?${encodeNamespaceQuery(data)}`,
  "",
]);

/** What travels of a packet besides its type: its namespace as it is written, and its payload. */
type Form = readonly [address: string, payload: string];

function socketCodec(hasQuery: boolean, connectForm: (packet: ConnectPacket) => Form): SocketCodec {
  function formOf(packet: Exclude<SocketPacket, BinaryCapablePacket>): Form {
    if (packet.type === "connect") {
      return connectForm(packet);
    }
    return [packet.namespace, packet.type === "disconnect" ? "" : encodeJson(packet.data)];
  }

  function encodePacket(packet: SocketPacket, prefix: string): EncodedPacket {
    if (packet.type === "event" || packet.type === "ack") {
      return encodeBinaryCapable(packet, prefix);
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
