import type { DisconnectDetails, DisconnectReason } from "../api.js";

/** There is no connection: it could not be opened, or has ended before the namespace was joined. */
export class ConnectError extends Error {
  override readonly name = "ConnectError";
  /** As in `socket.io-client`. */
  readonly type = "TransportError";
  /** `TIMEOUT`, the code of a violation of the protocol, or the close code of the WebSocket, where there is one. */
  readonly code: string | number | undefined;
  /** What the runtime knows of it. */
  readonly description: unknown;

  constructor(reason: DisconnectReason, details: DisconnectDetails | undefined) {
    super(details?.description ?? reason);
    this.code = details?.code;
    this.description = details?.context;
  }
}
