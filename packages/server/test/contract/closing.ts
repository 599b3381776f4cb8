import { describe, expect, test } from "vitest";
import type { Binding } from "./binding.js";
import { endOf, joinedPeer, nothing, stateOf, useServers } from "./stage.js";

/** Both sides learn how a connection ended, and nothing of it stays. */
export function describeClosing(binding: Binding): void {
  describe("closing", () => {
    const start = useServers(binding);

    test.each([
      [1000, ""],
      [1001, "the page is gone"],
      [4001, "é🐟"],
    ])("by the peer tells the application its code %i and reason", async (code, reason) => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      const end = endOf(socket);

      peer.close(code, reason);

      expect(await end).toEqual(["transport close", { code, reason }]);
      expect(stateOf(server.io)).toEqual(nothing);
      await peer.closed;
    });

    test("by the peer's vanishing is a transport close with 1006", async () => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      const end = endOf(socket);

      peer.drop();

      expect(await end).toEqual(["transport close", { code: 1006, reason: "" }]);
      expect(stateOf(server.io)).toEqual(nothing);
    });

    test("by a 1 is clean", async () => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      const end = endOf(socket);

      peer.send("1");

      expect((await end)[0]).toBe("transport close");
      expect(await peer.closed).toEqual({ code: 1000, reason: "" });
    });

    test.each([
      ["42[]", 1002, /^EVENT_NAME_INVALID: /],
      ["42[a]", 1007, /^PAYLOAD_NOT_JSON: /],
      ['42["disconnect"]', 1008, /^EVENT_NAME_RESERVED: /],
    ])("for %s tells the peer the code %i and the reason", async (frame, code, reason) => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      const end = endOf(socket);

      peer.send(frame);

      expect(await peer.closed).toEqual({ code, reason: expect.stringMatching(reason) });
      expect((await end)[0]).toBe("parse error");
      expect(stateOf(server.io)).toEqual(nothing);
    });

    test("by the application lets through what was sent before, and nothing after", async () => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      const end = endOf(socket);

      socket.emit("last");
      socket.conn.close();
      socket.emit("late");

      expect(await peer.next()).toBe('42["last"]');
      expect(await peer.closed).toEqual({ code: 1000, reason: "forced close" });
      await expect(peer.next()).rejects.toThrow("the connection has ended");
      expect((await end)[0]).toBe("forced close");
    });

    test("at once does not wait for a peer that reads nothing", async () => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      const isClosed = new Promise<void>((resolve) => socket.conn.on("close", () => resolve()));
      peer.pause();

      socket.conn.close(true);
      await isClosed;

      expect(stateOf(server.io)).toEqual(nothing);
      peer.resume();
      await peer.closed;
    });

    test("of the server tells every peer 1001 and keeps nothing", async () => {
      const server = await start();
      const stayed = await Promise.all([joinedPeer(server), joinedPeer(server)]);
      const early = await server.connect({ query: "EIO=3&transport=websocket" });
      const ends = Promise.all(stayed.map(({ socket }) => endOf(socket)));

      await server.io.close();

      const closings = await Promise.all(
        [early, ...stayed.map(({ peer }) => peer)].map(({ closed }) => closed),
      );
      expect(closings).toEqual(closings.map(() => ({ code: 1001, reason: "server shutting down" })));
      expect((await ends).map(([reason]) => reason)).toEqual([
        "server shutting down",
        "server shutting down",
      ]);
      expect(stateOf(server.io)).toEqual(nothing);
    });

    test("of one peer does not touch another", async () => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      const { peer: neighbour } = await joinedPeer(server);
      const end = endOf(socket);

      peer.drop();
      await end;
      server.io.emit("news");

      expect(await neighbour.next()).toBe('42["news"]');
    });
  });
}
