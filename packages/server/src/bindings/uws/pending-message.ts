import type { Frame } from "@sockeye/protocol";
import { largestPendingBytes } from "../node/write-turn.js";

/** A message on its way to uWebSockets.js, which may have to wait for the end of the turn. */
export interface PendingMessage {
  readonly message: string | Uint8Array;
  readonly isBinary: boolean;
  readonly compress: boolean;
}

/** A message for one connection. */
export function pendingMessage(frame: Frame, compress: boolean): PendingMessage {
  return typeof frame === "string"
    ? { message: frame, isBinary: false, compress }
    : { message: ownBytes(frame), isBinary: true, compress };
}

/** A message for many connections: text becomes bytes, so that it need not be encoded for each of them. */
export function sharedMessage(frame: Frame): PendingMessage {
  return typeof frame === "string"
    ? { message: Buffer.from(frame), isBinary: false, compress: false }
    : pendingMessage(frame, false);
}

/** The same, to be compressed where the connection has that. */
export function sharedCompressedMessage(frame: Frame): PendingMessage {
  return { ...sharedMessage(frame), compress: true };
}

/** Bytes that stay what they are until they are written: the application may use its own for something else. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.length > largestPendingBytes ? bytes : Buffer.from(bytes);
}
