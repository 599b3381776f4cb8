import type { Server as HttpServer } from "node:http";
import { createRequire } from "node:module";
import { Server as OurServer } from "@sockeye/server";
import { expect } from "vitest";
import type { ClientOptions } from "./client.js";
import { reference } from "./client-under-test.js";
import type { Handshake, Server, ServerOptions } from "./server.js";

/** What a client sees of one generation of servers differently from the others. */
export interface Generation {
  readonly name: string;
  /** The newest revision of Engine.IO that the server speaks. */
  readonly revision: 3 | 4;
  readonly create: (http: HttpServer, options: ServerOptions) => Server;
  /** What its clients are opened with, where tests do not say otherwise. */
  readonly client?: ClientOptions;
  /** Whether a client of another namespace becomes a member of `/` as well. */
  readonly alwaysJoinsRoot: boolean;
  /** The id of a socket on a namespace, given that of its connection. */
  readonly socketId: (namespace: string, engineId: string) => unknown;
  /** Where the server finds what the client has to say to `/admin`. */
  readonly authOf: (handshake: Handshake) => unknown;
  /** What a client is told of the error that a middleware gave. */
  readonly refusal: (error: Refusal) => Partial<Refusal>;
  /** Whether what comes right before the client's goodbye is still heard. */
  readonly hearsLastWords: boolean;
  /** What the server's sockets get as the reason when the server is closed. */
  readonly shutdownReason: string | undefined;
}

export interface Refusal {
  readonly message: string;
  readonly data?: unknown;
}

const load = createRequire(import.meta.url);

/** Socket.IO protocol 4: the default namespace is implied, ids are derived, a refusal has one value. */
const revision3 = {
  revision: 3,
  alwaysJoinsRoot: true,
  socketId: (namespace: string, engineId: string) =>
    namespace === "/" ? engineId : `${namespace}#${engineId}`,
  authOf: ({ query }: Handshake) => query,
  refusal: ({ message, data }: Refusal) => (data === undefined ? { message } : { data }),
  hearsLastWords: false,
  shutdownReason: undefined,
} as const;

/** Socket.IO protocol 5: every namespace is asked for, with an auth object, and gives a fresh id. */
const revision4 = {
  revision: 4,
  alwaysJoinsRoot: false,
  socketId: (_namespace: string, engineId: string) => expect.not.stringContaining(engineId),
  authOf: ({ auth }: Handshake) => auth,
  refusal: (error: Refusal) => error,
  hearsLastWords: false,
  shutdownReason: "server shutting down",
} as const;

const official1: Generation = {
  name: "socket.io 1.7.4",
  create: (http, options) => new (load("sios1"))(http, { serveClient: false, ...options }),
  ...revision3,
  hearsLastWords: true,
};

const official2: Generation = {
  name: "socket.io 2.5.1",
  create: (http, options) => new (load("sios2"))(http, { serveClient: false, ...options }),
  ...revision3,
};

export const official3: Generation = {
  name: "socket.io 3.1.2",
  create: (http, options) => new (load("sios3").Server)(http, options),
  ...revision4,
  // It does not tell what it speaks, and a client that has to find out waits for half a second each time.
  client: { protocol: 4 },
};

/** The only one that recovers the state of a connection. */
export const official4: Generation = {
  name: "socket.io 4.8.4",
  create: (http, options) => new (load("sios4").Server)(http, options),
  ...revision4,
};

/** Our own. */
export const ours: Generation = {
  name: "@sockeye/server",
  create: (http, options) => new OurServer(http, options),
  ...revision4,
  hearsLastWords: true,
};

/** Those whose newest revision is 3. An official client speaks one revision, ours finds out. */
const early = reference === "sioc4" ? [] : [official1, official2];
const late = reference === "sioc2" ? [] : [official3, official4, ours];

/** The servers, one of each generation, that the client under test can talk to. */
export const generations: readonly Generation[] = [...early, ...late];
export const earlyGenerations: readonly Generation[] = early;
export const lateGenerations: readonly Generation[] = late;
