import type { Runtime, TransportRequest } from "../runtime.js";
import { type StandardWebSocket, standardTransport } from "./standard-transport.js";
import { timeOfDay } from "./time-of-day.js";

interface BufferLike {
  from(buffer: ArrayBufferLike, byteOffset: number, byteLength: number): unknown;
}

interface Globals {
  readonly Buffer?: BufferLike;
}

const { Buffer: NodeBuffer } = globalThis as unknown as Globals;

/** What Bun and Deno take in place of the subprotocols, beyond the standard. */
type WebSocketWithHeaders = new (url: string, init: object) => WebSocket;

/** Throws a `TypeError` that names the option where the runtime takes no headers. */
function open({ url, options: { protocols, extraHeaders: headers } }: TransportRequest): StandardWebSocket {
  if (headers === undefined) {
    return new WebSocket(url, protocols) as unknown as StandardWebSocket;
  }
  try {
    const init = { headers, protocols };
    return new (WebSocket as unknown as WebSocketWithHeaders)(url, init) as unknown as StandardWebSocket;
  } catch (cause) {
    throw new TypeError("expected no option extraHeaders: this runtime's WebSocket takes none", { cause });
  }
}

/** Deno, Bun, Workers: a standard WebSocket, to which most let one give headers. */
export const runtime: Runtime = {
  clockFor: () => timeOfDay,
  random: Math.random,
  location: undefined,
  network: undefined,
  reportFault: undefined,
  openTransport: (request, listener) => standardTransport(open(request), listener),
  asBinary: ({ buffer, byteOffset, byteLength }) =>
    NodeBuffer === undefined
      ? buffer.slice(byteOffset, byteOffset + byteLength)
      : NodeBuffer.from(buffer, byteOffset, byteLength),
};
