import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { sendAll } from "../../wire/send.js";
import type { ServerKit } from "../server-kit.js";
import { bytes, slot } from "./socket-frames.js";
import { offences } from "./socket-offence.js";
import { expectQuestion } from "./socket-question.js";
import { expectValue } from "./socket-value.js";

/** Acks from a client: answers to the server's events, and some that nobody waits for. PROTOCOL.md, Acks. */
export const clientAckCases: readonly Case<ServerKit>[] = [
  ...offences(["EIO-ACK-7"], [["ack-unasked-101", "101 acks that nobody asked for", ...unasked(101)]]),
  {
    id: "ack-different-ids",
    title: "the server asks with different ids as long as answers are due",
    requirements: ["EIO-ACK-3"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      sendAll(peer, ['42["ask",0]', '42["ask",1]', '42["ask",2]']);
      const ids: number[] = [];
      for (const number of [0, 1, 2]) {
        ids.push(await expectQuestion(peer, [number]));
      }
      if (new Set(ids).size !== 3) {
        peer.fail("three different ids", ids.join(", "));
      }
    },
  },
  {
    id: "ack-taken",
    title: "the server hands the values of an ack to who asked, as they came",
    requirements: ["EIO-ACK-5"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send('42["ask","q"]');
      const id = await expectQuestion(peer, ["q"]);
      peer.send(`43${id}[null,{"a":1},"x",null]`);
      await peer.expect('42["answer",null,{"a":1},"x",null]');
    },
  },
  {
    id: "ack-taken-custom",
    title: "the server takes an ack in another namespace",
    requirements: ["EIO-ACK-5"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      peer.send('42/custom,["ask","q"]');
      const id = await expectQuestion(peer, ["q"], "/custom");
      peer.send(`43/custom,${id}[]`);
      await peer.expect('42/custom,["answer"]');
    },
  },
  {
    id: "ack-leading-zeros",
    title: "the server takes an ack whose id has zeros in front",
    requirements: ["EIO-ACK-4"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send('42["ask","q"]');
      const id = await expectQuestion(peer, ["q"]);
      peer.send(`43${`${id}`.padStart(15, "0")}["x"]`);
      await peer.expect('42["answer","x"]');
    },
  },
  {
    id: "ack-reverse",
    title: "the server takes acks in another order than that of its questions",
    requirements: ["EIO-ACK-5"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      sendAll(peer, ['42["ask",1]', '42["ask",2]']);
      const [one, two] = [await expectQuestion(peer, [1]), await expectQuestion(peer, [2])];
      sendAll(peer, [`43${two}["two"]`, `43${two}["two again"]`, `43${one}["one"]`]);
      await peer.expect('42["answer","two"]');
      await peer.expect('42["answer","one"]');
    },
  },
  {
    id: "ack-repeated",
    title: "the server ignores an ack that comes once more",
    requirements: ["EIO-ACK-6"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send('42["ask","q"]');
      const id = await expectQuestion(peer, ["q"]);
      sendAll(peer, [`43${id}["x"]`, `43${id}["y"]`]);
      await peer.expect('42["answer","x"]');
      await peer.expectAlive();
    },
  },
  {
    id: "ack-unasked",
    title: "the server ignores acks that nobody asked for",
    requirements: ["EIO-ACK-6"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      sendAll(peer, ['430["x"]', "43999999999999999[]", `461-5[${slot(0)}]`, bytes]);
      await peer.expectAlive();
    },
  },
  {
    id: "ack-unasked-100",
    title: "the server ignores 100 acks that nobody asked for",
    requirements: ["EIO-ACK-6"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      sendAll(peer, unasked(100));
      await peer.expectAlive();
    },
  },
  {
    id: "ack-late",
    title: "the server ignores an ack for a namespace that the client has left",
    requirements: ["EIO-ACK-6"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      peer.send('42/custom,["ask","q"]');
      const id = await expectQuestion(peer, ["q"], "/custom");
      peer.send("41/custom,");
      await peer.expectAlive();
      peer.send(`43/custom,${id}["x"]`);
      await peer.expectAlive();
    },
  },
  {
    id: "ack-attachments-taken",
    title: "the server takes an ack with attachments",
    requirements: ["EIO-ACK-8"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send('42["ask","q"]');
      const id = await expectQuestion(peer, ["q"]);
      sendAll(peer, [`462-${id}[{"a":${slot(1)}},${slot(0)}]`, bytes, Uint8Array.of(4)]);
      await expectValue(peer, { type: "event" }, ["answer", { a: Uint8Array.of(4) }, bytes]);
    },
  },
  {
    id: "ack-attachments-taken-custom",
    title: "the server takes an ack with attachments in another namespace",
    requirements: ["EIO-ACK-8"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      peer.send('42/custom,["ask","q"]');
      const id = await expectQuestion(peer, ["q"], "/custom");
      sendAll(peer, [`461-/custom,${id}[${slot(0)}]`, bytes]);
      await expectValue(peer, { type: "event", namespace: "/custom" }, ["answer", bytes]);
    },
  },
];

function unasked(count: number): readonly string[] {
  return Array.from({ length: count }, (_, id) => `43${900_000_000_000_000 + id}[]`);
}
