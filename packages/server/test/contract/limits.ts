import { describe, expect, test } from "vitest";
import type { Binding } from "./binding.js";
import { endOf, joinedPeer, nothing, stateOf, useServers } from "./stage.js";

/** A text message of that many bytes. */
const textOf = (bytes: number): string => `42["n","${"x".repeat(bytes - 10)}"]`;

/** No message is larger than `maxHttpBufferSize`. */
export function describeLimits(binding: Binding): void {
  describe("the largest message", () => {
    const start = useServers(binding);

    test.each([
      ["text", textOf(501)],
      ["binary", new Uint8Array(501)],
      ["text of few characters and many bytes", `42["${"é".repeat(247)}x"]`],
    ])(
      "and one byte more, of %s, is refused with 1009 and a reason that names the limit",
      async (_name, frame) => {
        const server = await start({ maxHttpBufferSize: 500 });
        const { peer, socket } = await joinedPeer(server);
        const end = endOf(socket);
        const reason = "message of 501 bytes exceeds maxHttpBufferSize of 500 bytes";

        peer.send(frame);

        expect(await peer.closed).toEqual({ code: 1009, reason });
        expect(await end).toEqual([
          "parse error",
          expect.objectContaining({ name: "RangeError", message: reason }),
        ]);
        expect(stateOf(server.io)).toEqual(nothing);
      },
    );

    test("is taken", async () => {
      const server = await start({ maxHttpBufferSize: 500 });
      const { peer, socket } = await joinedPeer(server);
      socket.on("n", (text: string) => socket.emit("length", text.length));

      peer.send(textOf(500));

      expect(await peer.next()).toBe('42["length",490]');
    });

    test("may be of any size where the limit is off", async () => {
      const server = await start({ maxHttpBufferSize: 0 });
      const { peer, socket } = await joinedPeer(server);
      socket.on("n", (text: string) => socket.emit("length", text.length));

      peer.send(textOf(3_000_010));

      expect(await peer.next()).toBe('42["length",3000000]');
    });

    test("of one peer is not another's concern", async () => {
      const server = await start({ maxHttpBufferSize: 500 });
      const { peer: neighbour } = await joinedPeer(server);
      const { peer } = await joinedPeer(server);

      peer.send(textOf(600));
      await peer.closed;
      server.io.emit("news");

      expect(await neighbour.next()).toBe('42["news"]');
    });
  });
}
