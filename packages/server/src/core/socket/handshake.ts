import type { Handshake } from "../../handshake.js";
import type { Auth } from "../client/client.js";
import type { Session } from "../session/session.js";

/** What a client said when it came, taken as a socket is made. PROTOCOL.md, Handshake. */
export function takeHandshake({ request, remoteAddress, origin }: Session, auth: Auth): Handshake {
  const now = new Date();
  return {
    headers: request.headers,
    time: now.toString(),
    address: remoteAddress,
    xdomain: request.headers.origin !== undefined,
    secure: origin.isSecure,
    issued: now.getTime(),
    url: request.url ?? "",
    query: origin.query,
    auth,
  };
}
