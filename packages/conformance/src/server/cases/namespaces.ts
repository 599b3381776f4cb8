import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import type { ServerKit } from "../server-kit.js";

import { expectQuestion } from "./socket-question.js";

/** Namespaces of one connection: entered, left, and each on its own. PROTOCOL.md, Namespaces. */
export const namespaceCases: readonly Case<ServerKit>[] = [
  {
    id: "namespace-refusal-apart",
    title: "the server leaves other namespaces alone when it refuses one",
    requirements: ["EIO-NSP-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      await peer.joinRefused("/private", { token: "wrong" });
      await peer.expectAlive();
      await peer.expectAlive("/custom");
    },
  },
  {
    id: "namespace-disconnect-apart",
    title: "the server leaves other namespaces alone when a client leaves one",
    requirements: ["EIO-NSP-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      await peer.join("/slow");
      peer.send("41/custom,");
      await peer.expectAlive();
      await peer.expectAlive("/slow");
    },
  },
  {
    id: "namespace-disconnect-root-apart",
    title: "the server leaves other namespaces alone when a client leaves /",
    requirements: ["EIO-NSP-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      peer.send("41");
      await peer.expectAlive("/custom");
    },
  },
  {
    id: "namespace-taken-apart",
    title: "the server leaves other namespaces alone when it takes a client out of one",
    requirements: ["EIO-NSP-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      peer.send('42/custom,["leave"]');
      await peer.expectPacket({ type: "disconnect", namespace: "/custom" });
      await peer.expectAlive();
    },
  },
  {
    id: "namespace-acks-apart",
    title: "the server takes an ack for a question of its namespace only",
    requirements: ["EIO-NSP-1", "EIO-ACK-5"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      peer.send('42/custom,["ask","q"]');
      const id = await expectQuestion(peer, ["q"], "/custom");
      peer.send(`43${id}["wrong"]`);
      await peer.expectAlive();
      peer.send(`43/custom,${id}["right"]`);
      await peer.expect('42/custom,["answer","right"]');
    },
  },
  {
    id: "namespace-case",
    title: "the server takes upper and lower case for different names",
    requirements: ["EIO-NSP-2"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.joinRefused("/Custom");
      await peer.expectAlive();
    },
  },
  {
    id: "namespace-slash",
    title: "the server takes a slash at the end for a part of the name",
    requirements: ["EIO-NSP-2"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.joinRefused("/custom/");
      await peer.expectAlive();
    },
  },
  {
    id: "namespace-none",
    title: "the server refuses a namespace that does not exist, and the connection stays",
    requirements: ["EIO-NSP-2"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.joinRefused("/nowhere");
      await peer.expectAlive();
    },
  },
  {
    id: "namespace-none-first",
    title: "the server keeps the connection of a client whose first namespace does not exist",
    requirements: ["EIO-NSP-2"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.session();
      await peer.joinRefused("/nowhere");
      await peer.join("/");
      await peer.expectAlive();
    },
  },
  {
    id: "namespace-without-root",
    title: "the server lets a client into a namespace that is not in /",
    requirements: ["EIO4-NSP-3"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.session();
      await peer.join("/custom");
      await peer.expectAlive("/custom");
    },
  },
  {
    id: "namespace-left",
    title: "the server lets a client leave a namespace without an answer",
    requirements: ["EIO-NSP-6"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      peer.send("41/custom,");
      await peer.expectAlive();
    },
  },
  {
    id: "namespace-left-last",
    title: "the server keeps the connection of a client that has left its last namespace",
    requirements: ["EIO-NSP-6"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined();
      peer.send("41");
      await peer.expectSilence(300); // neither an answer nor an end
      await peer.join("/custom");
      await peer.expectAlive("/custom");
    },
  },
  {
    id: "namespace-left-last-ping",
    title: "the server answers the pings of a client that has left its last namespace",
    requirements: ["EIO-NSP-6"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined({ heartbeat: "manual" });
      peer.send("41");
      for (let round = 0; round < 3; round += 1) {
        peer.send("2");
        await peer.expect("3");
        await peer.expectSilence(100);
      }
    },
  },
];
