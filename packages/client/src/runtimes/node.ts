import type { Runtime } from "../runtime.js";
import { timeOfDay } from "./time-of-day.js";
import { WsTransport } from "./ws-transport.js";

/** Node, with `ws` for a WebSocket: it takes headers and the options of TLS. */
export const runtime: Runtime = {
  clock: timeOfDay,
  random: Math.random,
  location: undefined,
  network: undefined,
  reportFault: undefined,
  openTransport: ({ url, protocols, headers, options }, listener) =>
    new WsTransport(
      url,
      protocols,
      { perMessageDeflate: false, ...options, headers: { ...headers } },
      listener,
    ),
  asBinary: (bytes) =>
    Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
};
