import { type Address, parseQuery } from "../address.js";
import type { ResolvedOptions } from "../options.js";

/** The URL that opens a connection. The address may bring a query, but for what the option says. PROTOCOL.md, Request URI. */
export function requestUrl(
  { origin, query }: Address,
  { path, addTrailingSlash, protocol }: Pick<ResolvedOptions, "path" | "addTrailingSlash" | "protocol">,
  given: ResolvedOptions["query"],
): string {
  const absolute = (path.startsWith("/") ? path : `/${path}`).replace(/\/$/, "");
  const parameters = new URLSearchParams({
    EIO: protocol === "auto" ? "4" : String(protocol),
    transport: "websocket",
  });
  for (const [name, value] of Object.entries(given ?? parseQuery(query))) {
    parameters.set(name, String(value));
  }
  return `${origin.replace(/^http/, "ws")}${absolute}${addTrailingSlash ? "/" : ""}?${parameters}`;
}
