/** How the next event is to be sent. */
export interface EmitFlags {
  /** May be dropped when there is no connection, or it does not keep up. */
  readonly volatile?: boolean;
  readonly compress?: boolean;
  /** How long an ack may take, in milliseconds. */
  readonly timeout?: number;
}
