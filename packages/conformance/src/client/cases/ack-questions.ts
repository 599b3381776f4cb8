import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { sendAll } from "../../wire/send.js";
import type { ClientKit } from "../client-kit.js";
import { expectBinary } from "./socket-binary.js";
import { custom, joinedBoth } from "./socket-joining.js";
import { takeQuestion } from "./socket-question.js";

const bytes = Uint8Array.of(1, 2, 3);
const placeholder = '{"_placeholder":true,"num":0}';

/** Acks that the client asks for. PROTOCOL.md, Acks. */
export const ackQuestionCases: readonly Case<ClientKit>[] = [
  {
    id: "acks-client-distinct-ids",
    title: "the client gives events that wait for their acks different ids",
    requirements: ["EIO-ACK-3"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      const ids = new Set<number>();
      for (let number = 0; number < 20; number += 1) {
        const id = await takeQuestion(peer, number);
        if (ids.has(id)) {
          peer.fail("an id that no other event has", `${id} again`);
        }
        ids.add(id);
      }
    },
  },
  {
    id: "acks-client-any-order",
    title: "the client gives acks to who asked, in whatever order they come",
    requirements: ["EIO-ACK-5"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      const [first, second, third] = [
        await takeQuestion(peer, "first"),
        await takeQuestion(peer, "second"),
        await takeQuestion(peer, "third"),
      ];
      peer.send(`43${third}["to the third"]`);
      peer.send(`43${first}["to the first",1,null]`);
      peer.send(`43${second}[]`);
      await peer.expect('42["answer","to the third"]');
      await peer.expect('42["answer","to the first",1,null]');
      await peer.expect('42["answer"]');
    },
  },
  {
    id: "acks-client-by-namespace",
    title: "the client gives acks to who asked in the same namespace",
    requirements: ["EIO-ACK-5", "EIO-NSP-1"],
    revisions: both,
    async run(kit) {
      const peer = await joinedBoth(kit);
      const inDefault = await takeQuestion(peer, "default");
      const inCustom = await takeQuestion(peer, "custom", custom);
      peer.send(`43/custom,${inCustom}["to /custom"]`);
      peer.send(`43${inDefault}["to /"]`);
      await peer.expect('42/custom,["answer","to /custom"]');
      await peer.expect('42["answer","to /"]');
    },
  },
  {
    id: "acks-client-other-namespace",
    title: "the client ignores an ack for what was asked in another namespace",
    requirements: ["EIO-ACK-6", "EIO-NSP-1"],
    revisions: both,
    async run(kit) {
      const peer = await joinedBoth(kit);
      const id = await takeQuestion(peer, "default");
      peer.send(`43/custom,${id}["wrong"]`);
      await peer.expectAlive();
      peer.send(`43${id}["right"]`);
      await peer.expect('42["answer","right"]');
    },
  },
  {
    id: "acks-client-twice",
    title: "the client ignores an ack that comes once more",
    requirements: ["EIO-ACK-6"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      const id = await takeQuestion(peer, "fish");
      peer.send(`43${id}["once"]`);
      peer.send(`43${id}["twice"]`);
      await peer.expect('42["answer","once"]');
      await peer.expectAlive();
    },
  },
  {
    id: "acks-client-unknown",
    title: "the client ignores acks that it has not asked for",
    requirements: ["EIO-ACK-6"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send('430["x"]');
      peer.send('43999999999999999["x"]');
      sendAll(peer, [`461-7[${placeholder}]`, bytes]);
      await peer.expectAlive();
    },
  },
  {
    id: "acks-client-earlier-connection",
    title: "the client ignores an ack for what it asked over an earlier connection",
    requirements: ["EIO-ACK-6"],
    revisions: both,
    async run(kit) {
      const first = await kit.joined();
      const id = await takeQuestion(first, "fish");
      first.drop();
      const peer = await kit.joined();
      peer.send(`43${id}["too late"]`);
      await peer.expectAlive();
    },
  },
  {
    id: "acks-client-attachment",
    title: "the client takes an ack with attachments",
    requirements: ["EIO-ACK-8", "EIO-ACK-5"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      const id = await takeQuestion(peer, "fish");
      sendAll(peer, [`461-${id}["x",{"a":${placeholder}}]`, bytes]);
      await expectBinary(peer, { type: "binary-event", payload: ["answer", "x", { a: bytes }] });
    },
  },
];
