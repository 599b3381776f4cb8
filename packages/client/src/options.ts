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
  reconnectionAttempts: Infinity,
  reconnectionDelay: 1_000,
  reconnectionDelayMax: 5_000,
  randomizationFactor: 0.5,
  timeout: 20_000,
  maxOutboxEvents: 10_000,
  maxOutboxBytes: 4_000_000,
  maxAttachments: 99,
  maxPacketBytes: 100_000_000,
  attachmentsTimeout: 30_000,
};

/** Where a number must not be just any, from and to. */
const ranges: Readonly<Record<string, readonly [min: number, max: number]>> = {
  randomizationFactor: [0, 1],
  maxAttachments: [1, 99],
};
/** The options of sockets that are numbers; those of managers are known by their defaults. */
const socketNumbers = ["retries", "ackTimeout"];

/** The options in force, defaults filled in. */
export type ResolvedOptions = Omit<ManagerOptions, keyof DefaultOptions> & DefaultOptions;

/** Fills in the defaults. Throws a `RangeError` that names the option for a value that makes no sense. */
export function resolveOptions(options: ManagerOptions): ResolvedOptions {
  return Object.assign({}, defaults, checked(options)); // not spread: see bench/client.js, memory
}

/** The options that have a value. Throws a `RangeError` that names the option for a value that makes no sense. */
export function checked<Options extends object>(options: Options): Partial<Options> {
  const given = defined(options);
  for (const [name, value] of Object.entries(given)) {
    assertOption(name, value);
  }
  return given;
}

/** The same of one option. */
export function assertOption(name: string, value: unknown): void {
  const [isFine, expected] = judgeOption(name, value);
  if (!isFine) {
    throw new RangeError(`expected the option ${name} to be ${expected}; got ${String(value)}`);
  }
}

function judgeOption(name: string, value: unknown): [isFine: boolean, expected: string] {
  if (name === "transports") {
    return [String(value) === "websocket", '["websocket"]'];
  }
  if (name === "protocol") {
    return [["auto", 3, 4].includes(value as string), '"auto", 3 or 4'];
  }
  const isNumber = typeof defaults[name as keyof DefaultOptions] === "number" || socketNumbers.includes(name);
  const [min, max] = ranges[name] ?? [0, Infinity];
  const isFine = !isNumber || (name === "timeout" && value === false) || isWithin(value, min, max);
  return [isFine, `a number from ${min} to ${max}`];
}

function isWithin(value: unknown, min: number, max: number): boolean {
  return typeof value === "number" && value >= min && value <= max;
}

/** The fields that have a value. */
export function defined<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<Fields>;
}
