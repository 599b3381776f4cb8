import { textMessagePrefix } from "../frame.js";
import { mayHoldBinary } from "./binary-search.js";
import { plainSocketCodecV4, plainSocketCodecV5, type SocketCodec } from "./codec.js";
import { asEncodeError } from "./encode.js";
import { encodeHeader } from "./header.js";
import { defaultNamespace } from "./namespace.js";
import type { BinaryCapablePacket, SocketPacket } from "./packet.js";
import { decodeShortEvent } from "./short-event.js";

/** Protocol 5, with the shortcut. */
export const socketCodecV5 = withShortcut(plainSocketCodecV5);

/** Protocol 4, with the shortcut. */
export const socketCodecV4 = withShortcut(plainSocketCodecV4);

/**
 * The same codec, made faster for what is sent most: events and acks of the default namespace. That takes more code,
 * which is too much for a page to load, and well spent where one process has many peers (bench/codec.js).
 */
function withShortcut(codec: SocketCodec): SocketCodec {
  return {
    encode(packet, prefix = "") {
      try {
        if (isPlain(packet) && !mayHoldBinary(packet.data, 1)) {
          return [plainStart(packet, prefix) + JSON.stringify(packet.data)];
        }
      } catch (cause) {
        throw asEncodeError(cause);
      }
      return codec.encode(packet, prefix);
    },
    decode: (text, limits, start = 0) => decodeShortEvent(text, start) ?? codec.decode(text, limits, start),
  };
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
