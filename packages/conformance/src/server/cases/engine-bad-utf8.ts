import { opcodes, type RawFrame } from "../../wire/raw-frame.js";
import { fragments } from "./engine-fragments.js";
import type { ViolationRow } from "./engine-violation.js";

/** Text messages that are not UTF-8; everything else about them is right. PROTOCOL.md, WebSocket. */
export const badUtf8: readonly ViolationRow[] = [
  row("continuation-alone", "a byte that continues no character", "80"),
  row("overlong", "a slash written with two bytes", "c0 af"),
  row("overlong-three", "a character written with three bytes that needs two", "e0 9f bf"),
  row("overlong-nul", "U+0000 written with two bytes", "c0 80"),
  row("surrogate", "a surrogate written as a character", "ed a0 80"),
  row("surrogate-pair", "a pair of surrogates written as two characters", "ed a0 bd ed b8 80"),
  row("beyond-unicode", "a character beyond U+10FFFF", "f4 90 80 80"),
  row("five-bytes", "a character of five bytes", "f8 88 80 80 80"),
  row("no-utf8-byte", "a byte that UTF-8 never has", "ff"),
  row("cut-inside", "a character that is cut short", "e2 82"),
  {
    id: "utf8-cut-at-the-end",
    what: "a text message that ends within a character",
    frames: [
      { opcode: opcodes.text, payload: Buffer.concat([Buffer.from("40/nowhere"), Buffer.of(0xe2, 0x82)]) },
    ],
  },
  {
    id: "utf8-bad-in-a-fragment",
    what: "a text message whose second fragment is not UTF-8",
    frames: fragments("text", ['42["message","', Buffer.of(0xc3, 0x28), '"]']),
  },
  {
    id: "utf8-cut-between-fragments",
    what: "a character that begins in one fragment and does not go on in the next",
    frames: fragments("text", [Buffer.concat([Buffer.from('42["message","'), Buffer.of(0xe2, 0x82)]), '"]']),
  },
];

function row(id: string, what: string, hexadecimal: string): ViolationRow {
  return { id: `utf8-${id}`, what: `a text message with ${what}`, frames: [eventWith(hexadecimal)] };
}

function eventWith(hexadecimal: string): RawFrame {
  const bytes = Buffer.from(hexadecimal.replaceAll(" ", ""), "hex");
  return {
    opcode: opcodes.text,
    payload: Buffer.concat([Buffer.from('42["message","'), bytes, Buffer.from('"]')]),
  };
}
