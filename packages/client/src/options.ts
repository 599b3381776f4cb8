import type { ManagerOptions, SocketOptions } from "./api.js";

/** The options of a manager that have a default, with it. */
interface DefaultOptions {
  path: string;
  addTrailingSlash: boolean;
  protocol: "auto" | 3 | 4;
  autoConnect: boolean;
  reconnection: boolean;
  reconnectionAttempts: number;
  reconnectionDelay: number;
  reconnectionDelayMax: number;
  randomizationFactor: number;
  timeout: number | false;
  closeOnBeforeunload: boolean;
  maxOutboxEvents: number;
  maxOutboxBytes: number;
  maxAttachments: number;
  maxPacketBytes: number;
  attachmentsTimeout: number;
}

const defaults: DefaultOptions = {
  path: "/socket.io",
  addTrailingSlash: true,
  protocol: "auto",
  autoConnect: true,
  reconnection: true,
  reconnectionAttempts: Number.POSITIVE_INFINITY,
  reconnectionDelay: 1_000,
  reconnectionDelayMax: 5_000,
  randomizationFactor: 0.5,
  timeout: 20_000,
  closeOnBeforeunload: false,
  maxOutboxEvents: 10_000,
  maxOutboxBytes: 4_000_000,
  maxAttachments: 99,
  maxPacketBytes: 100_000_000,
  attachmentsTimeout: 30_000,
};

/** What numbers may be, from and to. */
const ranges = {
  reconnectionAttempts: [0, Number.POSITIVE_INFINITY],
  reconnectionDelay: [0, Number.POSITIVE_INFINITY],
  reconnectionDelayMax: [0, Number.POSITIVE_INFINITY],
  randomizationFactor: [0, 1],
  maxOutboxEvents: [0, Number.POSITIVE_INFINITY],
  maxOutboxBytes: [0, Number.POSITIVE_INFINITY],
  maxAttachments: [1, 99],
  maxPacketBytes: [1, Number.POSITIVE_INFINITY],
  attachmentsTimeout: [1, Number.POSITIVE_INFINITY],
} as const satisfies { readonly [Name in keyof DefaultOptions]?: readonly [min: number, max: number] };

/** The options in force, defaults filled in. */
export type ResolvedOptions = Omit<ManagerOptions, keyof DefaultOptions> & DefaultOptions;

/** Fills in the defaults. Throws a `TypeError` or `RangeError` that names the option for a value that makes no sense. */
export function resolveOptions(options: ManagerOptions): ResolvedOptions {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const resolved: ResolvedOptions = { ...options, ...defaults, ...Object.fromEntries(given) };
  for (const [name, [min, max]] of Object.entries(ranges)) {
    assertNumber(name, resolved[name as keyof typeof ranges], min, max);
  }
  if (resolved.timeout !== false) {
    assertNumber("timeout", resolved.timeout, 0, Number.POSITIVE_INFINITY);
  }
  assertOneOf("protocol", resolved.protocol, ["auto", 3, 4]);
  assertWebSocket(resolved.transports);
  return resolved;
}

/** Throws a `TypeError` or `RangeError` that names the option for a value that makes no sense. */
export function assertSocketOptions({ auth, retries, ackTimeout }: SocketOptions): void {
  if (auth !== undefined && auth !== null && typeof auth !== "object" && typeof auth !== "function") {
    throw new TypeError(`expected the option auth to be an object or a function; got ${typeof auth}`);
  }
  assertNumber("retries", retries ?? 0, 0, Number.POSITIVE_INFINITY);
  assertNumber("ackTimeout", ackTimeout ?? 0, 0, Number.POSITIVE_INFINITY);
}

/** Throws a `TypeError` or `RangeError` that names the option for anything but a number in the range. */
export function assertNumber(name: string, value: unknown, min: number, max: number): void {
  if (typeof value !== "number") {
    throw new TypeError(`expected the option ${name} to be a number; got ${typeof value}`);
  }
  if (!(value >= min && value <= max)) {
    throw new RangeError(`expected the option ${name} to be from ${min} to ${max}; got ${value}`);
  }
}

function assertOneOf(name: string, value: unknown, choices: readonly unknown[]): void {
  if (!choices.includes(value)) {
    throw new RangeError(
      `expected the option ${name} to be one of ${choices.join(", ")}; got ${String(value)}`,
    );
  }
}

/** To go on with another transport than the application wants would be worse than to stop. */
function assertWebSocket(transports: unknown): void {
  const isFine = transports === undefined || (Array.isArray(transports) && transports.length === 1);
  if (!isFine || (Array.isArray(transports) && transports[0] !== "websocket")) {
    throw new RangeError(
      `expected the option transports to be ["websocket"], the only transport there is; got ${describe(transports)}`,
    );
  }
}

function describe(transports: unknown): string {
  return Array.isArray(transports) ? `[${transports.map(String).join(", ")}]` : String(transports);
}
