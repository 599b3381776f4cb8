import type { Server as HttpServer, IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** Who takes the requests that are meant for this server and not for the application beside it. */
export interface Interceptor {
  isOurs(request: IncomingMessage): boolean;
  request(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
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
  let isActive = true;

  function emit(this: HttpServer, event: string, ...args: unknown[]): boolean {
    if (isActive && isExchange(event) && interceptor.isOurs(args[0] as IncomingMessage)) {
      pass(interceptor, event, args);
      return true;
    }
    return Reflect.apply(original, this, [event, ...args]) as boolean;
  }

  httpServer.emit = emit;
  httpServer.on("upgrade", rejectUnclaimed); // without a listener, Node would not tell of upgrades at all
  return () => {
    isActive = false;
    httpServer.off("upgrade", rejectUnclaimed);
    if (httpServer.emit === emit) {
      httpServer.emit = original; // unless somebody has wrapped it since
    }
  };
}

type Exchange = "request" | "upgrade";

function isExchange(event: string): event is Exchange {
  return event === "request" || event === "upgrade";
}

function pass(interceptor: Interceptor, event: Exchange, args: unknown[]): void {
  if (event === "request") {
    interceptor.request(...(args as [IncomingMessage, ServerResponse]));
  } else {
    interceptor.upgrade(...(args as [IncomingMessage, Duplex, Buffer]));
  }
}

/** An upgrade that is for nobody: with no other listener, it would hang for ever. */
function rejectUnclaimed(this: HttpServer, _request: IncomingMessage, socket: Duplex): void {
  if (this.listeners("upgrade").every((listener) => listener === rejectUnclaimed)) {
    socket.on("error", () => socket.destroy());
    socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  }
}
