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

/** Node, with `ws` for a WebSocket: it takes headers and the options of TLS. */
export const runtime: Runtime = {
  clock: timeOfDay,
  random: Math.random,
  location: undefined,
  network: undefined,
  reportFault: undefined,
  openTransport({ url, protocols, headers, options }, listener) {
    const given = passedOn.map((name) => [name, options[name]]).filter(([, value]) => value !== undefined);
    const settings = { perMessageDeflate: false, ...Object.fromEntries(given), headers: { ...headers } };
    return new WsTransport(url, { protocols, settings, isUnref: options["autoUnref"] === true }, listener);
  },
  asBinary: (bytes) =>
    Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
};
