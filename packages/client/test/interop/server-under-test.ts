import { createServer } from "node:http";
import type { AddressInfo, Socket as TcpSocket } from "node:net";
import type { Generation } from "./generations.js";
import type { ServerNamespace, ServerOptions } from "./server.js";

/** A server of any generation that listens on 127.0.0.1. */
export interface RunningServer {
  readonly generation: Generation;
  readonly port: number;
  readonly url: string;
  of(namespace: string): ServerNamespace;
  /** How many connections of Engine.IO there are now. */
  countConnections(): number;
  /** Drops all connections without a goodbye of WebSocket or Engine.IO. */
  cut(): void;
  /** Says goodbye to all clients; afterwards the port is free. */
  close(): Promise<void>;
  /** Goes away as a process does that is killed; afterwards the port is free. */
  kill(): Promise<void>;
}

/** Starts a server, WebSocket only; port 0 is any free one. */
export async function startServer(
  generation: Generation,
  options: ServerOptions = {},
  port = 0,
): Promise<RunningServer> {
  const http = createServer();
  const connections = new Set<TcpSocket>();
  http.on("connection", (connection: TcpSocket) => {
    connections.add(connection);
    connection.once("close", () => connections.delete(connection));
  });
  const io = generation.create(http, { transports: ["websocket"], ...options });
  await new Promise<void>((resolve) => http.listen(port, "127.0.0.1", resolve));
  const address = http.address() as AddressInfo;

  const cut = (): void => {
    for (const connection of connections) connection.destroy();
  };
  const close = async (): Promise<void> => {
    if (http.listening) await new Promise<void>((resolve) => io.close(() => resolve()));
  };
  return {
    generation,
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    of: (namespace) => io.of(namespace),
    countConnections: () => io.engine.clientsCount,
    cut,
    close,
    kill: () => {
      cut();
      return close();
    },
  };
}
