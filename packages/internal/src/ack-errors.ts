/** Given to those who wait for an ack when the socket has gone; `code` is `DISCONNECTED`. */
export class DisconnectedError extends Error {
  override readonly name = "DisconnectedError";
  readonly code = "DISCONNECTED";

  constructor() {
    super("socket has been disconnected");
  }
}

/** Given to those who wait for the ack of a volatile event that was dropped; `code` is `DROPPED`. */
export class DroppedError extends Error {
  override readonly name = "DroppedError";
  readonly code = "DROPPED";

  constructor() {
    super("the event was volatile, and dropped");
  }
}
