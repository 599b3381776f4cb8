import type { ErrorHook } from "@sockeye/internal";
import type { NetworkEvents, PageLocation, Runtime } from "../runtime.js";
import { type StandardWebSocket, standardTransport } from "./standard-transport.js";
import { timeOfDay } from "./time-of-day.js";

/** What a page or a worker has that other places may not have. */
interface PageGlobals {
  readonly location?: PageLocation;
  readonly addEventListener?: unknown;
  /** As if nobody had caught it: the console has it, and whoever listens to `error`. */
  readonly reportError?: ErrorHook;
}

const globals = globalThis as unknown as PageGlobals & NetworkEvents;

/** A page of a browser, or one of its workers. */
export const runtime: Runtime = {
  clockFor: () => timeOfDay,
  random: Math.random,
  location: globals.location,
  network: typeof globals.addEventListener === "function" ? globals : undefined,
  reportFault: globals.reportError,
  openTransport: ({ url, options: { protocols } }, listener) =>
    standardTransport(new WebSocket(url, protocols) as unknown as StandardWebSocket, listener),
  asBinary: ({ buffer, byteOffset, byteLength }) =>
    byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength),
};
