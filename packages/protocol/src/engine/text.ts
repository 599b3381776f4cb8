import { type Violation, violation } from "../errors.js";
import { textMessagePrefix } from "../frame.js";
import type { EnginePacket } from "./packet.js";

/** The types of Engine.IO packets; the place of each is its digit on the wire. PROTOCOL.md, Engine.IO packets. */
const types = ["open", "close", "ping", "pong", "message", "upgrade", "noop"] as const;

/** A text frame of either revision: the type's digit, then the payload. PROTOCOL.md, Engine.IO packets. */
export function encodeText(packet: EnginePacket): string {
  return types.indexOf(packet.type) + ("data" in packet ? `${packet.data}` : "");
}

/** Where in the frame of a text message its payload starts. */
export const textMessageStart = textMessagePrefix.length;

/** Whether the frame is a text message, so that its payload can be read in place. */
export function isTextMessage(frame: string): boolean {
  return frame.startsWith(textMessagePrefix);
}

/** What a text frame starts with that is an attachment in base64. PROTOCOL.md, EIO3-BIN-3. */
export const base64Mark = "b";

/** Reads a text frame of either revision, where none is base64. PROTOCOL.md, Engine.IO packets. */
export function decodeText(text: string): EnginePacket | Violation {
  if (text.startsWith(base64Mark)) {
    return violation("BASE64_UNEXPECTED"); // EIO4-BIN-2 and EIO3-BIN-6
  }
  const type = types[text.charCodeAt(0) - 0x30];
  if (type === undefined) {
    return violation(text === "" ? "FRAME_EMPTY" : "ENGINE_TYPE_UNKNOWN"); // EIO-PKT-1
  }
  const data = text.slice(1);
  if (type === "close" || type === "upgrade" || type === "noop") {
    return data === "" ? { type } : violation("ENGINE_PAYLOAD_UNEXPECTED"); // EIO-PKT-3
  }
  return { type, data };
}
