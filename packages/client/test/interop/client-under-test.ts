import { createRequire } from "node:module";
import { test } from "vitest";
import type { ClientOptions, ClientSocket } from "./client.js";

type ReferenceName = "sioc2" | "sioc4";

/**
 * A module to test in place of ours. With an official client here, the suite checks itself:
 * `SOCKEYE_CLIENT_REFERENCE=sioc4 npx vitest run packages/client/test/interop`, and with `sioc2` for the servers
 * of the early generations.
 */
export const reference = process.env["SOCKEYE_CLIENT_REFERENCE"] as ReferenceName | undefined;

type Open = (url: string, options: ClientOptions) => ClientSocket;

const { io }: { readonly io: Open } = reference ? loadReference(reference) : await import("@sockeye/client");

/** Opens a socket, over WebSocket alone. The official clients have to be told; ours takes the option. */
export function openClient(url: string, options: ClientOptions): ClientSocket {
  return io(url, { transports: ["websocket"], ...options });
}

/** For what only our client has, or does in its own way. */
export const ourTest = test.skipIf(reference) as typeof test;

/** For what the official clients have from 3.x on. */
export const laterTest = test.skipIf(reference === "sioc2") as typeof test;

/** The event in which a refused namespace is told. */
export const refusedEvent = reference === "sioc2" ? "error" : "connect_error";

function loadReference(name: ReferenceName): { readonly io: Open } {
  const module = createRequire(import.meta.url)(name);
  return { io: module.io ?? module };
}
