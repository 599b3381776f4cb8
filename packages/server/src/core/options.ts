import { type Clock, type ErrorHook, longestDelayMs } from "@sockeye/internal";
import { maxEncodableAttachments } from "@sockeye/protocol";
import type { AdapterConstructor, AdapterServerOptions } from "../adapter/contract.js";
import type { UpgradeRequest } from "../api.js";

/** Which origins a browser may come from: as the `origin` option of the `cors` package. */
export type OriginRule = boolean | string | RegExp | readonly (string | RegExp)[] | OriginFunction;

/** Decides for itself; what it answers may be a rule again. */
export type OriginFunction = (
  origin: string | undefined,
  answer: (error: Error | null, isAllowed?: unknown) => void,
) => void;

/** Who may connect from a browser. A WebSocket has no other part of CORS than the origin. */
export interface CorsOptions {
  /** Unset, a page may connect to the host that served it, and to no other. */
  readonly origin?: OriginRule | undefined;
  // The other options of the `cors` package are taken and mean nothing here.
  readonly [name: string]: unknown;
}

/**
 * The options of a server, named as in `socket.io@4`. Durations are in milliseconds, sizes in bytes; where it says
 * so, 0 or Infinity turns a limit off. A value that makes no sense throws when the server is made.
 *
 * @example
 * const io = new Server(3000, { pingInterval: 10_000, cors: { origin: "https://example.com" } });
 */
export interface ServerOptions extends AdapterServerOptions {
  /** The URL path that the server answers on, without its last slash. Default `/socket.io`. */
  readonly path?: string | undefined;
  /** Whether the path ends with a slash on the wire. Default true. */
  readonly addTrailingSlash?: boolean | undefined;
  /** How long a connection may stay without a namespace. Default 10,000; 0 or Infinity for ever. */
  readonly connectTimeout?: number | undefined;
  /** From one heartbeat to the next. Default 25,000. PROTOCOL.md, Heartbeat. */
  readonly pingInterval?: number | undefined;
  /** How long a heartbeat's answer may take. Default 20,000. PROTOCOL.md, Heartbeat. */
  readonly pingTimeout?: number | undefined;
  /** The largest message, attachments together. Default 1,000,000; 0 or Infinity for no limit. */
  readonly maxHttpBufferSize?: number | undefined;
  /** How many binary attachments a packet may have, 1 to 99. Default 10. */
  readonly maxAttachments?: number | undefined;
  /** How long the attachments of a packet may take to come. Default 10,000; 0 or Infinity for ever. */
  readonly attachmentsTimeout?: number | undefined;
  /** How many namespaces one connection may be in. Default 64; 0 or Infinity for any number. */
  readonly maxNamespaces?: number | undefined;
  /** How many namespaces clients may call into being. Default 10,000; 0 or Infinity for any number. */
  readonly maxDynamicNamespaces?: number | undefined;
  /** Whether a namespace that a client called into being goes with its last socket. Default true. */
  readonly cleanupEmptyChildNamespaces?: boolean | undefined;
  /** Whether clients of Socket.IO 1.x and 2.x are served. Default true. PROTOCOL.md, Revisions. */
  readonly allowEIO3?: boolean | undefined;
  /** Taken for compatibility; it must have `websocket`, and any other transport in it is not served. */
  readonly transports?: readonly string[] | undefined;
  /** Which pages may connect. */
  readonly cors?: CorsOptions | undefined;
  /** Looks at every request before it is accepted: `answer(null, true)` lets it pass. */
  readonly allowRequest?:
    | ((
        request: UpgradeRequest,
        answer: (error: string | null | undefined, isAllowed: boolean) => void,
      ) => unknown)
    | undefined;
  /** Makes the adapter of each namespace. Default: rooms in this process. */
  readonly adapter?: AdapterConstructor | undefined;
  /** Hears of every error that the application's own code throws or rejects with. Default: printed. */
  readonly onError?: ErrorHook | undefined;
  /** Hears of what an operator should know; each notice comes once a process. Default: `console.warn`. */
  readonly onNotice?: ((notice: string) => void) | undefined;
  /** The time that the server goes by. For tests; see `@sockeye/server/testing`. */
  readonly clock?: Clock | undefined;
}

