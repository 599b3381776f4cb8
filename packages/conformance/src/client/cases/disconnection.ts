import type { Case } from "../../run/case.js";
import type { ClientKit } from "../client-kit.js";
import type { ClientPeer } from "../client-peer.js";
import { endLimitMs } from "./engine-ending.js";
import { loopCase } from "./engine-loop.js";
import { custom, join, joinedBoth } from "./socket-joining.js";
import { expectNoticed } from "./socket-noticed.js";
import { takeReturn } from "./socket-return.js";

/** A way in which a connection ends. */
interface Loss {
  readonly id: string;
  readonly what: string;
  readonly end: (peer: ClientPeer) => void;
}

const losses: readonly Loss[] = [
  { id: "reset", what: "was reset", end: (peer) => peer.drop() },
  { id: "1000", what: "was closed with 1000", end: (peer) => peer.sendClose(1000) },
  { id: "1001", what: "was closed with 1001", end: (peer) => peer.sendClose(1001, "server shutting down") },
  { id: "1008", what: "was closed with 1008", end: (peer) => peer.sendClose(1008, "ping timeout") },
  { id: "no-code", what: "was closed without a code", end: (peer) => peer.sendClose() },
];

/** Cases of PROTOCOL.md, Disconnection. */
export const disconnectionCases: readonly Case<ClientKit>[] = [
  ...losses.map(
    ({ id, what, end }): Case<ClientKit> => ({
      id: `disconnection-client-told-${id}`,
      title: `the client tells the application when the connection ${what}`,
      requirements: ["EIO-DIS-1"],
      revisions: [3, 4],
      async run(kit) {
        const peer = await kit.joined();
        await peer.expectAlive();
        end(peer);
        await peer.expectEnd({ withinMs: endLimitMs });
        const again = await kit.joined();
        await expectNoticed(again, { event: "disconnect", namespace: "/" });
      },
    }),
  ),
  {
    id: "disconnection-client-all-sockets",
    title: "the client tells the application of the end in each of its namespaces",
    requirements: ["EIO-DIS-1"],
    revisions: [3, 4],
    async run(kit) {
      const peer = await joinedBoth(kit);
      await peer.expectAlive(custom);
      peer.drop();
      const again = await kit.session();
      await takeReturn(again);
      await expectNoticed(again, { event: "disconnect", namespace: "/" });
      await expectNoticed(again, { event: "disconnect", namespace: custom });
    },
  },
  ...losses.map(
    ({ id, what, end }): Case<ClientKit> => ({
      id: `disconnection-client-returns-${id}`,
      title: `the client connects again when the connection ${what}`,
      requirements: ["EIO-DIS-6"],
      revisions: [3, 4],
      async run(kit) {
        const peer = await kit.joined();
        await peer.expectAlive();
        end(peer);
        const again = await kit.joined();
        await again.expectAlive();
      },
    }),
  ),
  {
    id: "disconnection-client-returns-each-time",
    title: "the client connects again each time that it has lost its connection",
    requirements: ["EIO-DIS-6"],
    revisions: [3, 4],
    async run(kit) {
      for (const end of [1, 2, 3]) {
        const peer = await kit.joined();
        await peer.expectAlive();
        peer.sendClose(1001, `end ${end}`);
      }
      const again = await kit.joined();
      await again.expectAlive();
    },
  },
  {
    id: "disconnection-client-leaves-last",
    title: "the client closes the connection when it has left its only namespace",
    requirements: ["EIO-DIS-5"],
    revisions: [3, 4],
    async run(kit) {
      const peer = await kit.joined();
      await expectEndOfLeaving(kit, peer);
    },
  },
  {
    id: "disconnection-client-leaves-all",
    title: "the client closes the connection when it has left one namespace after the other",
    requirements: ["EIO-DIS-5"],
    revisions: [3, 4],
    async run(kit) {
      const peer = await kit.joined();
      await join(kit, peer);
      peer.instruct("leave", [], custom);
      await peer.expectPacket({ type: "disconnect", namespace: custom });
      await peer.expectAlive();
      await expectEndOfLeaving(kit, peer);
    },
  },
  loopCase("at-once", "right after the WebSocket is open", (kit, withinMs) => kit.accept({ withinMs })),
  loopCase("after-opening", "right after the open packet", async (kit, withinMs) =>
    kit.session({ withinMs }),
  ),
  loopCase("after-joining", "right after the grant", (kit, withinMs) => kit.joined({ withinMs })),
];

async function expectEndOfLeaving(kit: ClientKit, peer: ClientPeer): Promise<void> {
  peer.instruct("leave");
  await peer.expectEnd({ withinMs: endLimitMs }).catch(async (error: unknown) => {
    const entries = await peer.expectReport(() => true, "what the client can't do").catch(() => []);
    if (entries.some(({ event }) => event === "unsupported")) {
      kit.skip("the client can't leave a namespace");
    }
    throw error;
  });
}
