import { applyMask } from "./raw-frame.js";

/** A frame as it came, its mask taken off. */
export interface ReadFrame {
  readonly opcode: number;
  readonly payload: Buffer;
  readonly isFinal: boolean;
  readonly isMasked: boolean;
  readonly rsv: number;
}

/** Cuts a stream of bytes into frames; RFC 6455, section 5.2. It judges nothing. */
export class FrameReader {
  #bytes = Buffer.alloc(0);

  /** The frames that are complete with these bytes. */
  push(chunk: Uint8Array): ReadFrame[] {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    const frames: ReadFrame[] = [];
    for (let frame = this.#take(); frame !== undefined; frame = this.#take()) {
      frames.push(frame);
    }
    return frames;
  }

  #take(): ReadFrame | undefined {
    const [first, second] = this.#bytes;
    if (first === undefined || second === undefined) {
      return undefined;
    }
    const isMasked = second >= 0x80;
    const headLength = 2 + lengthBytes(second & 127);
    const start = headLength + (isMasked ? 4 : 0);
    if (this.#bytes.length < start) {
      return undefined;
    }
    const end = start + readLength(this.#bytes, second & 127);
    if (this.#bytes.length < end) {
      return undefined;
    }
    const body = this.#bytes.subarray(start, end);
    const payload = isMasked ? applyMask(body, this.#bytes.subarray(headLength, start)) : Buffer.from(body);
    this.#bytes = this.#bytes.subarray(end);
    return { opcode: first & 15, payload, isFinal: first >= 0x80, isMasked, rsv: (first >> 4) & 7 };
  }
}

function lengthBytes(short: number): number {
  return short === 127 ? 8 : short === 126 ? 2 : 0;
}

function readLength(bytes: Buffer, short: number): number {
  if (short < 126) {
    return short;
  }
  return short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
}
