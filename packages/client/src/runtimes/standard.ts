import type { Runtime } from "../runtime.js";
import { StandardTransport, type StandardWebSocket } from "./standard-transport.js";
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

/** Deno, Bun, Workers: a standard WebSocket, to which most let one give headers. */
export const runtime: Runtime = {
  clock: timeOfDay,
  random: Math.random,
  location: undefined,
  network: undefined,
  reportFault: undefined,
  openTransport({ url, protocols, headers }, listener) {
    const webSocket =
      headers === undefined
        ? new WebSocket(url, protocols)
        : new (WebSocket as unknown as WebSocketWithHeaders)(url, { headers, protocols });
    return new StandardTransport(webSocket as unknown as StandardWebSocket, listener);
  },
  asBinary: ({ buffer, byteOffset, byteLength }) =>
    NodeBuffer === undefined
      ? buffer.slice(byteOffset, byteOffset + byteLength)
      : NodeBuffer.from(buffer, byteOffset, byteLength),
};
