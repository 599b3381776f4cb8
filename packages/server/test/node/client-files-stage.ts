import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import {
  createServer,
  type Server as HttpServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as open,
} from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import type { Server, ServerOptions } from "@sockeye/server";
import { afterEach, beforeEach } from "vitest";
import { NodeServer } from "../../src/bindings/node/server.js";
import { type RunningHttp, type Stage, useStage } from "./stage.js";

export const scriptUrl = "/socket.io/socket.io.js";

export const contents = {
  "socket.io.js": `/* plain, é */ ${"var io = io;\n".repeat(200)}`,
  "socket.io.js.map": `{"version":3,"names":["${"plain".repeat(200)}"]}`,
  "socket.io.esm.min.js": `/* module */ ${"export const io = 1;\n".repeat(200)}`,
  "socket.io.esm.min.js.map": `{"version":3,"names":["${"module".repeat(200)}"]}`,
} as const;

export const script = contents["socket.io.js"];

/** The names that files are served under, and the files. */
export const files = [
  ["socket.io.js", "socket.io.js"],
  ["socket.io.js.map", "socket.io.js.map"],
  ["socket.io.min.js", "socket.io.js"],
  ["socket.io.min.js.map", "socket.io.js.map"],
  ["socket.io.esm.min.js", "socket.io.esm.min.js"],
  ["socket.io.esm.min.js.map", "socket.io.esm.min.js.map"],
] as const;
/** A server that reads the client's files from the test's folder. */
export class StagedServer extends NodeServer {
  folder = "";
  readonly reads: string[] = [];
  /** What reading has to wait for. */
  hold: Promise<unknown> = Promise.resolve();

  protected override async readClientFile(name: string): Promise<Buffer> {
    this.reads.push(name);
    await this.hold;
    return readFile(join(this.folder, name));
  }
}

export interface Fault {
  readonly error: unknown;
  readonly hook: string;
  readonly source: unknown;
}

export interface Running extends RunningHttp {
  readonly io: StagedServer;
  readonly faults: Fault[];
}

/** An application that says so. */
export function application(): HttpServer {
  return createServer((_request, response) => response.end("app"));
}

export interface BinaryAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export async function askBinary(
  port: number,
  headers: OutgoingHttpHeaders,
  path = scriptUrl,
): Promise<BinaryAnswer> {
  const request = open({ host: "127.0.0.1", port, path, headers }).end();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await buffer(response) };
}

export async function entityTagOf(port: number, headers: OutgoingHttpHeaders = {}): Promise<string> {
  const { etag = "" } = (await askBinary(port, headers)).headers;
  return etag;
}

/** Client files in a folder of the test's, and servers that read them; all are gone after each test. */
export function useClientFiles(): ClientFilesStage {
  const stage = new ClientFilesStage(useStage());
  beforeEach(() => stage.fill());
  afterEach(() => stage.clear());
  return stage;
}

/** Opens servers over one folder of client files. */
export class ClientFilesStage {
  readonly stage: Stage;
  /** Where the client's files are; the package manager's folder in earnest. */
  folder = "";

  constructor(stage: Stage) {
    this.stage = stage;
  }

  async fill(): Promise<void> {
    this.folder = await mkdtemp(join(tmpdir(), "sockeye-client-"));
    for (const [name, content] of Object.entries(contents)) await this.write(name, content);
  }

  async clear(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }

  write(name: string, content: string): Promise<void> {
    return writeFile(join(this.folder, name), content);
  }

  remove(name: string): Promise<void> {
    return rm(join(this.folder, name));
  }

  attach(http: HttpServer, options: ServerOptions = {}): Pick<Running, "io" | "faults"> {
    const faults: Fault[] = [];
    const io = new StagedServer(http, {
      onError: (error, { hook, source }) => void faults.push({ error, hook, source }),
      onNotice: () => undefined,
      ...options,
    });
    io.folder = this.folder;
    this.stage.track(io as unknown as Server);
    return { io, faults };
  }

  async serve(options: ServerOptions = {}, http = application()): Promise<Running> {
    return { ...this.attach(http, options), ...(await this.stage.listen(http)) };
  }
}

/** A promise, and how to keep it. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
