import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** An upgrade as Node hands it over: the connection is no longer the HTTP server's. */
export interface DeclinedUpgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  /** What the peer has sent after the headers: the request's body, or the next request. */
  readonly head: Buffer;
}

/**
 * Declines an upgrade: gives the connection back to the HTTP server, which takes the request for one without the
 * offer. Node lets go of the connection before it asks, so it gets the connection anew (its documentation allows to
 * emit that event), with the request still to be read.
 */
export function handBack(httpServer: HttpServer, { request, socket, head }: DeclinedUpgrade): void {
  socket.unshift(Buffer.concat([headOf(request), head]));
  httpServer.emit("encrypted" in socket ? "secureConnection" : "connection", socket);
}

/** The head of a request as it came, without the offer to upgrade. */
function headOf({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && name.toLowerCase() !== "upgrade" ? `${name}: ${rawHeaders[index + 1]}\r\n` : [],
  );
  return Buffer.from(`${method} ${url} HTTP/${httpVersion}\r\n${lines.join("")}\r\n`, "latin1");
}
