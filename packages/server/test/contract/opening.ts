import type { Socket as TcpSocket } from "node:net";
import { describe, expect, test, vi } from "vitest";
import type { ServerOptions } from "../../src/core/options.js";
import type { WireBinding } from "./binding.js";
import { endOf, joinedPeer, nothing, stateOf, useServers } from "./stage.js";
import { openTcp, requestBytes } from "./tcp-peer.js";

/** What happens to TCP connections on the way to a WebSocket, and after it. */
export function describeOpening(binding: WireBinding): void {
  describe("a peer that resets its connection", () => {
    const start = useServers(binding);

    test.each([
      ["before a byte", 0],
      ["in the request line", 10],
      ["in the headers", 120],
      ["as soon as it has asked", 10_000],
    ])("%s harms nobody", async (_name, length) => {
      const server = await start();

      for (let times = 0; times < 5; times += 1) {
        const tcp = await openTcp(server.port);
        tcp.write(requestBytes(server.port).slice(0, length));
        await reset(tcp);
      }

      const { peer, socket } = await joinedPeer(server);
      const end = endOf(socket);
      peer.close(1000);
      await end;
      expect(server.io.of("/").sockets.size).toBe(0);
    });

    test.each([true, false])(
      "while the application decides harms nobody, if it says %s",
      async (isAllowed) => {
        const { held, allowRequest } = holdFirst();
        const server = await start({ allowRequest });
        const tcp = await openTcp(server.port);
        tcp.write(requestBytes(server.port));
        const answer = await held;

        await reset(tcp);
        answer(isAllowed);

        await joinedPeer(server);
        await vi.waitFor(() => expect(stateOf(server.io)).toMatchObject({ clientsCount: 1, sockets: 1 }));
      },
    );

    test("while its id is being made harms nobody", async () => {
      const server = await start();
      const freshId = server.io.engine.generateId.bind(server.io.engine);
      const asked = new Promise<(id: string) => void>((ask) => {
        server.io.engine.generateId = () => new Promise((resolve) => ask(resolve));
      });
      const tcp = await openTcp(server.port);
      tcp.write(requestBytes(server.port));
      const answer = await asked;

      await reset(tcp);
      answer("too-late");

      server.io.engine.generateId = freshId;
      await joinedPeer(server);
      await vi.waitFor(() => expect(stateOf(server.io)).toMatchObject({ clientsCount: 1, sockets: 1 }));
    });
  });

  describe("a peer that ends its side of TCP", () => {
    const start = useServers(binding);

    test("without a close frame has closed with 1006", async () => {
      const server = await start();
      const { peer, socket } = await joinedPeer(server);
      const end = endOf(socket);

      peer.finish();

      expect(await end).toEqual(["transport close", { code: 1006, reason: "" }]);
      expect(await peer.closed).toMatchObject({ code: expect.any(Number) });
      expect(stateOf(server.io)).toEqual(nothing);
    });
  });
}

/** Lets all pass but the first, who waits for the test. */
function holdFirst() {
  let hold: ((answer: (isAllowed: boolean) => void) => void) | undefined;
  const held = new Promise<(isAllowed: boolean) => void>((resolve) => {
    hold = resolve;
  });
  const allowRequest: ServerOptions["allowRequest"] = (_request, answer) => {
    if (hold === undefined) answer(null, true);
    else hold((isAllowed) => answer(null, isAllowed));
    hold = undefined;
  };
  return { held, allowRequest };
}

function reset(tcp: TcpSocket): Promise<void> {
  return new Promise((resolve) => {
    tcp.removeAllListeners("error").on("error", () => undefined);
    tcp.on("close", () => resolve());
    tcp.resetAndDestroy();
  });
}
