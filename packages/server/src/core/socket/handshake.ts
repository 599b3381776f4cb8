import { decodeQuery } from "@sockeye/protocol";
import type { Handshake } from "../../handshake.js";
import type { Auth } from "../client/client.js";
import { queryOf } from "../engine/admission.js";
import type { Session } from "../session/session.js";

/** What a client said when it came; `issued` is when its socket was made. PROTOCOL.md, Handshake. */
export function takeHandshake(session: Session, auth: Auth, issued: number): Handshake {
  const { request, remoteAddress, origin } = session;
  const { headers, url = "" } = request;
  return {
    headers,
    time: new Date(issued).toString(),
    address: remoteAddress,
    xdomain: headers.origin !== undefined,
    secure: origin.isSecure,
    issued,
    url,
    query: decodeQuery(queryOf(url)),
    auth,
  };
}
