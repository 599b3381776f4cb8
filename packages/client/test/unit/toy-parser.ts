import type { Parser } from "../../src/api.js";

/** Packets as parsers know them. */
export interface ToyPacket {
  readonly type: unknown;
  readonly nsp: unknown;
  readonly id?: unknown;
  readonly data?: unknown;
}

/** A parser whose frames are the JSON of packets, as text, and what has become of its parts. */
export interface Toy {
  readonly parser: Parser;
  /** What was encoded. */
  readonly encoded: unknown[];
  /** How many decoders were made, and how many of them destroyed. */
  readonly decoders: { made: number; destroyed: number };
}

export function toyParser({ canDestroy = true } = {}): Toy {
  const encoded: unknown[] = [];
  const decoders = { made: 0, destroyed: 0 };
  class Encoder {
    encode(packet: unknown): string[] {
      encoded.push(packet);
      return [JSON.stringify(packet)];
    }
  }
  class Decoder {
    readonly destroy?: () => void;
    #listener: (packet: unknown) => void = () => undefined;

    constructor() {
      decoders.made += 1;
      if (canDestroy) {
        this.destroy = () => {
          decoders.destroyed += 1;
        };
      }
    }

    on(_event: "decoded", listener: (packet: unknown) => void): void {
      this.#listener = listener;
    }

    /** A list stands for several packets in one frame. */
    add(frame: string): void {
      const read: unknown = JSON.parse(frame);
      for (const packet of Array.isArray(read) ? read : [read]) {
        this.#listener(packet);
      }
    }
  }
  return { parser: { Encoder, Decoder }, encoded, decoders };
}

/** A text frame that carries a packet, or several, in the form of that parser. */
export function toyFrame(...packets: ToyPacket[]): string {
  return `4${JSON.stringify(packets.length === 1 ? packets[0] : packets)}`;
}
