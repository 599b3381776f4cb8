import type { Peer } from "./peer.js";
import type { RawFrame } from "./raw-frame.js";

/** A text or binary message, or a frame of RFC 6455 in all its parts. */
export type AnyFrame = string | Uint8Array | RawFrame;

/** A text frame, an attachment in the form of the revision, or a binary frame as it is. */
export type Frame = string | Uint8Array | { readonly raw: Uint8Array };

/** Sends what is right and what is wrong alike, each as what it is. */
export function sendFrames(peer: Peer, frames: readonly AnyFrame[]): void {
  for (const frame of frames) {
    if (typeof frame === "string" || frame instanceof Uint8Array) {
      peer.send(frame);
    } else {
      peer.sendFrame(frame);
    }
  }
}

/** Sends packets and their attachments, one right behind the other. */
export function sendAll(peer: Peer, frames: readonly Frame[]): void {
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
