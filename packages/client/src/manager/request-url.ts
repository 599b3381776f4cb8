import type { Address } from "../address.js";
import type { ResolvedOptions } from "../options.js";

/** The URL that opens a connection. The query is that of the option, or else of the address. PROTOCOL.md, Request URI. */
export function requestUrl(
  { origin, query }: Address,
  { path, addTrailingSlash, protocol }: Pick<ResolvedOptions, "path" | "addTrailingSlash" | "protocol">,
  given: ResolvedOptions["query"],
): string {
  const own = { EIO: String(protocol === "auto" ? 4 : protocol), transport: "websocket" };
  const parameters = new URLSearchParams(Object.assign({}, own, given ?? query, own));
  const absolute = path.replace(/^\/?/, "/").replace(/\/$/, "");
  return `${origin.replace("http", "ws")}${absolute}${addTrailingSlash ? "/" : ""}?${parameters}`;
}
