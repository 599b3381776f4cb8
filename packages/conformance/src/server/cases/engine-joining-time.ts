import { setTimeout as delay } from "node:timers/promises";
import type { Case } from "../../run/case.js";
import type { ServerKit } from "../server-kit.js";

const marginMs = 1_000;

/** Clients that are in no namespace. PROTOCOL.md, Connection. */
export const joiningTimeCases: readonly Case<ServerKit>[] = [
  {
    id: "opening-joins-nothing",
    title: "a client that joins no namespace is disconnected",
    requirements: ["EIO4-CON-1"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.session();
      await peer.expectEnd({ withinMs: kit.fixture.connectTimeoutMs + marginMs });
    },
  },
  {
    id: "opening-refused-everywhere",
    title: "a client that every namespace has refused is disconnected",
    requirements: ["EIO4-CON-1"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.session();
      await peer.joinRefused("/nowhere");
      await peer.expectEnd({ withinMs: kit.fixture.connectTimeoutMs + marginMs });
    },
  },
  {
    id: "opening-left-everything",
    title: "a client that has left its last namespace is not disconnected by that clock",
    requirements: ["EIO4-CON-1"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined();
      peer.send("41");
      await delay(kit.fixture.connectTimeoutMs + 300);
      await peer.expectJoined();
      await peer.expectAlive();
    },
  },
];
