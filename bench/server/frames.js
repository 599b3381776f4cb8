import { randomBytes } from "node:crypto";

const maskBytes = 4;
const shortLength = 125;
const mediumLength = 65_535;

export const opcodes = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 };

/** A frame of a server's (RFC 6455, 5.2): not masked, and in one piece. */
export function frame(content, opcode = opcodes.text) {
  const payload = Buffer.from(content);
  return Buffer.concat([header(payload.length, opcode), payload]);
}

/** The same of a text, at the least cost that there is. */
export function textFrame(text) {
  const length = Buffer.byteLength(text);
  if (length > shortLength) {
    return frame(text);
  }
  const bytes = Buffer.allocUnsafe(2 + length);
  bytes[0] = 0x80 | opcodes.text;
  bytes[1] = length;
  bytes.utf8Write(text, 2, length);
  return bytes;
}

/** A frame of a client's; with a key that is not zero, as to unmask is a part of a server's work. */
export function maskedFrame(content, opcode = opcodes.text) {
  const payload = Buffer.from(content);
  const head = header(payload.length, opcode);
  head[1] |= 0x80;
  const key = randomBytes(maskBytes);
  for (let index = 0; index < payload.length; index += 1) {
    payload[index] ^= key[index & 3];
  }
  return Buffer.concat([head, key, payload]);
}

/** Bytes of the header of a server's frame, by the byte of it that has the length, without the mask's bit. */
export function headerBytes(length) {
  if (length < 126) {
    return 2;
  }
  return length === 126 ? 4 : 10;
}

/** Length of the payload whose frame starts there; its whole header must have come. */
export function payloadBytes(bytes, start) {
  const length = bytes[start + 1] & 0x7f;
  if (length < 126) {
    return length;
  }
  const last = start + headerBytes(length) - 1; // no frame here is of more than 4 GB
  const low = bytes[last] + bytes[last - 1] * 0x100;
  return length === 126 ? low : low + bytes[last - 2] * 0x1_0000 + bytes[last - 3] * 0x100_0000;
}

function header(length, opcode) {
  const first = 0x80 | opcode;
  if (length <= shortLength) {
    return Buffer.from([first, length]);
  }
  if (length <= mediumLength) {
    return Buffer.from([first, 126, length >> 8, length & 0xff]);
  }
  const bytes = Buffer.alloc(10);
  bytes[0] = first;
  bytes[1] = 127;
  bytes.writeUInt32BE(length, 6);
  return bytes;
}
