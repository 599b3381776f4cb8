import { once } from "node:events";
import { createServer, type Server as HttpServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { Server } from "@sockeye/server";

/** As much of any server of Socket.IO as the small application needs. */
interface AnyServer {
  of(name: string): {
    use(middleware: (socket: AnySocket, next: (error?: Error) => void) => void): unknown;
    on(event: "connection", listener: (socket: AnySocket) => void): unknown;
  };
  close(): unknown;
}

interface AnySocket {
  readonly handshake: {
    readonly auth?: { readonly token?: unknown };
    readonly query: { readonly token?: unknown };
  };
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  emit(event: string, ...args: unknown[]): unknown;
}

const require = createRequire(import.meta.url);
const options = { pingInterval: 400, pingTimeout: 600, transports: ["websocket"], serveClient: false };

/** The servers that the kit is tried on, and the revisions that they speak. */
export const servers: readonly (readonly [string, readonly (3 | 4)[], (http: HttpServer) => AnyServer])[] = [
  [
    "sockeye",
    [3, 4],
    (http) => new Server(http, { pingInterval: 400, pingTimeout: 600 }) as unknown as AnyServer,
  ],
  ["socket.io 4", [3, 4], (http) => new (require("sios4").Server)(http, { ...options, allowEIO3: true })],
  ["socket.io 2", [3], (http) => new (require("sios2"))(http, options)],
];

/** A server that runs, and how to end it. */
export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a server on a free port, with what the tests need of the fixture application. */
export async function startServer(create: (http: HttpServer) => AnyServer): Promise<RunningServer> {
  const http = createServer();
  const io = create(http);
  io.of("/private").use((socket, next) => {
    const { auth, query } = socket.handshake;
    const isAllowed = auth?.token === "secret" || query.token === "secret";
    next(isAllowed ? undefined : Object.assign(new Error("not authorized"), { data: { code: 401 } }));
  });
  for (const name of ["/", "/custom", "/private"]) {
    io.of(name).on("connection", (socket) => {
      socket.on("message", (...args) => socket.emit("message-back", ...args));
    });
  }
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const close = async (): Promise<void> => {
    const closed = once(http, "close");
    io.close();
    await closed;
  };
  return { url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}`, close };
}
