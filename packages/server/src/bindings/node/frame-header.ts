// What the first two bytes of a frame say (RFC 6455, 5.2).

/** First byte: the only fragment of a text or a binary message, or a close frame; no extension has changed it. */
export const finalText = 0x81;
export const finalBinary = 0x82;
export const finalClose = 0x88;

/** Second byte, the highest bit: a mask follows, as behind all headers of a client. */
export const masked = 0x80;

/** Second byte, the rest: the length of the payload up to 125; otherwise a mark for a length of 16 or 64 bits. */
export const longestShort = 125;
export const mediumMark = 126;
export const longMark = 127;
