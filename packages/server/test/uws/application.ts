import { createRequire } from "node:module";
import type { UwsApp } from "../../src/bindings/uws/uws-app.js";

/** What the tests use of uWebSockets.js besides what the binding does. */
export interface Uws {
  App(): ListeningApp;
  SSLApp(options: { readonly key_file_name: string; readonly cert_file_name: string }): ListeningApp;
  us_socket_local_port(socket: object): number;
  us_listen_socket_close(socket: object): void;
  readonly SHARED_COMPRESSOR: number;
}

/** An application that can listen, and end all at once. */
export interface ListeningApp extends UwsApp {
  listen(host: string, port: number, callback: (socket: object | false) => void): unknown;
  close(): unknown;
}

/** Where an application listens. */
export interface Listening {
  readonly port: number;
  /** Takes no connections any more; those that are open stay. */
  stop(): void;
}

/** Undefined where it can't be loaded: on a user's machine the tests can do without it, in CI they must not. */
export const uws: Uws | undefined = load();

export async function listen(app: ListeningApp, port = 0): Promise<Listening> {
  const socket = await new Promise<object | false>((resolve) => app.listen("127.0.0.1", port, resolve));
  if (uws === undefined || socket === false) throw new Error(`expected to listen on port ${port}`);
  const { us_socket_local_port: portOf, us_listen_socket_close: close } = uws;
  return { port: portOf(socket), stop: () => close(socket) };
}

/** The binary itself: the package puts something else in its place, where it has none for the machine. */
function load(): Uws | undefined {
  const { platform, arch, versions } = process;
  try {
    return createRequire(import.meta.url)(`uws/binaries/uws_${platform}_${arch}_${versions.modules}.node`);
  } catch (error) {
    if (process.env["CI"] !== undefined) throw error;
    process.stderr.write(`skipped: the tests over uWebSockets.js, which can't be loaded here: ${error}\n`);
    return undefined;
  }
}
