import { section } from "./protocol-document.js";
import type { Side } from "./vector.js";

/** A frame of a sample session, as the document shows it and as it says that it travels. */
export interface SampleFrame {
  readonly sender: Side;
  /** The text, bytes as `<01 02>`, or `close 1000`; the remark behind it left out. */
  readonly shown: string;
  readonly bytes: Buffer;
}

/** A session of PROTOCOL.md, byte for byte. */
export interface Sample {
  /** The lines of request and answer, as headers. */
  readonly heads: readonly ReadonlyMap<string, string>[];
  readonly frames: readonly SampleFrame[];
}

const senders: Readonly<Record<string, Side>> = { C: "client", S: "server" };

/** Reads the block of a section. Throws for a line that is of no known kind. */
export function sampleOf(number: string): Sample {
  const [, block = ""] = /```text\n([\s\S]*?)\n```/.exec(section(number)) ?? [];
  const heads: Map<string, string>[] = [];
  const frames: { sender: Side; shown: string; hex: string }[] = [];
  for (const line of block.split("\n").filter((one) => one !== "")) {
    const [, letter = "", rest = ""] = /^([CS]) {2}(.+)$/.exec(line) ?? [];
    const sender = senders[letter];
    const [, hex = ""] = /^ {5}((?:[0-9a-f]{2} ?)+)$/.exec(line) ?? [];
    const [, name, value = ""] = /^ {3}([A-Z][A-Za-z-]+): (.+)$/.exec(line) ?? [];
    const frame = frames.at(-1);
    if (sender !== undefined && rest.includes("HTTP/1.1")) {
      heads.push(new Map([["", rest]]));
    } else if (sender !== undefined) {
      frames.push({ sender, shown: rest.split(/ {2,}/)[0] ?? "", hex: "" });
    } else if (name !== undefined && frame === undefined) {
      heads.at(-1)?.set(name, value);
    } else if (hex !== "" && frame !== undefined) {
      frame.hex += hex.replaceAll(" ", "");
    } else {
      throw new Error(`expected a frame, its bytes or a header; got ${line}`);
    }
  }
  return { heads, frames: frames.map(({ hex, ...rest }) => ({ ...rest, bytes: Buffer.from(hex, "hex") })) };
}
