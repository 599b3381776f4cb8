import type { PageLocation } from "./runtime.js";

/** What the address given to `io` means. */
export interface Address {
  /** Scheme and authority, with the port: what a connection is shared by. */
  readonly origin: string;
  /** The namespace, with its slash. */
  readonly namespace: string;
  /** What stands behind the question mark. */
  readonly query: string;
}

const absolute = /^(https?|wss?):\/\/(?:[^/?#@]*@)?([^/?#]+)([^?#]*)(?:\?([^#]*))?/i;
const hostAndPort = /^(\[[\da-f:.]+\]|[^:]+)(?::(\d+))?$/i;

/**
 * Reads an address in any of its forms: a URL, one without a scheme, a path on the page's host (which is the
 * namespace), or none. The path is taken as it stands: a URL parser would resolve dots and encode letters in what
 * is the name of a namespace. Throws a `TypeError` for anything else.
 */
export function parseAddress(uri: string | undefined, location: PageLocation | undefined): Address {
  const [, scheme = "", authority = "", path = "", query = ""] =
    absolute.exec(withAuthority(uri, location)) ?? [];
  const [, host, port] = hostAndPort.exec(authority) ?? [];
  if (host === undefined) {
    throw new TypeError(`expected a URL such as "https://example.com/namespace"; got ${JSON.stringify(uri)}`);
  }
  const isSecure = /^(https|wss)$/i.test(scheme); // ws and http are one: they share a connection
  const origin = `${isSecure ? "https" : "http"}://${host.toLowerCase()}:${port ?? (isSecure ? "443" : "80")}`;
  return { origin, namespace: path || "/", query };
}

/** The URL with its scheme and host, filled in from the page where they are missing. */
function withAuthority(uri: string | undefined, location: PageLocation | undefined): string {
  if (uri !== undefined && absolute.test(uri)) {
    return uri;
  }
  const isRelative = uri === undefined || (uri.startsWith("/") && !uri.startsWith("//"));
  if (isRelative && location === undefined) {
    throw new TypeError("expected a URL with a host: outside of a page there is none to take it from");
  }
  const scheme = location?.protocol ?? "https:";
  if (isRelative) {
    return `${scheme}//${location?.host}${uri ?? ""}`;
  }
  return `${scheme}//${uri.replace(/^\/\//, "")}`;
}

/** The parameters of a query, as the option of that name has them. */
export function parseQuery(query: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(query));
}
