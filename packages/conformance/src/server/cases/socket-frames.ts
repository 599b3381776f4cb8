import type { Revision } from "../../requirements/requirement.js";
import { encodeFrame, opcodes } from "../../wire/raw-frame.js";
import type { ServerPeer } from "../server-peer.js";

/** A text frame, an attachment in the form of the revision, or a binary frame as it is. */
export type Frame = string | Uint8Array | { readonly raw: Uint8Array };

/** The revisions of a rule that both have. */
export const both: readonly Revision[] = [3, 4];

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

/** Sends the frames, one right behind the other. */
export function sendAll(peer: ServerPeer, frames: readonly Frame[]): void {
  for (const frame of frames) {
    if (typeof frame === "string") {
      peer.send(frame);
    } else if (frame instanceof Uint8Array) {
      peer.sendAttachment(frame);
    } else {
      peer.send(frame.raw);
    }
  }
}

/** Writes the frames in one piece, so that the last one has arrived when the server reads the first. */
export function writeTogether(peer: ServerPeer, frames: readonly (string | Uint8Array)[]): void {
  const encoded = frames.map((payload) => {
    const opcode = typeof payload === "string" ? opcodes.text : opcodes.binary;
    return encodeFrame({ opcode, payload }, true);
  });
  peer.write(Buffer.concat(encoded));
}
