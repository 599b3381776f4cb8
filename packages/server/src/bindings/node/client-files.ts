import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import {
  isReading,
  respondMethodNotAllowed,
  respondNotFound,
  respondWithFile,
} from "./client-file-response.js";
import { type ContentEncoding, preferredEncoding } from "./content-encoding.js";
import { type EncodedFile, encodeFile } from "./encoded-file.js";

/** The client's files by the names that they are served under. The plain script is minified as well. */
const sources: ReadonlyMap<string, string> = new Map([
  ["socket.io.js", "socket.io.js"],
  ["socket.io.js.map", "socket.io.js.map"],
  ["socket.io.min.js", "socket.io.js"],
  ["socket.io.min.js.map", "socket.io.js.map"],
  ["socket.io.esm.min.js", "socket.io.esm.min.js"],
  ["socket.io.esm.min.js.map", "socket.io.esm.min.js.map"],
]);

/** The client's file that a request path under the server's own one asks for, by its name in the package. */
export function clientFileAt(requestPath: string, serverPath: string): string | undefined {
  const folder = `${serverPath}/`;
  return requestPath.startsWith(folder) ? sources.get(requestPath.slice(folder.length)) : undefined;
}

/** Reads one of the client's files from where the package manager has put the client. */
export async function readClientFile(name: string): Promise<Buffer> {
  const { resolve } = createRequire(import.meta.url);
  return readFile(resolve(`@sockeye/client/browser/${name}`));
}

interface ClientFilesOptions {
  readonly read: (name: string) => Promise<Buffer>;
  /** Hears of each file that can't be served, once. */
  readonly report: (error: unknown) => void;
}

/** Serves the client's script to browsers. A file is read and compressed when it is first asked for, and then kept. */
export class ClientFiles {
  readonly #options: ClientFilesOptions;
  readonly #contents = new Map<string, Promise<Buffer>>();
  readonly #encoded = new Map<string, Promise<EncodedFile>>();
  readonly #reported = new Set<string>();

  constructor(options: ClientFilesOptions) {
    this.#options = options;
  }

  async respond(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isReading(request)) {
      respondMethodNotAllowed(response);
      return;
    }
    const file = await this.#find(name, preferredEncoding(request.headers["accept-encoding"]));
    if (file === undefined) {
      respondNotFound(response);
    } else {
      respondWithFile(request, response, file);
    }
  }

  async #find(name: string, encoding: ContentEncoding): Promise<EncodedFile | undefined> {
    try {
      return await kept(this.#encoded, `${name} ${encoding}`, () => this.#encode(name, encoding));
    } catch (cause) {
      this.#reportOnce(name, cause);
      return undefined;
    }
  }

  async #encode(name: string, encoding: ContentEncoding): Promise<EncodedFile> {
    const content = await kept(this.#contents, name, () => this.#options.read(name));
    return encodeFile(name, content, encoding);
  }

  #reportOnce(name: string, cause: unknown): void {
    if (!this.#reported.has(name)) {
      this.#reported.add(name);
      const message = `expected the package @sockeye/client to have browser/${name}; it could not be read`;
      this.#options.report(new Error(message, { cause }));
    }
  }
}

/** Makes a value once for all who ask. What has failed is made anew for the next one: the file may be there by then. */
function kept<Value>(
  values: Map<string, Promise<Value>>,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const known = values.get(key);
  if (known !== undefined) {
    return known;
  }
  const value = make();
  values.set(key, value);
  value.catch(() => values.delete(key));
  return value;
}
