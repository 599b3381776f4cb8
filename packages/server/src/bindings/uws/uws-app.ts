/**
 * What the binding uses of uWebSockets.js 20, in types of its own: the package is the application's, in a version of
 * the application's, and nothing of it is needed to compile or to load this one. Methods are declared as methods, so
 * that the package's own types fit, whose strings may be bytes as well.
 */

/** The application of uWebSockets.js: what its `App()` or `SSLApp()` has made. */
export interface UwsApp {
  any(pattern: string, handler: (response: UwsResponse, request: UwsRequest) => void): unknown;
  ws(pattern: string, behavior: UwsBehavior): unknown;
}

/** A request, which can be read until its handler returns. Names of headers are in lowercase. */
export interface UwsRequest {
  getMethod(): string;
  /** The path. */
  getUrl(): string;
  /** What follows the question mark, if there is one. */
  getQuery(): string | undefined;
  forEach(callback: (name: string, value: string) => void): void;
  /** With true, the request is for the next handler that matches it. */
  setYield(isYielded: boolean): unknown;
}

/** A response. None of its methods may be called when it has ended, was upgraded, or was aborted. */
export interface UwsResponse {
  onAborted(handler: () => void): unknown;
  /** What is written by the callback leaves in one go. */
  cork(callback: () => void): unknown;
  writeStatus(status: string): unknown;
  writeHeader(name: string, value: string): unknown;
  end(body: Uint8Array, closeConnection: boolean): unknown;
  /** Without any argument there is no length in the headers. */
  endWithoutBody(reportedContentLength?: number, closeConnection?: boolean): unknown;
  close(): unknown;
  getRemoteAddressAsText(): ArrayBuffer;
  /** Makes a WebSocket of the connection: `open` is called before it returns. */
  upgrade<Data>(data: Data, key: string, protocol: string, extensions: string, context: UwsContext): void;
}

/** A handle of uWebSockets.js. */
export type UwsContext = object;

/** A WebSocket. None of its methods may be called once its `close` handler has been. */
export interface UwsSocket<Data> {
  send(message: string | Uint8Array, isBinary: boolean, compress: boolean): number;
  getBufferedAmount(): number;
  /** What is sent by the callback leaves in one write, unless another connection's handler is running. */
  cork(callback: () => void): unknown;
  /** Sends a close frame and ends the connection behind it. Calls the `close` handler before it returns. */
  end(code: number, reason: string): void;
  /** Cuts the connection. Calls the `close` handler before it returns. */
  close(): void;
  getUserData(): Data;
}

/** What `send` says of a message that it has not taken; otherwise it is on its way, or buffered. */
export const droppedBySend = 2;

/** How the WebSockets of a path behave. */
export interface UwsBehavior<Data = unknown> {
  /** In bytes; a larger message cuts the connection. */
  maxPayloadLength: number;
  /** In bytes; with more in the buffer messages are dropped. 0 for no limit. */
  maxBackpressure: number;
  compression: number;
  /** In seconds; 0 for never. */
  idleTimeout: number;
  /** In minutes; 0 for any. */
  maxLifetime: number;
  sendPingsAutomatically: boolean;
  upgrade(response: UwsResponse, request: UwsRequest, context: UwsContext): void;
  open(socket: UwsSocket<Data>): void;
  /** The buffer is taken back when the handler returns. */
  message(socket: UwsSocket<Data>, message: ArrayBuffer, isBinary: boolean): void;
  /** Some of what was buffered has left. */
  drain(socket: UwsSocket<Data>): void;
  /** The code and reason of whoever closed it; 1006 if nobody did, and then why uWebSockets.js has cut it. */
  close(socket: UwsSocket<Data>, code: number, reason: ArrayBuffer): void;
}
