/** The opcodes of RFC 6455, 5.2. */
export const opcode = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** A frame of RFC 6455, right or wrong in any way that a test wants. */
export interface RawFrame {
  readonly opcode: number;
  readonly payload?: string | Uint8Array;
  readonly isFinal?: boolean;
  readonly isMasked?: boolean;
  /** The reserved bits, 0 to 7. */
  readonly rsv?: number;
}

/** The bytes of a frame. The mask is all zeros, so the payload can be read in them. */
export function encodeFrame({
  opcode,
  payload = "",
  isFinal = true,
  isMasked = true,
  rsv = 0,
}: RawFrame): Buffer {
  const body = Buffer.from(payload);
  const first = (isFinal ? 0x80 : 0) | (rsv << 4) | opcode;
  const maskBit = isMasked ? 0x80 : 0;
  return Buffer.concat([
    Buffer.of(first),
    lengthField(body.length, maskBit),
    Buffer.alloc(isMasked ? 4 : 0),
    body,
  ]);
}

/** A text frame. */
export const text = (payload: string): Buffer => encodeFrame({ opcode: opcode.text, payload });

/** A close frame's payload. */
export function closePayload(code: number, reason: string | Uint8Array = ""): Buffer {
  const head = Buffer.alloc(2);
  head.writeUInt16BE(code);
  return Buffer.concat([head, Buffer.from(reason)]);
}

/** Cuts a stream of a server's frames, which are whole and unmasked, into frames. */
export class FrameReader {
  #rest = Buffer.alloc(0);

  read(chunk: Uint8Array): { readonly opcode: number; readonly payload: Buffer }[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const frames = [];
    for (let frame = this.#take(); frame !== undefined; frame = this.#take()) frames.push(frame);
    return frames;
  }

  #take(): { readonly opcode: number; readonly payload: Buffer } | undefined {
    const bytes = this.#rest;
    if (bytes.length < 2) return undefined;
    const [first = 0, short = 0] = bytes;
    const start = short === 127 ? 10 : short === 126 ? 4 : 2;
    if (bytes.length < start) return undefined;
    const length =
      short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
    if (bytes.length < start + length) return undefined;
    this.#rest = bytes.subarray(start + length);
    return { opcode: first & 0x0f, payload: bytes.subarray(start, start + length) };
  }
}

function lengthField(length: number, maskBit: number): Buffer {
  if (length < 126) return Buffer.of(maskBit | length);
  const field = Buffer.alloc(length < 0x10000 ? 3 : 9);
  if (length < 0x10000) {
    field[0] = maskBit | 126;
    field.writeUInt16BE(length, 1);
  } else {
    field[0] = maskBit | 127;
    field.writeBigUInt64BE(BigInt(length), 1);
  }
  return field;
}
