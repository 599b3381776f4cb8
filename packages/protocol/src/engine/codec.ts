import { type Violation, violation } from "../errors.js";
import { type Frame, textMessagePrefix } from "../frame.js";
import type { EnginePacket, MessagePacket } from "./packet.js";
import { decodeText, encodeText } from "./text.js";

/** Turns Engine.IO packets into frames and back, for one revision. Pure; nothing is kept between calls. */
export interface EngineCodec {
  /** The one frame that carries the packet. */
  encode(packet: EnginePacket): Frame;
  /** The same as `encode` of a message packet, without making one: the way of every event out. */
  encodeMessage(data: string | Uint8Array): Frame;
  /** The packet that the frame carries, or what is wrong with the frame. Never throws. */
  decode(frame: Frame): EnginePacket | Violation;
}

/** What a binary frame of revision 3 starts with. PROTOCOL.md, EIO3-BIN-1. */
export const messageByte = 4;

/** Revision 4: a binary frame is the bytes of an attachment and nothing else. PROTOCOL.md, EIO4-BIN-1. */
export const engineCodecV4 = engineCodec(
  (data) => data,
  (data) => ({ type: "message", data }),
);

/** Revision 3: a binary frame starts with the packet's type as a byte. PROTOCOL.md, EIO3-BIN-1. */
export const engineCodecV3 = engineCodec(withTypeByte, withoutTypeByte);

/** Makes a codec of all that codecs differ in: how an attachment travels. */
export function engineCodec(
  encodeBinary: (data: Uint8Array) => Frame,
  decodeBinary: (frame: Uint8Array) => MessagePacket | Violation,
): EngineCodec {
  function encodeMessage(data: string | Uint8Array): Frame {
    return typeof data === "string" ? textMessagePrefix + data : encodeBinary(data);
  }
  return {
    encode: (packet) => (packet.type === "message" ? encodeMessage(packet.data) : encodeText(packet)),
    encodeMessage,
    decode: (frame) => (typeof frame === "string" ? decodeText(frame) : decodeBinary(frame)),
  };
}

/** PROTOCOL.md, EIO3-BIN-1. */
function withTypeByte(data: Uint8Array): Uint8Array {
  const frame = new Uint8Array(data.length + 1);
  frame[0] = messageByte;
  frame.set(data, 1);
  return frame;
}

/** The attachment in a binary frame of revision 3. PROTOCOL.md, EIO3-BIN-2. */
export function withoutTypeByte(frame: Uint8Array): MessagePacket | Violation {
  if (frame[0] !== messageByte) {
    return violation("BINARY_TYPE_INVALID");
  }
  return { type: "message", data: frame.subarray(1) };
}
