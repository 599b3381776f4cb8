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
