import { randomBytes } from "node:crypto";

/** A frame of RFC 6455 in all its parts; section 5.2. */
export interface RawFrame {
  /** 0 continuation, 1 text, 2 binary, 8 close, 9 ping, 10 pong. */
  readonly opcode: number;
  /** A string travels as UTF-8. Empty if left out. */
  readonly payload?: string | Uint8Array;
  /** Whether it is the last one of its message; true if left out. */
  readonly isFinal?: boolean;
  /** Left out: as the role of the kit wants it, masked for a client and not for a server. */
  readonly isMasked?: boolean;
  /** The three reserved bits, 0 to 7; 4 is the first of them. */
  readonly rsv?: number;
}

/** The opcodes of RFC 6455, section 11.8. */
export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** Writes a frame, right or wrong; RFC 6455, section 5.2. */
export function encodeFrame(frame: RawFrame, isClient: boolean): Buffer {
  const { opcode, payload = "", isFinal = true, isMasked = isClient, rsv = 0 } = frame;
  const body = Buffer.from(payload);
  const head = Buffer.concat([
    Buffer.of((isFinal ? 0x80 : 0) | ((rsv & 7) << 4) | (opcode & 15)),
    encodeLength(body.length, isMasked),
  ]);
  if (!isMasked) {
    return Buffer.concat([head, body]);
  }
  const key = randomBytes(4);
  return Buffer.concat([head, key, applyMask(body, key)]);
}

/** Masks, or takes a mask off; RFC 6455, section 5.3. */
export function applyMask(bytes: Uint8Array, key: Uint8Array): Buffer {
  return Buffer.from(bytes.map((byte, index) => byte ^ (key[index % 4] ?? 0)));
}

/** The payload of a close frame; RFC 6455, section 5.5.1. */
export function closePayload(code: number | undefined, reason: string): Buffer {
  if (code === undefined) {
    return Buffer.alloc(0);
  }
  const head = Buffer.alloc(2);
  head.writeUInt16BE(code);
  return Buffer.concat([head, Buffer.from(reason)]);
}

function encodeLength(length: number, isMasked: boolean): Buffer {
  const mask = isMasked ? 0x80 : 0;
  if (length < 126) {
    return Buffer.of(mask | length);
  }
  if (length < 65_536) {
    const short = Buffer.of(mask | 126, 0, 0);
    short.writeUInt16BE(length, 1);
    return short;
  }
  const long = Buffer.alloc(9);
  long.writeUInt8(mask | 127);
  long.writeBigUInt64BE(BigInt(length), 1);
  return long;
}
