/**
 * One WebSocket message as the codecs see it: a text message is a string, a binary message is its bytes.
 * On Node the bytes are a `Buffer`, which is a `Uint8Array`. PROTOCOL.md, EIO-WS-1 and EIO-WS-2.
 */
export type Frame = string | Uint8Array;

/** What makes a text frame of the text of a message: Engine.IO's digit for it. PROTOCOL.md, Engine.IO packets. */
export const textMessagePrefix = "4";

/**
 * A Blob or File, as far as it matters here: its bytes can't be read at once, but a WebSocket can send it as it is.
 */
export interface BlobLike {
  /** In bytes. */
  readonly size: number;
  slice(): BlobLike;
}
