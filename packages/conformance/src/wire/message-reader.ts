import { FrameReader, type ReadFrame } from "./frame-reader.js";
import type { Message } from "./message.js";
import { opcodes } from "./raw-frame.js";

/** What a stream of bytes means: messages, the ping and pong of WebSocket itself, or a breach of RFC 6455, in words. */
export type Arrival =
  | Exclude<Message, { readonly kind: "end" }>
  | { readonly kind: "ping" | "pong"; readonly bytes: Uint8Array }
  | { readonly kind: "breach"; readonly what: string };

type Data = Extract<Message, { readonly kind: "text" | "binary" }>["kind"];

/** Puts frames together to messages, and holds them to RFC 6455. Nothing follows a breach. */
export class MessageReader {
  readonly #frames = new FrameReader();
  readonly #expectsMask: boolean;
  #kind: Data | undefined;
  #fragments: Buffer[] = [];
  #isBroken = false;

  constructor(expectsMask: boolean) {
    this.#expectsMask = expectsMask;
  }

  push(chunk: Uint8Array): Arrival[] {
    const arrivals: Arrival[] = [];
    for (const frame of this.#frames.push(chunk)) {
      const arrival = this.#isBroken ? undefined : this.#read(frame);
      if (arrival !== undefined) {
        this.#isBroken = arrival.kind === "breach";
        arrivals.push(arrival);
      }
    }
    return arrivals;
  }

  #read(frame: ReadFrame): Arrival | undefined {
    if (frame.isMasked !== this.#expectsMask) {
      return breach(frame.isMasked ? "a masked frame from a server" : "an unmasked frame from a client");
    }
    if (frame.rsv !== 0) {
      return breach(`reserved bits that are set (${frame.rsv}), without an extension`);
    }
    return frame.opcode >= opcodes.close ? readControl(frame) : this.#readData(frame);
  }

  #readData(frame: ReadFrame): Arrival | undefined {
    if (frame.opcode > opcodes.binary) {
      return breach(`a frame with the reserved opcode ${frame.opcode}`);
    }
    if ((frame.opcode === opcodes.continuation) !== (this.#kind !== undefined)) {
      return breach(this.#kind ? "a new message within a fragmented one" : "a continuation of nothing");
    }
    this.#kind ??= frame.opcode === opcodes.text ? "text" : "binary";
    this.#fragments.push(frame.payload);
    return frame.isFinal ? this.#complete(this.#kind) : undefined;
  }

  #complete(kind: Data): Arrival {
    const bytes = Buffer.concat(this.#fragments);
    this.#kind = undefined;
    this.#fragments = [];
    if (kind === "binary") {
      return { kind, bytes };
    }
    const text = decodeUtf8(bytes);
    return text === undefined ? breach("a text message that is not UTF-8") : { kind, text };
  }
}

function readControl({ opcode, payload, isFinal }: ReadFrame): Arrival {
  if (!isFinal || payload.length > 125) {
    return breach("a control frame that is fragmented, or has more than 125 bytes");
  }
  switch (opcode) {
    case opcodes.close:
      return readClose(payload);
    case opcodes.ping:
      return { kind: "ping", bytes: payload };
    case opcodes.pong:
      return { kind: "pong", bytes: payload };
    default:
      return breach(`a frame with the reserved opcode ${opcode}`);
  }
}

function readClose(payload: Buffer): Arrival {
  if (payload.length === 0) {
    return { kind: "close", code: 1005, reason: "" };
  }
  const reason = decodeUtf8(payload.subarray(2));
  if (payload.length === 1 || reason === undefined) {
    return breach("a close frame that is no code and UTF-8 text");
  }
  return { kind: "close", code: payload.readUInt16BE(), reason };
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // that is what "fatal" does
  }
}

function breach(what: string): Arrival {
  return { kind: "breach", what };
}
