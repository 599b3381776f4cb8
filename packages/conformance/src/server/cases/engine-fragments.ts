import { opcodes, type RawFrame } from "../../wire/raw-frame.js";

/** One message as fragments, one for each part; RFC 6455, section 5.4. */
export function fragments(kind: "text" | "binary", parts: readonly (string | Uint8Array)[]): RawFrame[] {
  return parts.map((payload, index) => ({
    opcode: index === 0 ? opcodes[kind] : opcodes.continuation,
    payload,
    isFinal: index === parts.length - 1,
  }));
}

/** Bytes, or a text as UTF-8, cut into pieces of so many bytes: characters are cut through. */
export function pieces(whole: string | Uint8Array, size: number): Uint8Array[] {
  const bytes = Buffer.from(whole);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}
