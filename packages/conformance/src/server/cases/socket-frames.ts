import { encodeFrame, opcodes } from "../../wire/raw-frame.js";
import type { ServerPeer } from "../server-peer.js";

/** Three bytes to be sent as an attachment. */
export const bytes: Uint8Array = Uint8Array.of(1, 2, 3);

/** The placeholder with that number. PROTOCOL.md, Attachments. */
export function slot(number: number): string {
  return `{"_placeholder":true,"num":${number}}`;
}

/** What stands in a packet before the id: nothing for the default namespace, or else the name and a comma. */
export function address(namespace: string): string {
  return namespace === "/" ? "" : `${namespace},`;
}

/** Arrays or objects in each other, so many of them. */
export function nested(levels: number, kind: "arrays" | "objects"): string {
  return kind === "arrays"
    ? "[".repeat(levels) + "]".repeat(levels)
    : `${'{"a":'.repeat(levels - 1)}{}${"}".repeat(levels - 1)}`;
}

/** Writes the frames in one piece, so that the last one has arrived when the server reads the first. */
export function writeTogether(peer: ServerPeer, frames: readonly (string | Uint8Array)[]): void {
  const encoded = frames.map((payload) => {
    const opcode = typeof payload === "string" ? opcodes.text : opcodes.binary;
    return encodeFrame({ opcode, payload }, true);
  });
  peer.write(Buffer.concat(encoded));
}
