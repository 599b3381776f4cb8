import { createRequire } from "node:module";

/**
 * An official client in place of ours, to see that the servers do what their scripts say:
 * `SOCKEYE_CLIENT_REFERENCE=sioc4 npx vitest run packages/client/test/hostile`. What they lead to is told for ours.
 */
const reference = process.env["SOCKEYE_CLIENT_REFERENCE"];

/** What the tests use of a client's socket. */
export interface ClientSocket {
  on(event: string, listener: (...args: never[]) => void): unknown;
  onAny(listener: (event: string) => void): unknown;
  emit(event: string, ...args: unknown[]): unknown;
  disconnect(): unknown;
}

/** The options that scripts set. All that has to do with reconnecting keeps its default. */
export interface ClientOptions {
  readonly protocol?: "auto" | 3 | 4;
  readonly timeout?: number;
  readonly maxAttachments?: number;
  readonly maxPacketBytes?: number;
  readonly attachmentsTimeout?: number;
  readonly perMessageDeflate?: boolean;
  readonly onError?: (error: unknown) => void;
}

type Open = (
  url: string,
  options: ClientOptions & { transports: string[]; forceNew: boolean },
) => ClientSocket;

const { io }: { readonly io: Open } = reference
  ? createRequire(import.meta.url)(reference)
  : await import("@sockeye/client");

/** Opens a socket on a connection of its own. */
export function openClient(port: number, options: ClientOptions): ClientSocket {
  return io(`http://127.0.0.1:${port}`, { transports: ["websocket"], forceNew: true, ...options });
}
