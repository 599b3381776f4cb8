import type { connect, io, Manager, protocol, Socket } from "@sockeye/client";
import type { JSHandle } from "playwright-core";

/** The client as pages have it here: a global `io`, with the other exports as its properties. */
export type PageClient = typeof io & {
  readonly io: typeof io;
  readonly connect: typeof connect;
  readonly Manager: typeof Manager;
  readonly Socket: typeof Socket;
  readonly protocol: typeof protocol;
};

/** A socket in a page. */
export type PageSocket = JSHandle<Socket>;

/** What a socket in a page has told, by `connect`, `connect_error`, `disconnect` and the server's events. */
export type PageLog = JSHandle<unknown[][]>;

/** Waits until the socket is connected. */
export function connected(socket: PageSocket): Promise<void> {
  return socket.evaluate(
    (socket) =>
      new Promise<void>((resolve) => {
        if (socket.connected) resolve();
        else socket.once("connect", () => resolve());
      }),
  );
}

/** Writes down what the socket tells from now on: the event, and its arguments. */
export function record(socket: PageSocket): Promise<PageLog> {
  return socket.evaluateHandle((socket) => {
    const log: unknown[][] = [];
    socket.on("connect", () => log.push(["connect"]));
    socket.on("connect_error", ({ message }) => log.push(["connect_error", message]));
    socket.on("disconnect", (reason, details) => log.push(["disconnect", reason, details?.description]));
    socket.onAny((...args) => log.push(args));
    return log;
  });
}
