import type { FaultContext } from "@sockeye/internal";
import type { Frame } from "@sockeye/protocol";
import type { Namespace } from "../../src/core/namespace/namespace.js";
import { ParentNamespace } from "../../src/core/namespace/parent-namespace.js";
import type { Socket } from "../../src/core/socket/socket.js";
import type { MemoryPeer } from "../../src/testing/memory-peer.js";
import type { MemoryServer } from "../../src/testing/memory-server.js";

/** How clients of one revision come in, and how their frames look, where the revisions differ. */
export interface Revision {
  readonly name: string;
  readonly query: string;
  /** Whether `/` is joined without asking. */
  readonly joinsRoot: boolean;
  /** A binary frame. */
  readonly binary: (...bytes: number[]) => Uint8Array;
  /** The payload that refuses a namespace. */
  readonly refusal: (error: { readonly message: string; readonly data?: unknown }) => string;
}

export const revision3: Revision = {
  name: "EIO=3",
  query: "EIO=3&transport=websocket",
  joinsRoot: true,
  binary: (...bytes) => Uint8Array.of(4, ...bytes),
  refusal: ({ message, data }) => JSON.stringify(data ?? message),
};

export const revision4: Revision = {
  name: "EIO=4",
  query: "EIO=4&transport=websocket",
  joinsRoot: false,
  binary: (...bytes) => Uint8Array.from(bytes),
  refusal: ({ message, data }) => JSON.stringify({ message, data }),
};

export const revisions: readonly Revision[] = [revision3, revision4];

/** A client that has come in, from both ends. */
export interface Guest {
  readonly peer: MemoryPeer;
  readonly socket: Socket;
}

/** Connects a peer that has not asked for a namespace yet (in revision 3, for no other than `/`). */
export async function connect(io: MemoryServer, { query }: Revision): Promise<MemoryPeer> {
  const peer = await io.connect({ query });
  const frames = peer.take();
  if (peer.refusal === undefined && !String(frames[0]).startsWith("0{")) {
    throw new Error(`expected an open packet; got ${String(frames[0])}`);
  }
  return peer;
}

/** Lets a client into a namespace; what it has received so far is taken away. */
export async function arrive(io: MemoryServer, revision = revision4, namespace = "/"): Promise<Guest> {
  const peer = await connect(io, revision);
  ask(peer, revision, namespace);
  peer.take();
  const socket = [...(io._nsps.get(namespace)?.sockets.values() ?? [])].at(-1);
  if (socket === undefined) {
    throw new Error(`expected ${namespace} to let the client in`);
  }
  return { peer, socket };
}

/** Asks for a namespace, unless the client is in it without asking. */
export function ask(peer: MemoryPeer, revision: Revision, namespace: string): void {
  if (namespace !== "/" || !revision.joinsRoot) {
    peer.send(connectFrame(namespace));
  }
}

/** The frame that asks for a namespace. */
export function connectFrame(namespace: string, auth?: object): string {
  const payload = auth === undefined ? "" : JSON.stringify(auth);
  return namespace === "/" ? `40${payload}` : `40${namespace},${payload}`;
}

/** An error as the hook `onError` hears of it. */
export interface Fault extends FaultContext {
  readonly error: unknown;
}

/** A list of faults, and the hook that fills it. */
export function faultLog(): { faults: Fault[]; onError: (error: unknown, context: FaultContext) => void } {
  const faults: Fault[] = [];
  return { faults, onError: (error, context) => faults.push({ error, ...context }) };
}

/** Lets everything happen that needs no time: promises, and what they lead to. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** What has come since the last look, the bytes as plain arrays. */
export function taken(peer: MemoryPeer): (string | number[])[] {
  return peer.take().map((frame: Frame) => (typeof frame === "string" ? frame : [...frame]));
}

/** The namespaces that a parent has made. */
export function childrenOf(parent: Namespace): ReadonlySet<unknown> {
  if (!(parent instanceof ParentNamespace)) {
    throw new TypeError(`expected a parent namespace; got ${parent.name}`);
  }
  return parent.children;
}
