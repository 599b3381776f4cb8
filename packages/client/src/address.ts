import type { PageLocation } from "./runtime.js";

/** What the address given to `io` means. */
export interface Address {
  /** Scheme and authority, with the port: what a connection is shared by. */
  readonly origin: string;
  /** The namespace, with its slash. */
  readonly namespace: string;
  /** What stands behind the question mark; undefined for nothing. */
  readonly query: Readonly<Record<string, string>> | undefined;
}

const absolute = /^(https?|wss?):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:\s]+)(?::(\d+))?([/?#].*)?$/is;
const withScheme = /^[a-z][a-z\d+.-]*:\/\//i;
const pathAndQuery = /^([^?#]*)(?:\?([^#]+))?/;

/**
 * Reads an address in any of its forms: a URL, one without a scheme, a path on the page's host (which is the
 * namespace), or none. The path is taken as it stands: a URL parser would resolve dots and encode letters in what
 * is the name of a namespace. Throws a `TypeError` for anything else.
 */
export function parseAddress(uri: string | undefined, location: PageLocation | undefined): Address {
  const [, scheme = "", host, port, rest = ""] = absolute.exec(withHost(uri ?? "", location)) ?? [];
  if (host === undefined) {
    throw new TypeError(`expected a URL like https://example.com/namespace; got ${uri}`);
  }
  const isSecure = /^(https|wss)$/i.test(scheme); // ws and http are one: they share a connection
  const [, path, query] = pathAndQuery.exec(rest) ?? [];
  return {
    origin: `http${isSecure ? "s" : ""}://${host.toLowerCase()}:${port || (isSecure ? 443 : 80)}`,
    namespace: path || "/",
    query: query === undefined ? undefined : Object.fromEntries(new URLSearchParams(query)),
  };
}

/** The URL with its scheme and host, filled in from the page where they are missing; outside of one, there is none. */
function withHost(uri: string, location: PageLocation | undefined): string {
  if (withScheme.test(uri)) {
    return uri;
  }
  const scheme = location?.protocol ?? "https:";
  if (uri.startsWith("//")) {
    return scheme + uri;
  }
  if (uri !== "" && !uri.startsWith("/")) {
    return `${scheme}//${uri}`;
  }
  return location === undefined ? "" : `${scheme}//${location.host}${uri}`;
}
