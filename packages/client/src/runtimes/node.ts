import { clockOf } from "@sockeye/internal";
import type { Runtime } from "../runtime.js";
import { timeOfDay } from "./time-of-day.js";
import { WsTransport } from "./ws-transport.js";

/** The options of `http.request`, `tls.connect` and `ws` that an application may set; the others have meanings of their own. */
const passedOn = [
  "agent",
  "ca",
  "cert",
  "checkServerIdentity",
  "ciphers",
  "createConnection",
  "family",
  "key",
  "localAddress",
  "lookup",
  "maxVersion",
  "minVersion",
  "passphrase",
  "perMessageDeflate",
  "pfx",
  "rejectUnauthorized",
  "servername",
] as const;

/** For the answer to a close frame; a server that does not give one is not waited for any longer. */
const closeTimeoutMs = 2_000;

const idleTimeOfDay = clockOf(timeOfDay.now, (run, delayMs) => setTimeout(run, delayMs).unref());

/** Node, with `ws` for a WebSocket: it takes headers and the options of TLS. */
export const runtime: Runtime = {
  clockFor: ({ autoUnref }) => (autoUnref === true ? idleTimeOfDay : timeOfDay),
  random: Math.random,
  location: undefined,
  network: undefined,
  reportFault: undefined,
  openTransport({ url, options, settings: { maxPacketBytes } }, listener) {
    const settings: Record<string, unknown> = {
      perMessageDeflate: false,
      closeTimeout: closeTimeoutMs,
      maxPayload: Number.isFinite(maxPacketBytes) ? maxPacketBytes : 0, // for ws, 0 means no limit
      headers: options.extraHeaders,
    };
    for (const name of passedOn) {
      const value = (options as Record<string, unknown>)[name];
      if (value !== undefined) {
        settings[name] = value;
      }
    }
    return new WsTransport(
      url,
      { protocols: options.protocols, settings, isUnref: options.autoUnref === true },
      listener,
    );
  },
  asBinary: (bytes) =>
    Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
};
