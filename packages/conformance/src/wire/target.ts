import { once } from "node:events";
import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { RunError } from "../run/run-error.js";

/** Where a server listens. */
export interface Target {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
  /** Host and port as the `Host` header has them. */
  readonly authority: string;
  readonly path: string;
  /** The URL's own query without its question mark; it goes behind the usual one. */
  readonly query: string;
}

const reachLimitMs = 5_000;

/** Reads the URL of a server: ws, wss, http or https; the path is `/socket.io/` if it has none. Throws a `RunError`. */
export function readTarget(url: string): Target {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isSecure = parsed?.protocol === "wss:" || parsed?.protocol === "https:";
  if (parsed === undefined || !/^(ws|http)s?:$/.test(parsed.protocol)) {
    throw new RunError("URL_INVALID", `Expected a URL with ws, wss, http or https; got ${url}`);
  }
  return {
    url,
    host: parsed.hostname.replace(/^\[|\]$/g, ""),
    port: Number(parsed.port || (isSecure ? 443 : 80)),
    isSecure,
    authority: parsed.host,
    path: parsed.pathname === "/" ? "/socket.io/" : parsed.pathname,
    query: parsed.search.slice(1),
  };
}

/** Starts to connect to a server; `onConnect` is called when bytes can be sent. */
export function connectTo({ host, port, isSecure }: Target, onConnect: () => void): Socket {
  const options = { host, port, noDelay: true };
  if (!isSecure) {
    return connect(options, onConnect);
  }
  return connectTls(isIP(host) === 0 ? { ...options, servername: host } : options, onConnect);
}

/** Resolves if something listens there. Rejects with a `RunError` that names the URL. */
export async function reach(target: Target): Promise<void> {
  const socket = connectTo(target, () => {});
  const signal = AbortSignal.timeout(reachLimitMs);
  try {
    await once(socket, target.isSecure ? "secureConnect" : "connect", { signal });
  } catch (error) {
    const why = describeFailure(error);
    throw new RunError("SERVER_UNREACHABLE", `No server can be reached at ${target.url}: ${why}`, {
      cause: error,
    });
  } finally {
    socket.on("error", () => {}); // it has served its purpose, whatever still happens to it
    socket.destroy();
  }
}

/** Why a connection failed: of several addresses that were tried the error has no message, only a code. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error.message || String(Reflect.get(error, "code"));
}
