/** How a packet is to be sent. */
export interface PacketFlags {
  /** May be dropped when the client does not keep up. */
  readonly volatile?: boolean | undefined;
  /** Whether it may be compressed, where the connection has permessage-deflate; yes, unless said. */
  readonly compress?: boolean | undefined;
}