/** The options that have a default, with it. */
interface DefaultOptions {
  path: string;
  addTrailingSlash: boolean;
  connectTimeout: number;
  pingInterval: number;
  pingTimeout: number;
  maxHttpBufferSize: number;
  maxAttachments: number;
  attachmentsTimeout: number;
  maxNamespaces: number;
  maxDynamicNamespaces: number;
  cleanupEmptyChildNamespaces: boolean;
  allowEIO3: boolean;
}

const defaults: DefaultOptions = {
  path: "/socket.io",
  addTrailingSlash: true,
  connectTimeout: 10_000,
  pingInterval: 25_000,
  pingTimeout: 20_000,
  maxHttpBufferSize: 1_000_000,
  maxAttachments: 10,
  attachmentsTimeout: 10_000,
  maxNamespaces: 64,
  maxDynamicNamespaces: 10_000,
  cleanupEmptyChildNamespaces: true,
  allowEIO3: true,
};

const limits = [
  "connectTimeout",
  "maxHttpBufferSize",
  "attachmentsTimeout",
  "maxNamespaces",
  "maxDynamicNamespaces",
] as const satisfies (keyof DefaultOptions)[];

/** The options in force: defaults filled in, limits that are turned off are Infinity. */
export type ResolvedOptions = Omit<ServerOptions, keyof DefaultOptions> & DefaultOptions;

/** Fills in the defaults. Throws a `TypeError` or `RangeError` that names the option for a value that makes no sense. */
export function resolveOptions(options: ServerOptions): ResolvedOptions {
  const resolved: ResolvedOptions = { ...options, ...defaults, ...withoutUndefined(options) };
  for (const name of limits) {
    resolved[name] = resolved[name] === 0 ? Number.POSITIVE_INFINITY : resolved[name];
    assertNumber(name, resolved[name], 1, Number.POSITIVE_INFINITY);
  }
  assertNumber("pingInterval", resolved.pingInterval, 1, longestDelayMs);
  assertNumber("pingTimeout", resolved.pingTimeout, 1, longestDelayMs);
  assertNumber("maxAttachments", resolved.maxAttachments, 1, maxEncodableAttachments);
  assertWebSocket(options.transports);
  assertNoParser(options);
  resolved.path = normalizePath(resolved.path);
  return resolved;
}

/** The path as it stands at the start of a request's URL. */
export function requestPath({ path, addTrailingSlash }: ResolvedOptions): string {
  return addTrailingSlash ? `${path}/` : path;
}

/** The path with a slash in front and none behind. */
function normalizePath(path: unknown): string {
  if (typeof path !== "string") {
    throw new TypeError(`expected the option path to be a string; got ${typeof path}`);
  }
  const absolute = path.startsWith("/") ? path : `/${path}`;
  return absolute.replace(/\/+$/, "");
}

function withoutUndefined(options: ServerOptions): Partial<DefaultOptions> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function assertNumber(name: string, value: unknown, min: number, max: number): void {
  if (typeof value !== "number") {
    throw new TypeError(`expected the option ${name} to be a number; got ${typeof value}`);
  }
  if (!(value >= min && value <= max)) {
    throw new RangeError(`expected the option ${name} to be from ${min} to ${max}; got ${value}`);
  }
}

/** To go on without it would be worse than to stop: no client of such a server could be understood. */
function assertNoParser(options: ServerOptions): void {
  if ("parser" in options && options.parser !== undefined) {
    throw new Error(
      "expected no option parser: packets are encoded as the protocol has it, and in no other way yet",
    );
  }
}

function assertWebSocket(transports: readonly string[] | undefined): void {
  if (transports !== undefined && !transports.includes("websocket")) {
    throw new RangeError('expected the option transports to have "websocket", the only transport there is');
  }
}
