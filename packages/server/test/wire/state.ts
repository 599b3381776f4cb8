import type { MemoryPeer } from "../../src/testing/memory-peer.js";
import type { MemoryServer } from "../../src/testing/memory-server.js";
import { generation4, joined } from "./stage.js";

/** Whatever a server keeps for its connections, all that there is to count. */
export function stateOf(io: MemoryServer) {
  const namespaces = [...io._nsps].map(([name, { sockets, adapter }]) => {
    return [name, { sockets: sockets.size, rooms: adapter.rooms.size, sids: adapter.sids.size }] as const;
  });
  return {
    clientsCount: io.engine.clientsCount,
    timers: io.clock.pending,
    ...Object.fromEntries(namespaces),
  };
}

/** Lets a peer that has done nothing wrong ask the server something; `io` answers `ask` with its argument. */
export function isServed(peer: MemoryPeer): boolean {
  peer.take();
  peer.send('427["ask","still here"]');
  return peer.take().includes('437["still here"]');
}

/** Whether the server serves somebody who comes now, and forgets them when they go. */
export async function servesNewcomers(io: MemoryServer): Promise<boolean> {
  const peer = await joined(io, generation4);
  const wasServed = isServed(peer);
  peer.close();
  return wasServed;
}

/** Answers `ask`, has a namespace `/admin`, and one that never decides, `/slow`. */
export function furnish(io: MemoryServer): void {
  io.of("/", (socket) => socket.on("ask", (value, answer) => answer(value)));
  io.of("/admin");
  io.of("/slow").use(() => undefined);
}
