import type { Frame } from "@sockeye/protocol";
import { finalBinary, finalText, longestShort, longMark, mediumMark } from "./frame-header.js";

/**
 * The bytes of a frame: as a string of which each character is a byte, where the message is a text in ASCII, or else as
 * a buffer. Strings cost no object beside themselves, and are joined for next to nothing (bench/server.js, echo-8).
 */
export type FrameBytes = string | Buffer;

/** Longer texts are made into a buffer, which is written without being copied once more. */
const longestString = 4096;

const longestMedium = 0xffff;

const shortHeaders = Array.from({ length: longestShort + 1 }, (_, length) =>
  String.fromCharCode(finalText, length),
);

/** The bytes of a message as a server sends it: one frame, not masked (RFC 6455, 5.1 and 5.2). */
export function webSocketFrame(message: Frame): FrameBytes {
  if (typeof message !== "string") {
    const bytes = start(finalBinary, message.length);
    bytes.set(message, bytes.length - message.length);
    return bytes;
  }
  const length = Buffer.byteLength(message);
  if (length === message.length && length <= longestString) {
    return (shortHeaders[length] ?? mediumHeader(length)) + message;
  }
  const bytes = start(finalText, length);
  bytes.write(message, bytes.length - length, length);
  return bytes;
}

function mediumHeader(length: number): string {
  return String.fromCharCode(finalText, mediumMark, length >> 8, length & 0xff);
}

/** The header, and behind it the room for the payload. */
function start(first: number, length: number): Buffer {
  if (length <= longestShort) {
    const bytes = Buffer.allocUnsafe(2 + length);
    bytes[0] = first;
    bytes[1] = length;
    return bytes;
  }
  if (length <= longestMedium) {
    const bytes = Buffer.allocUnsafe(4 + length);
    bytes[0] = first;
    bytes[1] = mediumMark;
    bytes.writeUInt16BE(length, 2);
    return bytes;
  }
  const bytes = Buffer.allocUnsafe(10 + length);
  bytes[0] = first;
  bytes[1] = longMark;
  bytes.writeUIntBE(0, 2, 2); // no message has more than 2^48 bytes
  bytes.writeUIntBE(length, 4, 6);
  return bytes;
}
