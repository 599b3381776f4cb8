import { type Violation, violation } from "../errors.js";
import { textMessagePrefix } from "../frame.js";
import type { BarePacket, EnginePacket } from "./packet.js";

const digit = {
  open: "0",
  close: "1",
  ping: "2",
  pong: "3",
  message: textMessagePrefix,
  upgrade: "5",
  noop: "6",
} as const;

const bare = {
  close: { type: "close" },
  upgrade: { type: "upgrade" },
  noop: { type: "noop" },
} as const satisfies Record<BarePacket["type"], BarePacket>;

/** A text frame of either revision: the type's digit, then the payload. PROTOCOL.md, Engine.IO packets. */
export function encodeText(packet: EnginePacket): string {
  return "data" in packet ? digit[packet.type] + packet.data : digit[packet.type];
}

/** The text frame of a message packet. */
export function encodeTextMessage(data: string): string {
  return digit.message + data;
}

/** Where in the frame of a text message its payload starts. */
export const textMessageStart = textMessagePrefix.length;

/** Whether the frame is a text message, so that its payload can be read in place. */
export function isTextMessage(frame: string): boolean {
  return frame.startsWith(digit.message);
}

/** Reads a text frame of either revision. */
export function decodeText(text: string): EnginePacket | Violation {
  switch (text.charCodeAt(0)) {
    case 0x34:
      return { type: "message", data: text.slice(1) };
    case 0x32:
      return { type: "ping", data: text.slice(1) };
    case 0x33:
      return { type: "pong", data: text.slice(1) };
    case 0x30:
      return { type: "open", data: text.slice(1) };
    case 0x31:
      return decodeBare("close", text);
    case 0x35:
      return decodeBare("upgrade", text);
    case 0x36:
      return decodeBare("noop", text);
    default:
      return violation(text === "" ? "FRAME_EMPTY" : "ENGINE_TYPE_UNKNOWN");
  }
}

function decodeBare(type: BarePacket["type"], text: string): BarePacket | Violation {
  return text.length === 1 ? bare[type] : violation("ENGINE_PAYLOAD_UNEXPECTED");
}
