import { textMessagePrefix } from "../frame.js";
import { type DecodeLimits, defaultLimits } from "../limits.js";
import { mayHoldBinary } from "./binary-search.js";
import { type Decoded, decodePacket } from "./decode.js";
import {
  asEncodeError,
  type EncodedPacket,
  encodeBinaryCapable,
  encodeJson,
  encodeJsonObject,
} from "./encode.js";
import { encodeHeader, wireType } from "./header.js";
import { defaultNamespace, encodeNamespaceQuery } from "./namespace.js";
import type { ConnectPacket, EventPacket, SocketPacket } from "./packet.js";
import { decodeShortEvent } from "./short-event.js";

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
export const socketCodecV5 = socketCodec(false, ({ namespace, data }) => {
  const header = encodeHeader(wireType.connect, namespace);
  return data === undefined ? header : header + encodeJsonObject(data);
});

/** Protocol 4: what a client says when it connects is a query behind the namespace. PROTOCOL.md, Namespaces. */
export const socketCodecV4 = socketCodec(true, ({ namespace, data }) => {
  const query = data === undefined ? "" : `?${encodeNamespaceQuery(data)}`;
  return encodeHeader(wireType.connect, namespace + query);
});

function socketCodec(hasQuery: boolean, encodeConnect: (packet: ConnectPacket) => string): SocketCodec {
  function encodePacket(packet: SocketPacket, prefix: string): EncodedPacket {
    switch (packet.type) {
      case "event":
      case "ack":
        return encodeBinaryCapable(packet, prefix);
      case "connect":
        return [prefix + encodeConnect(packet)];
      case "disconnect":
        return [prefix + encodeHeader(wireType.disconnect, packet.namespace)];
      case "connect_error":
        return [prefix + encodeHeader(wireType.connectError, packet.namespace) + encodeJson(packet.data)];
    }
  }

  return {
    encode(packet, prefix = "") {
      try {
        if (isPlainEvent(packet) && !mayHoldBinary(packet.data, 1)) {
          return [plainEventStart(prefix) + JSON.stringify(packet.data)]; // what is sent most (bench/codec.js)
        }
        return encodePacket(packet, prefix);
      } catch (cause) {
        throw asEncodeError(cause);
      }
    },
    decode(text, limits = defaultLimits, start = 0) {
      return decodeShortEvent(text, start) ?? decodePacket(text, start, { limits, hasQuery });
    },
  };
}

const bareStart = encodeHeader(wireType.event, defaultNamespace);
const frameStart = textMessagePrefix + bareStart;

/** The header of a plain event behind the prefix; for the one that makes a frame it is ready. */
function plainEventStart(prefix: string): string {
  return prefix === textMessagePrefix ? frameStart : prefix + bareStart;
}

function isPlainEvent(packet: SocketPacket): packet is EventPacket {
  return packet.type === "event" && packet.id === undefined && packet.namespace === defaultNamespace;
}
