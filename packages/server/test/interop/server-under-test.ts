import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import type { Server, ServerOptions } from "@sockeye/server";

/**
 * A module to test in place of ours. With the official server here, the suite checks itself:
 * `SOCKEYE_INTEROP_REFERENCE=<absolute path or package name> npx vitest run packages/server/test/interop`
 */
const reference = process.env["SOCKEYE_INTEROP_REFERENCE"];

const sockeye: typeof import("@sockeye/server") = reference
  ? createRequire(import.meta.url)(reference)
  : await import("@sockeye/server");

/** A server that listens on 127.0.0.1. */
export interface RunningServer {
  readonly io: Server;
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the server under test; port 0 is any free one. Ours needs none of the two defaults. */
export async function startServer(options: Partial<ServerOptions> = {}, port = 0): Promise<RunningServer> {
  const http = createServer();
  const io = new sockeye.Server(http, { allowEIO3: true, transports: ["websocket"], ...options });
  await new Promise<void>((resolve) => http.listen(port, "127.0.0.1", resolve));
  const address = http.address() as AddressInfo;
  const close = async (): Promise<void> => {
    if (http.listening) await io.close();
  };
  return { io, port: address.port, url: `http://127.0.0.1:${address.port}`, close };
}
