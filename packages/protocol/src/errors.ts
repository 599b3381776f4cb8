import type { ViolationCode } from "./violations.js";

/**
 * What a decoder returns instead of a packet: a peer's mistake is a value, never an exception.
 * `violationRules[code]` has the close code and the text.
 */
export interface Violation {
  readonly type: "violation";
  readonly code: ViolationCode;
}

/** Makes the value that stands for a peer's mistake. */
export function violation(code: ViolationCode): Violation {
  return { type: "violation", code };
}

/** A stable code for one reason why a value cannot be encoded. */
export type EncodeErrorCode =
  | "VALUE_TOO_DEEP"
  | "VALUE_NOT_SERIALIZABLE"
  | "BLOB_NOT_SUPPORTED"
  | "PLACEHOLDER_COLLISION"
  | "TOO_MANY_ATTACHMENTS";

/**
 * Thrown to the caller that tries to send what the protocol cannot carry; nothing has been sent then.
 * Test `code`, not the message. PROTOCOL.md, Events.
 */
export class EncodeError extends Error {
  override readonly name = "EncodeError";
  readonly code: EncodeErrorCode;

  constructor(code: EncodeErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
