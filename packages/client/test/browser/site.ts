import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo, Socket as TcpSocket } from "node:net";
import { reference } from "../interop/client-under-test.js";
import { type Generation, ours } from "../interop/generations.js";
import type { ServerNamespace } from "../interop/server.js";

/** What a page may do here: load scripts from its own server, and connect to it. */
export const contentSecurityPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'";

/** Pages, and a Socket.IO server on the same HTTP server. */
export interface Site {
  readonly generation: Generation;
  readonly port: number;
  readonly url: string;
  of(namespace: string): ServerNamespace;
  /** Goes away as a process does that is killed; afterwards the port is free. */
  kill(): Promise<void>;
}

/** Starts a site on 127.0.0.1; port 0 is any free one. */
export async function startSite(generation: Generation, port = 0): Promise<Site> {
  const texts = textsWith(scriptFolder(generation));
  const http = createServer((request, response) => void respond(texts, request, response));
  const connections = new Set<TcpSocket>();
  http.on("connection", (connection: TcpSocket) => {
    connections.add(connection);
    connection.once("close", () => connections.delete(connection));
  });
  const io = generation.create(http, { transports: ["websocket"] });
  await new Promise<void>((resolve) => http.listen(port, "127.0.0.1", resolve));
  const address = http.address() as AddressInfo;
  return {
    generation,
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    of: (namespace) => io.of(namespace),
    kill: async () => {
      for (const connection of connections) connection.destroy();
      if (http.listening) await new Promise<void>((resolve) => io.close(() => resolve()));
    },
  };
}

/** Where the client's scripts are: our server has them, beside other servers they are served by the site. */
function scriptFolder(generation: Generation): string {
  return generation === ours && reference === undefined ? "/socket.io" : "/client";
}

/** What the site says, by path; `/` and `/module` are pages with a global `io` that has the other exports as well. */
function textsWith(folder: string): ReadonlyMap<string, string> {
  return new Map([
    ["/", `<!doctype html><title>Script</title><script src="${folder}/socket.io.js"></script>`],
    ["/module", '<!doctype html><title>Module</title><script type="module" src="/module.js"></script>'],
    [
      "/module.js",
      `import * as client from "${folder}/socket.io.esm.min.js";\nglobalThis.io = Object.assign(client.io, client);`,
    ],
    ["/worker.js", `importScripts("${folder}/socket.io.js");`],
    ["/favicon.ico", ""],
  ]);
}

async function respond(
  texts: ReadonlyMap<string, string>,
  { url = "" }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const text = url.startsWith("/client/") ? await readScript(url) : texts.get(url);
  const type = url.endsWith(".js") ? "text/javascript" : "text/html";
  response.writeHead(text === undefined ? 404 : 200, {
    "content-type": `${type}; charset=utf-8`,
    "content-security-policy": contentSecurityPolicy,
  });
  response.end(text);
}

/** The script that a request asks for. The official client is there to test the tests. */
function readScript(url: string): Promise<string> {
  const name = url.slice("/client/".length);
  const { resolve } = createRequire(import.meta.url);
  const manifest = resolve(`${reference ?? "@sockeye/client"}/package.json`);
  const folder = reference === undefined ? "dist/browser" : "dist";
  return readFile(manifest.replace("package.json", `${folder}/${name}`), "utf8");
}
