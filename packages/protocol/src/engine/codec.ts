import { type Violation, violation } from "../errors.js";
import type { Frame } from "../frame.js";
import { decodeBase64, encodeBase64 } from "./base64.js";
import type { EnginePacket, MessagePacket } from "./packet.js";
import { decodeText, encodeText, encodeTextMessage } from "./text.js";

/** Turns Engine.IO packets into frames and back, for one revision. Pure; nothing is kept between calls. */
export interface EngineCodec {
  /** The one frame that carries the packet. */
  encode(packet: EnginePacket): Frame;
  /** The same as `encode` of a message packet, without making one: the way of every event out. */
  encodeMessage(data: string | Uint8Array): Frame;
  /** The packet that the frame carries, or what is wrong with the frame. Never throws. */
  decode(frame: Frame): EnginePacket | Violation;
}

/** All that the codecs differ in: how an attachment travels. */
interface BinaryForm {
  encodeBinary(data: Uint8Array): Frame;
  decodeBinary(frame: Uint8Array): MessagePacket | Violation;
  decodeBase64Text(frame: string): MessagePacket | Violation;
}

const letterB = 0x62;
const messageByte = 4;
const base64Prefix = "b4";

/** Revision 4: a binary frame is the bytes of an attachment and nothing else. PROTOCOL.md, Binary frames. */
export const engineCodecV4 = engineCodec({
  encodeBinary: (data) => data,
  decodeBinary: (frame) => ({ type: "message", data: frame }),
  decodeBase64Text: () => violation("BASE64_UNEXPECTED"),
});

/** Revision 3: a binary frame starts with the packet's type as a byte. PROTOCOL.md, Binary frames. */
export const engineCodecV3 = engineCodec({
  encodeBinary: withTypeByte,
  decodeBinary: withoutTypeByte,
  decodeBase64Text: () => violation("BASE64_UNEXPECTED"),
});

/** Revision 3 for a peer that takes no binary frames (`b64=1`). PROTOCOL.md, Binary frames. */
export const engineCodecV3Base64 = engineCodec({
  encodeBinary: (data) => base64Prefix + encodeBase64(data),
  decodeBinary: withoutTypeByte,
  decodeBase64Text: withoutBase64Prefix,
});

function engineCodec({ encodeBinary, decodeBinary, decodeBase64Text }: BinaryForm): EngineCodec {
  function encodeMessage(data: string | Uint8Array): Frame {
    return typeof data === "string" ? encodeTextMessage(data) : encodeBinary(data);
  }
  return {
    encode: (packet) => (packet.type === "message" ? encodeMessage(packet.data) : encodeText(packet)),
    encodeMessage,
    decode(frame) {
      if (typeof frame !== "string") {
        return decodeBinary(frame);
      }
      return frame.charCodeAt(0) === letterB ? decodeBase64Text(frame) : decodeText(frame);
    },
  };
}

function withTypeByte(data: Uint8Array): Uint8Array {
  const frame = new Uint8Array(data.length + 1);
  frame[0] = messageByte;
  frame.set(data, 1);
  return frame;
}

function withoutTypeByte(frame: Uint8Array): MessagePacket | Violation {
  if (frame[0] !== messageByte) {
    return violation("BINARY_TYPE_INVALID");
  }
  return { type: "message", data: frame.subarray(1) };
}

function withoutBase64Prefix(frame: string): MessagePacket | Violation {
  if (!frame.startsWith(base64Prefix)) {
    return violation("BASE64_INVALID");
  }
  const data = decodeBase64(frame.slice(base64Prefix.length));
  return data === undefined ? violation("BASE64_INVALID") : { type: "message", data };
}
