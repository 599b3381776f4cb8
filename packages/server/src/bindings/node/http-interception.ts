import type { Server as HttpServer, IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { handBack } from "./hand-back.js";

/**
 * Who takes the requests that are meant for this server and not for the application beside it. Both say whether they
 * have taken it: what they leave is untouched.
 */
export interface Interceptor {
  takeRequest(request: IncomingMessage, response: ServerResponse): boolean;
  takeUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

/**
 * Takes the requests of one path out of an HTTP server, whoever else listens to it, now or later: the application's
 * handlers and other `upgrade` listeners never see them, and see all others as before. That can only be done ahead
 * of the listeners, in the server's `emit`: a listener has no way to keep an event from the next one.
 *
 * Returns a function that undoes it.
 */
export function intercept(httpServer: HttpServer, interceptor: Interceptor): () => void {
  const original = httpServer.emit;
  const isOwn = Object.hasOwn(httpServer, "emit");
  let isActive = true;

  function emit(this: HttpServer, event: string, ...args: unknown[]): boolean {
    if (isActive && isExchange(event) && take(interceptor, event, args)) {
      return true;
    }
    return Reflect.apply(original, this, [event, ...args]) as boolean;
  }

  httpServer.emit = emit;
  httpServer.on("upgrade", rejectUnclaimed); // without a listener, Node would not tell of upgrades at all
  return () => {
    isActive = false;
    httpServer.off("upgrade", rejectUnclaimed);
    if (httpServer.emit !== emit) {
      return; // somebody has wrapped it since
    }
    if (isOwn) {
      httpServer.emit = original;
    } else {
      Reflect.deleteProperty(httpServer, "emit"); // it was that of the class
    }
  };
}

/** The events that bring a request: the last two if it has an `Expect` header and the application listens to them. */
const exchanges = ["request", "upgrade", "checkContinue", "checkExpectation"] as const;

type Exchange = (typeof exchanges)[number];

function isExchange(event: string): event is Exchange {
  return exchanges.some((one) => one === event);
}

function take(interceptor: Interceptor, event: Exchange, args: unknown[]): boolean {
  return event === "upgrade"
    ? interceptor.takeUpgrade(...(args as [IncomingMessage, Duplex, Buffer]))
    : interceptor.takeRequest(...(args as [IncomingMessage, ServerResponse]));
}

/**
 * An upgrade that nobody else listens to. A WebSocket has come to the wrong place, and would hang for ever. Any other
 * protocol is an offer (some clients of HTTP/2 make it with every request) that a server may ignore; Node ignores it
 * where nobody listens to upgrades.
 */
function rejectUnclaimed(this: HttpServer, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  if (!this.listeners("upgrade").every((listener) => listener === rejectUnclaimed) || isTaken(socket)) {
    return;
  }
  if (request.headers.upgrade?.toLowerCase() === "websocket") {
    socket.on("error", () => socket.destroy());
    socket.once("finish", () => socket.destroy()); // the peer may leave its end open
    socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  } else {
    handBack(this, { request, socket, head });
  }
}

/** Another of our servers on this HTTP server has dealt with the upgrade. */
function isTaken(socket: Duplex): boolean {
  return socket.writableEnded || socket.listenerCount("data") > 0;
}
