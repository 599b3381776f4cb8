import type { ServerOptions } from "../../src/core/options.js";
import type { MemoryPeer } from "../../src/testing/memory-peer.js";
import { MemoryServer } from "../../src/testing/memory-server.js";

/** What the frames of the two revisions differ in, as far as these tests need it. */
export interface Generation {
  readonly name: string;
  readonly eio: 3 | 4;
  readonly query: string;
  /** The binary frame that carries the bytes 1, 2, 3. */
  readonly attachment: Uint8Array;
}

export const generation3: Generation = {
  name: "EIO=3",
  eio: 3,
  query: "EIO=3&transport=websocket",
  attachment: Uint8Array.of(4, 1, 2, 3),
};

export const generation4: Generation = {
  name: "EIO=4",
  eio: 4,
  query: "EIO=4&transport=websocket",
  attachment: Uint8Array.of(1, 2, 3),
};

export const generations = [generation3, generation4];

/** A server in memory, and the errors of the application's code that it reported: none, unless a test wants some. */
export interface Stage {
  readonly io: MemoryServer;
  readonly faults: unknown[];
}

export function stageWith(options: ServerOptions = {}): Stage {
  const faults: unknown[] = [];
  const onError = (error: unknown): void => void faults.push(error);
  return { io: new MemoryServer({ onNotice: () => undefined, onError, ...options }), faults };
}

/** A peer that has the open packet and is in the default namespace; it has taken all frames of that. */
export async function joined(io: MemoryServer, { eio, query }: Generation): Promise<MemoryPeer> {
  const peer = await io.connect({ query });
  if (eio === 4) peer.send("40");
  peer.take();
  return peer;
}

/** The frames that a peer has received since it was last asked, each binary one as an array of numbers. */
export function framesOf(peer: MemoryPeer): (string | number[])[] {
  return peer.take().map((frame) => (typeof frame === "string" ? frame : [...frame]));
}
