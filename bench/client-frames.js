const maskBytes = 4;
const shortLength = 125;
const mediumLength = 126;
const text = 1;
const close = 8;

/** A frame of a server's (RFC 6455, 5.2), of less than 64 KB: not masked, and in one piece. */
export function frame(content, { isBinary = false } = {}) {
  const payload = Buffer.from(content);
  const first = isBinary ? 0x82 : 0x81;
  const header =
    payload.length <= shortLength
      ? [first, payload.length]
      : [first, mediumLength, payload.length >> 8, payload.length & 0xff];
  return Buffer.concat([Buffer.from(header), payload]);
}

/** Reads a client's frames of less than 64 KB; of binary ones there is nothing to be known. */
export class FrameReader {
  #handlers;
  #unread = Buffer.alloc(0);

  constructor(handlers) {
    this.#handlers = handlers;
  }

  receive(chunk) {
    const bytes = this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk]);
    let start = 0;
    for (let end = frameEnd(bytes, start); end <= bytes.length; end = frameEnd(bytes, start)) {
      this.#read(bytes, start, end);
      start = end;
    }
    this.#unread = bytes.subarray(start);
  }

  #read(bytes, start, end) {
    const opcode = bytes[start] & 0x0f;
    if (opcode === text) {
      this.#handlers.text(unmasked(bytes, start + headerBytes(bytes, start), end));
    } else if (opcode === close) {
      this.#handlers.close();
    }
  }
}

/** Where the frame ends that starts there; beyond all bytes as long as not even its header has come. */
function frameEnd(bytes, start) {
  if (bytes.length < start + 4) {
    return Number.POSITIVE_INFINITY;
  }
  const short = bytes[start + 1] & 0x7f;
  const length = short === mediumLength ? bytes.readUInt16BE(start + 2) : short;
  return start + headerBytes(bytes, start) + length;
}

/** Bytes before the payload, the mask among them. */
function headerBytes(bytes, start) {
  return ((bytes[start + 1] & 0x7f) === mediumLength ? 4 : 2) + maskBytes;
}

function unmasked(bytes, start, end) {
  const mask = start - maskBytes;
  for (let index = start; index < end; index += 1) {
    bytes[index] ^= bytes[mask + ((index - start) & 3)];
  }
  return bytes.latin1Slice(start, end);
}
