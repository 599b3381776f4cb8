import { hex } from "../run/transcript.js";

/** What comes over a connection: a whole message, a close frame, or the end of the TCP connection. */
export type Message =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "binary"; readonly bytes: Uint8Array }
  /** The code is 1005 where the frame has none; section 7.1.5 of RFC 6455. */
  | { readonly kind: "close"; readonly code: number; readonly reason: string }
  | { readonly kind: "end" };

/** How a connection ended. */
export interface Ending {
  /** That of the close frame, 1005 if it had none. Missing if TCP ended without a close frame. */
  readonly code?: number;
  /** That of the close frame, or nothing. */
  readonly reason: string;
}

/** A message for people: a text as it is, bytes in hexadecimal, anything else in words. */
export function describeMessage(message: Message): string {
  switch (message.kind) {
    case "text":
      return describeText(message.text);
    case "binary":
      return hex(message.bytes);
    case "close":
      return describeClose(message.code, message.reason);
    case "end":
      return "the end of the TCP connection";
  }
}

/** A text frame for people. */
export function describeText(text: string): string {
  return text === "" ? "an empty text frame" : text;
}

/** A close frame in words. */
export function describeClose(code: number | undefined, reason: string): string {
  const says = reason === "" ? "" : `: ${reason}`;
  return code === undefined || code === 1005
    ? "a close frame without a code"
    : `a close frame, code ${code}${says}`;
}
