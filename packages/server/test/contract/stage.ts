import type { Frame } from "@sockeye/protocol";
import { afterEach, expect } from "vitest";
import type { ServerOptions } from "../../src/core/options.js";
import type { ServerCore } from "../../src/core/server.js";
import type { Socket } from "../../src/core/socket/socket.js";
import type { RawPeer, Running } from "./binding.js";

/** Starts servers for tests, and stops them after each; no test leaves an error of the application's behind. */
export function useServers<Server extends Running>(binding: {
  start(options?: ServerOptions): Promise<Server>;
}) {
  const running: Server[] = [];
  const faults: unknown[] = [];

  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.stop()));
    expect(faults.splice(0)).toEqual([]);
  });

  return async (options: ServerOptions = {}): Promise<Server> => {
    const onError = (error: unknown): void => void faults.push(error);
    const server = await binding.start({ onNotice: () => undefined, onError, ...options });
    running.push(server);
    return server;
  };
}

/** A peer in the default namespace, and the socket that it has there. */
export async function joinedPeer<Peer extends RawPeer>(server: {
  readonly io: ServerCore;
  connect(): Promise<Peer>;
}): Promise<{ peer: Peer; socket: Socket }> {
  const peer = await server.connect();
  await peer.next();
  peer.send("40");
  const { sid } = JSON.parse(String(await peer.next()).slice(2));
  const socket = server.io.of("/").sockets.get(sid);
  if (socket === undefined) throw new Error("expected the socket that the server has told of");
  return { peer, socket };
}

/** Why a socket goes, once it does. */
export function endOf(socket: Socket): Promise<[reason: string, description: unknown]> {
  return new Promise((resolve) => {
    socket.on("disconnect", (reason: string, description: unknown) => resolve([reason, description]));
  });
}

/** The next so many messages, in their order. */
export async function nextFrames(peer: RawPeer, count: number): Promise<Frame[]> {
  const frames: Frame[] = [];
  while (frames.length < count) frames.push(await peer.next());
  return frames;
}

/** The messages up to a certain one, without it. */
export async function framesUntil(peer: RawPeer, last: Frame): Promise<Frame[]> {
  const frames: Frame[] = [];
  for (let frame = await peer.next(); frame !== last; frame = await peer.next()) frames.push(frame);
  return frames;
}

/** Whatever a server keeps for its connections. */
export function stateOf(io: ServerCore) {
  const { sockets, adapter } = io.of("/");
  return {
    clientsCount: io.engine.clientsCount,
    sockets: sockets.size,
    rooms: adapter.rooms.size,
    sids: adapter.sids.size,
  };
}

export const nothing = { clientsCount: 0, sockets: 0, rooms: 0, sids: 0 };
