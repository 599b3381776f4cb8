/** The request that a client opens a connection with, as it came. */
export interface OpeningRequest {
  readonly method: string;
  /** The request target: path and query. */
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names are lowercase; what came several times is joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
}
