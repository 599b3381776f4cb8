import type { ManagerOptions } from "./api.js";
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

/** What the arguments of `io`, or of a manager, mean. */
interface Arguments<Options> {
  readonly origin: string;
  readonly namespace: string;
  /** With the query of the address, unless they have one. */
  readonly options: Options;
}

const absolute =
  /^(?:http|ws)(s?):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:\s]+)(?::(\d+))?(\/[^?#]*)?(?:\?([^#]*))?(?:#|$)/i;
const withScheme = /^[^/?#]+:\/\//;
/** Where there is no page; no host can't be connected to. */
const nowhere: PageLocation = { protocol: "https:", host: "" };

/** Reads an address and options, of which the first may be left out. Throws a `TypeError` for no address. */
export function parseArguments<Options extends ManagerOptions>(
  uri: string | Options | undefined,
  options = {} as Options,
  location: PageLocation | undefined,
): Arguments<Options> {
  const [address, given] = typeof uri === "object" ? [undefined, uri] : [uri, options];
  const { origin, namespace, query } = parseAddress(address, location);
  return {
    origin,
    namespace,
    options: query === undefined ? given : { ...given, query: given.query ?? query },
  };
}

/**
 * Reads an address in any of its forms: a URL, one without a scheme, a path on the page's host (which is the
 * namespace), or none. The path is taken as it stands: a URL parser would resolve dots and encode letters in what
 * is the name of a namespace. Throws a `TypeError` for anything else.
 */
export function parseAddress(uri = "", location = nowhere): Address {
  const [, secure = "", host, port, namespace = "/", query] = absolute.exec(withHost(uri, location)) ?? [];
  if (!host) {
    throw new TypeError(`expected a URL like https://host/namespace; got ${uri}`);
  }
  const usualPort = secure ? 443 : 80;
  return {
    origin: `http${secure}://${host}:${port ?? usualPort}`.toLowerCase(), // also for ws: they share a connection
    namespace,
    query: query ? Object.fromEntries(new URLSearchParams(query)) : undefined,
  };
}

/** The URL with its scheme and host, filled in from the page where they are missing. */
function withHost(uri: string, { protocol, host }: PageLocation): string {
  if (withScheme.test(uri)) {
    return uri;
  }
  if (uri.startsWith("//")) {
    return protocol + uri;
  }
  return `${protocol}//${uri === "" || uri.startsWith("/") ? host : ""}${uri}`;
}
