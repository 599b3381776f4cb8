/**
 * The headers of an upgrade request, by lowercase name. The names that HTTP allows once are declared as one
 * string each, so that `headers.cookie` or `headers.authorization` needs no narrowing; any other name gives a
 * string, or an array where the runtime keeps repeated headers apart.
 *
 * @example
 * const token = socket.handshake.headers.authorization?.replace("Bearer ", "");
 */
export interface IncomingHeaders {
  [name: string]: string | string[] | undefined;
  "set-cookie"?: string[] | undefined;
  accept?: string | undefined;
  "accept-encoding"?: string | undefined;
  "accept-language"?: string | undefined;
  "accept-patch"?: string | undefined;
  "accept-ranges"?: string | undefined;
  "access-control-allow-credentials"?: string | undefined;
  "access-control-allow-headers"?: string | undefined;
  "access-control-allow-methods"?: string | undefined;
  "access-control-allow-origin"?: string | undefined;
  "access-control-expose-headers"?: string | undefined;
  "access-control-max-age"?: string | undefined;
  "access-control-request-headers"?: string | undefined;
  "access-control-request-method"?: string | undefined;
  age?: string | undefined;
  allow?: string | undefined;
  "alt-svc"?: string | undefined;
  authorization?: string | undefined;
  "cache-control"?: string | undefined;
  connection?: string | undefined;
  "content-disposition"?: string | undefined;
  "content-encoding"?: string | undefined;
  "content-language"?: string | undefined;
  "content-length"?: string | undefined;
  "content-location"?: string | undefined;
  "content-range"?: string | undefined;
  "content-type"?: string | undefined;
  cookie?: string | undefined;
  date?: string | undefined;
  etag?: string | undefined;
  expect?: string | undefined;
  expires?: string | undefined;
  forwarded?: string | undefined;
  from?: string | undefined;
  host?: string | undefined;
  "if-match"?: string | undefined;
  "if-modified-since"?: string | undefined;
  "if-none-match"?: string | undefined;
  "if-unmodified-since"?: string | undefined;
  "last-modified"?: string | undefined;
  location?: string | undefined;
  origin?: string | undefined;
  pragma?: string | undefined;
  "proxy-authenticate"?: string | undefined;
  "proxy-authorization"?: string | undefined;
  "public-key-pins"?: string | undefined;
  range?: string | undefined;
  referer?: string | undefined;
  "retry-after"?: string | undefined;
  "sec-fetch-site"?: string | undefined;
  "sec-fetch-mode"?: string | undefined;
  "sec-fetch-user"?: string | undefined;
  "sec-fetch-dest"?: string | undefined;
  "sec-websocket-accept"?: string | undefined;
  "sec-websocket-extensions"?: string | undefined;
  "sec-websocket-key"?: string | undefined;
  "sec-websocket-protocol"?: string | undefined;
  "sec-websocket-version"?: string | undefined;
  "strict-transport-security"?: string | undefined;
  tk?: string | undefined;
  trailer?: string | undefined;
  "transfer-encoding"?: string | undefined;
  upgrade?: string | undefined;
  "user-agent"?: string | undefined;
  vary?: string | undefined;
  via?: string | undefined;
  warning?: string | undefined;
  "www-authenticate"?: string | undefined;
}

/**
 * The query of an upgrade request: a parameter that is repeated becomes an array.
 *
 * @example
 * const { room } = socket.handshake.query; // string | string[] | undefined
 */
export interface HandshakeQuery {
  [name: string]: string | string[] | undefined;
}

/**
 * What a client said when it came, taken once as the socket is made: `socket.handshake`. It is plain data (own
 * enumerable properties only), because adapters copy and serialize it to show a socket on other servers.
 * See PROTOCOL.md, Handshake.
 *
 * @example
 * io.use((socket, next) => {
 *   const { token } = socket.handshake.auth;
 *   next(token === "secret" ? undefined : new Error("unauthorized"));
 * });
 */
export interface Handshake {
  /** The headers of the upgrade request. */
  headers: IncomingHeaders;
  /** When the socket was made, as `Date.prototype.toString` writes it. */
  time: string;
  /** The address of the peer: that of the proxy, where there is one. */
  address: string;
  /** Whether the request had an `Origin`, thus came from a browser. */
  xdomain: boolean;
  /** Whether the connection is encrypted (TLS ends at this process). */
  secure: boolean;
  /** When the socket was made, in milliseconds since 1970. */
  issued: number;
  /** The path and query of the request. */
  url: string;
  /** The query of the request; revision 3 clients add that of the namespace to it. */
  query: HandshakeQuery;
  /** What the client sent to be let into the namespace: its `auth` option, or in revision 3 the namespace's query. */
  // biome-ignore lint/suspicious/noExplicitAny: Socket.IO's users read unvalidated fields from it, typed as they expect
  auth: { [key: string]: any };
}
