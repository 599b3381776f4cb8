/**
 * One WebSocket message as the codecs see it: a text message is a string, a binary message is its bytes.
 * On Node the bytes are a `Buffer`, which is a `Uint8Array`. PROTOCOL.md, Scope.
 */
export type Frame = string | Uint8Array;

/** What makes a text frame of the text of a message: Engine.IO's digit for it. PROTOCOL.md, Engine.IO packets. */
export const textMessagePrefix = "4";
