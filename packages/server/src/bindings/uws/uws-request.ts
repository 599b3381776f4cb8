import type { UpgradeRequest } from "../../api.js";
import { CompactRequest } from "../../core/engine/compact-request.js";
import type { IncomingHeaders } from "../../handshake.js";
import type { UwsRequest } from "./uws-app.js";

/** Where a request came from, by the names that middleware looks for. */
export interface UwsConnection {
  readonly remoteAddress: string;
  /** Whether TLS ends at this process. */
  readonly encrypted: boolean;
}

/** A request as applications get it: a copy, since that of uWebSockets.js is gone when its handler returns. */
export class CopiedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHeaders;
  readonly socket: UwsConnection;

  constructor(method: string, url: string, headers: IncomingHeaders, socket: UwsConnection) {
    this.method = method;
    this.url = url;
    this.headers = headers;
    this.socket = socket;
  }

  /** The same as `socket`, by the older name. */
  get connection(): UwsConnection {
    return this.socket;
  }

  get httpVersion(): string {
    return "1.1";
  }

  get httpVersionMajor(): number {
    return 1;
  }

  get httpVersionMinor(): number {
    return 1;
  }
}

/** Copies a request, in the handler that got it. */
export function copyRequest(request: UwsRequest, socket: UwsConnection): CopiedRequest {
  const query = request.getQuery();
  const path = request.getUrl();
  const headers: { [name: string]: string } = {};
  request.forEach((name, value) => {
    headers[name] = Object.hasOwn(headers, name) ? `${headers[name]}${joint(name)}${value}` : value;
  });
  const url = query === undefined || query === "" ? path : `${path}?${query}`;
  return new CopiedRequest(request.getMethod().toUpperCase(), url, headers, socket);
}

/** Text in a buffer of uWebSockets.js, which has looked whether it is UTF-8 where that comes from a peer. */
export function text(bytes: ArrayBuffer): string {
  return decoder.decode(bytes);
}

/** A copied request, kept as its text. */
export class CompactCopy extends CompactRequest {
  readonly #socket: UwsConnection;

  constructor({ url, headers, socket }: CopiedRequest) {
    super(url, headers);
    this.#socket = socket;
  }

  protected override make(url: string, headers: IncomingHeaders): UpgradeRequest {
    return asUpgradeRequest(new CopiedRequest("GET", url, headers, this.#socket));
  }
}

/** The request for the core, which reads no more of it, and for applications, whose types know Node's only. */
export function asUpgradeRequest(request: CopiedRequest): UpgradeRequest {
  return request as unknown as UpgradeRequest;
}

/** What stands between the values of a header that comes more than once. RFC 9110, 5.3; RFC 6265, 4.2.1. */
function joint(name: string): string {
  return name === "cookie" ? "; " : ", ";
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
