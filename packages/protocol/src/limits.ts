/** The limits that a decoder holds a peer to. PROTOCOL.md, Size rules. */
export interface DecodeLimits {
  /** How many binary attachments one packet may announce; 1 to 99. PROTOCOL.md, EIO-ATT-8 and EIO-ATT-12. */
  readonly maxAttachments: number;
  /**
   * How large a packet may be with its attachments: their bytes, and the UTF-16 code units of the text.
   * PROTOCOL.md, EIO-ATT-10.
   */
  readonly maxPacketBytes: number;
}

/** What a decoder allows unless it is told otherwise. */
export const defaultLimits: DecodeLimits = { maxAttachments: 10, maxPacketBytes: 1_000_000 };

/**
 * How deep the JSON of a packet may nest, its outermost array or object counted; in both directions.
 * PROTOCOL.md, EIO-TXT-15 and EIO-TXT-16.
 */
export const maxJsonDepth = 64;

/** How many UTF-16 code units a namespace's name may have, its leading slash counted. PROTOCOL.md, EIO-TXT-5. */
export const maxNamespaceLength = 256;

/**
 * The attachment count has at most two digits on the wire, so no packet carries more than this.
 * PROTOCOL.md, EIO-TXT-11.
 */
export const maxEncodableAttachments = 99;
