import type { ManagerOptions } from "./api.js";

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

/** Where a number must not be just any. */
const maxima: Readonly<Record<string, number>> = { randomizationFactor: 1, maxAttachments: 99 };

/** The options in force, defaults filled in. */
export type ResolvedOptions = Omit<ManagerOptions, keyof DefaultOptions> & DefaultOptions;

/** Fills in the defaults. Throws a `RangeError` that names the option for a value that makes no sense. */
export function resolveOptions(options: ManagerOptions): ResolvedOptions {
  const resolved = Object.assign({}, defaults) as unknown as Record<string, unknown>; // not spread: see bench/client.js, memory
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined) {
      resolved[name] = value;
    }
  }
  const { timeout, protocol, transports = ["websocket"] } = resolved;
  for (const [name, value] of Object.entries(defaults)) {
    if (typeof value === "number" && (name !== "timeout" || timeout !== false)) {
      assertNumber(name, resolved[name]);
    }
  }
  assert(["auto", 3, 4].includes(protocol as string), "protocol", 'to be "auto", 3 or 4', protocol);
  assert(
    String(transports) === "websocket",
    "transports",
    'to be ["websocket"], the only one there is',
    transports,
  );
  return resolved as unknown as ResolvedOptions;
}

/** Throws a `RangeError` that names the option for anything but a number that it may be. */
export function assertNumber(name: string, value: unknown): void {
  const max = maxima[name] ?? Number.POSITIVE_INFINITY;
  assert(
    typeof value === "number" && value >= 0 && value <= max,
    name,
    `to be a number from 0 to ${max}`,
    value,
  );
}

function assert(isFine: boolean, name: string, expected: string, value: unknown): void {
  if (!isFine) {
    throw new RangeError(`expected the option ${name} ${expected}; got ${String(value)}`);
  }
}
