import { createRequire } from "node:module";
import { expect } from "vitest";
import type { ClientOptions, OpenClient } from "./client.js";

/** What a user of one generation of the official client sees differently from the others. */
export interface Generation {
  readonly name: string;
  /** The `EIO` of its requests. */
  readonly engineRevision: 3 | 4;
  readonly open: OpenClient;
  /** Whether a client of another namespace becomes a member of `/` as well. */
  readonly alwaysJoinsRoot: boolean;
  /** The client's id on a namespace, given the server's id of the same socket. */
  readonly clientId: (serverId: string) => string;
  /** The server's id of a socket on a namespace, given the Engine.IO sid. */
  readonly serverId: (namespace: string, engineId: string) => unknown;
  /** How the client hands its token to a namespace: in the address or in the options. */
  readonly withToken: (token: string) => { readonly suffix: string; readonly options: ClientOptions };
  /** What `handshake.auth` of `/admin` holds when the client was opened with `{ query }`. */
  readonly authFromQuery: (query: object) => object;
  /** The event that reports a refused CONNECT. */
  readonly refusedEvent: "error" | "connect_error";
  /** What that event carries when the server's error was `error`. */
  readonly refusal: (error: Refusal) => unknown;
  /** What a typed array becomes on the server when the client sends it. */
  readonly sentTypedArray: (bytes: Uint8Array) => unknown;
}

export interface Refusal {
  readonly message: string;
  readonly data?: unknown;
}

const load = createRequire(import.meta.url) as (name: string) => OpenClient;

/** Socket.IO protocol 4: the default namespace is implied, and the query is the auth. */
const revision3 = {
  engineRevision: 3,
  alwaysJoinsRoot: true,
  clientId: (serverId: string) => serverId,
  serverId: (namespace: string, engineId: string) =>
    namespace === "/" ? engineId : `${namespace}#${engineId}`,
  withToken: (token: string) => ({ suffix: `?token=${token}`, options: {} }),
  authFromQuery: (query: object) => query,
  refusedEvent: "error",
  refusal: ({ message, data }: Refusal) => data ?? message,
  // Buffer and ArrayBuffer are binary for these clients, views are plain objects.
  sentTypedArray: (bytes: Uint8Array) => ({ ...bytes }),
} as const;

/** Socket.IO protocol 5: every namespace is asked for, with an auth object, and gives a fresh id. */
const revision4 = {
  engineRevision: 4,
  alwaysJoinsRoot: false,
  clientId: (serverId: string) => serverId,
  serverId: (_namespace: string, engineId: string) => expect.not.stringContaining(engineId),
  withToken: (token: string) => ({ suffix: "", options: { auth: { token } } }),
  authFromQuery: () => ({}),
  refusedEvent: "connect_error",
  refusal: (error: Refusal) => expect.objectContaining(error),
  sentTypedArray: (bytes: Uint8Array) => Buffer.from(bytes),
} as const;

const generation1: Generation = {
  name: "socket.io-client 1.7.4",
  open: load("sioc1"),
  ...revision3,
  // It does not prefix its id with the namespace.
  clientId: (serverId) => serverId.replace(/^.*#/, ""),
};

const generation2: Generation = { name: "socket.io-client 2.5.0", open: load("sioc2"), ...revision3 };

const generation3: Generation = { name: "socket.io-client 3.1.3", open: load("sioc3"), ...revision4 };

export const generation4: Generation = { name: "socket.io-client 4.8.4", open: load("sioc4"), ...revision4 };

/** The official clients, one of each generation. */
export const generations: readonly Generation[] = [generation1, generation2, generation3, generation4];

/** Those that speak `EIO=3`. */
export const earlyGenerations: readonly Generation[] = [generation1, generation2];
