import { describe, expect, test } from "vitest";
import type { Socket } from "../../src/core/socket/socket.js";
import type { Binding } from "./binding.js";
import { endOf, framesUntil, joinedPeer, nothing, stateOf, useServers } from "./stage.js";

const chunk = "x".repeat(500_000);

/** Sends until something has to wait, and returns how many messages that took. */
function fill(socket: Socket): number {
  let count = 0;
  while (socket.conn.bufferedBytes === 0 && count < 100) {
    socket.emit("fill", chunk);
    count += 1;
  }
  return count;
}

/** A peer that does not read fills a buffer that can be seen. */
export function describeBackpressure(binding: Binding): void {
  describe("to a peer that does not read", () => {
    const start = useServers(binding);

    test("bytes pile up where they can be seen, and leave when it reads again", async () => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      const hasDrained = new Promise<void>((resolve) => socket.conn.once("drain", () => resolve()));
      peer.pause();

      const count = fill(socket);
      const once = socket.conn.bufferedBytes;
      socket.emit("fill", chunk);
      const twice = socket.conn.bufferedBytes;
      socket.emit("end");

      expect(once).toBeGreaterThan(0);
      expect(twice - once).toBeGreaterThanOrEqual(500_000);
      peer.resume();
      expect(await framesUntil(peer, '42["end"]')).toHaveLength(count + 1);
      await hasDrained;
      expect(socket.conn.bufferedBytes).toBe(0);
    });

    test("volatile events are dropped, and others are not", async () => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      peer.pause();

      socket.volatile.emit("while all is well");
      const count = fill(socket);
      socket.volatile.emit("lost");
      server.io.volatile.emit("lost, too");
      socket.emit("kept");
      socket.emit("end");
      peer.resume();

      const frames = await framesUntil(peer, '42["end"]');
      expect(frames.filter((frame) => frame.length < 100)).toEqual(['42["while all is well"]', '42["kept"]']);
      expect(frames).toHaveLength(count + 2);
    });

    test("neighbours are served all the same", async () => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      const { peer: neighbour } = await joinedPeer(server);
      peer.pause();

      fill(socket);
      server.io.volatile.emit("news");

      expect(await neighbour.next()).toBe('42["news"]');
      peer.drop();
    });

    test("nothing stays when it vanishes", async () => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      const end = endOf(socket);
      peer.pause();

      fill(socket);
      peer.drop();

      expect((await end)[0]).toBe("transport close");
      expect(stateOf(server.io)).toEqual(nothing);
    });
  });
}
