import { type ViolationCode, violationRules } from "@sockeye/protocol";

/** The connection could not be opened, or has failed; `description` is what the runtime knows of it. */
export class TransportError extends Error {
  override readonly name = "TransportError";
  readonly type = "TransportError";
  readonly code = "TRANSPORT_ERROR";
  readonly description: unknown;

  constructor(description: unknown) {
    super("websocket error", { cause: description });
    this.description = description;
  }
}

/** No open packet has come within the option `timeout`; `code` is `TIMEOUT`. */
export class ConnectTimeoutError extends Error {
  override readonly name = "ConnectTimeoutError";
  readonly code = "TIMEOUT";

  constructor() {
    super("timeout");
  }
}

/** The server broke the protocol; `code` is that of the violation. PROTOCOL.md, Violations. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
  readonly code: ViolationCode;

  constructor(code: ViolationCode) {
    super(`${code}: ${violationRules[code].message}`);
    this.code = code;
  }
}

/** The connection ended before anything could be said over it; `code` is the close code of RFC 6455. */
export class ConnectionClosedError extends Error {
  override readonly name = "ConnectionClosedError";
  readonly code: number;

  constructor(code: number, reason: string) {
    super(reason === "" ? "the connection was closed" : `the connection was closed: ${reason}`);
    this.code = code;
  }
}
