import type { Frame } from "@sockeye/protocol";

/** RFC 6455, 5.2: the last fragment, and the only one, of a text or a binary message. */
const finalText = 0x81;
const finalBinary = 0x82;
/** Payloads up to this length have it in the header's second byte; others have one of two marks there. */
const longestShort = 125;
const longestMedium = 0xffff;
const mediumMark = 126;
const longMark = 127;

/** The bytes of a message as a server sends it: one frame, not masked (RFC 6455, 5.1 and 5.2). */
export function webSocketFrame(message: Frame): Buffer {
  if (typeof message !== "string") {
    const bytes = start(finalBinary, message.length);
    bytes.set(message, bytes.length - message.length);
    return bytes;
  }
  const length = Buffer.byteLength(message);
  const bytes = start(finalText, length);
  bytes.write(message, bytes.length - length, length);
  return bytes;
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
