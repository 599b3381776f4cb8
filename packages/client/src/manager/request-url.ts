import type { ResolvedOptions } from "../options.js";

/** The URL that opens a connection. PROTOCOL.md, Request URI. */
export function requestUrl(
  origin: string,
  { path, addTrailingSlash, protocol }: Pick<ResolvedOptions, "path" | "addTrailingSlash" | "protocol">,
  query: ResolvedOptions["query"],
): string {
  const own = { EIO: protocol === "auto" ? 4 : protocol, transport: "websocket" };
  const parameters = new URLSearchParams(Object.assign({}, own, query, own));
  const absolute = path.replace(/^\/?/, "/").replace(/\/$/, "");
  return `${origin.replace("http", "ws")}${absolute}${addTrailingSlash ? "/" : ""}?${parameters}`;
}
