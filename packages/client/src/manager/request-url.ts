import { type Address, parseQuery } from "../address.js";
import type { ResolvedOptions } from "../options.js";

/** The URL that opens a connection. The address may bring a query, but for what the option says. PROTOCOL.md, Request URI. */
export function requestUrl(
  { origin, query }: Address,
  options: Pick<ResolvedOptions, "path" | "addTrailingSlash" | "protocol" | "query">,
): string {
  const { path, addTrailingSlash, protocol } = options;
  const absolute = (path.startsWith("/") ? path : `/${path}`).replace(/\/$/, "");
  const parameters = new URLSearchParams({
    EIO: protocol === "auto" ? "4" : String(protocol),
    transport: "websocket",
  });
  for (const [name, value] of Object.entries(options.query ?? parseQuery(query))) {
    parameters.set(name, String(value));
  }
  return `${origin.replace(/^http/, "ws")}${absolute}${addTrailingSlash ? "/" : ""}?${parameters}`;
}
