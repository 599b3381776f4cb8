import { textMessagePrefix } from "../frame.js";
import { mayHoldBinary } from "./binary-search.js";
import { plainSocketCodecV4, plainSocketCodecV5, type SocketCodec } from "./codec.js";
import { asEncodeError } from "./encode.js";
import { encodeHeader } from "./header.js";
import { defaultNamespace } from "./namespace.js";
import type { EventPacket, SocketPacket } from "./packet.js";
import { decodeShortEvent } from "./short-event.js";

/** Protocol 5, with the shortcut. */
export const socketCodecV5 = withShortcut(plainSocketCodecV5);

/** Protocol 4, with the shortcut. */
export const socketCodecV4 = withShortcut(plainSocketCodecV4);

/**
 * The same codec, made faster for what is sent most: events of the default namespace that ask for no ack. That takes
 * more code, which is too much for a page to load, and well spent where one process has many peers (bench/codec.js).
 */
function withShortcut(codec: SocketCodec): SocketCodec {
  return {
    encode(packet, prefix = "") {
      try {
        if (isPlainEvent(packet) && !mayHoldBinary(packet.data, 1)) {
          return [plainEventStart(prefix) + JSON.stringify(packet.data)];
        }
      } catch (cause) {
        throw asEncodeError(cause);
      }
      return codec.encode(packet, prefix);
    },
    decode: (text, limits, start = 0) => decodeShortEvent(text, start) ?? codec.decode(text, limits, start),
  };
}

const bareStart = encodeHeader("event", defaultNamespace);
const frameStart = textMessagePrefix + bareStart;

/** The header of a plain event behind the prefix; for the one that makes a frame it is ready. */
function plainEventStart(prefix: string): string {
  return prefix === textMessagePrefix ? frameStart : prefix + bareStart;
}

function isPlainEvent(packet: SocketPacket): packet is EventPacket {
  return packet.type === "event" && packet.id === undefined && packet.namespace === defaultNamespace;
}
