import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { sendAll } from "../../wire/send.js";
import type { ClientKit } from "../client-kit.js";
import { expectBinary } from "./socket-binary.js";
import { joinedBoth } from "./socket-joining.js";

const bytes = Uint8Array.of(1, 2, 3);
const placeholder = '{"_placeholder":true,"num":0}';

const answers = [
  {
    what: "values",
    title: "with the values of the answer",
    question: '425["question",1,"a",null]',
    ack: '435[1,"a",null]',
  },
  { what: "no-values", title: "without values", question: '426["question"]', ack: "436[]" },
  { what: "id-zero", title: "with the id 0", question: '420["question","x"]', ack: '430["x"]' },
  {
    what: "id-longest",
    title: "with an id of 15 digits",
    question: '42999999999999999["question","x"]',
    ack: '43999999999999999["x"]',
  },
];

/** Acks that the client sends. PROTOCOL.md, Acks. */
export const ackCases: readonly Case<ClientKit>[] = [
  ...answers.map(({ what, title, question, ack }) => ({
    id: `acks-client-answers-${what}`,
    title: `the client answers an event with one ack, ${title}`,
    requirements: ["EIO-ACK-1", "EIO-ACK-2", ...(what.startsWith("id") ? ["EIO-ACK-4"] : [])],
    revisions: both,
    async run(kit: ClientKit) {
      const peer = await kit.joined();
      peer.send(question);
      await peer.expect(ack);
      await peer.expectAlive();
    },
  })),
  {
    id: "acks-client-answers-namespace",
    title: "the client answers in the namespace that the event came in",
    requirements: ["EIO-ACK-1"],
    revisions: both,
    async run(kit) {
      const peer = await joinedBoth(kit);
      peer.send('42/custom,8["question","custom"]');
      peer.send('428["question","default"]');
      await peer.expect('43/custom,8["custom"]');
      await peer.expect('438["default"]');
    },
  },
  {
    id: "acks-client-answers-attachment",
    title: "the client answers an event that has an attachment, with an attachment",
    requirements: ["EIO-ACK-1", "EIO-ATT-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      sendAll(peer, [`451-9["question",${placeholder}]`, bytes]);
      await expectBinary(peer, { type: "binary-ack", namespace: "/", id: 9, payload: [bytes] });
    },
  },
  {
    id: "acks-client-none",
    title: "the client sends no ack for an event without an id",
    requirements: ["EIO-ACK-2"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send('42["echo","x"]');
      peer.send('42["nobody-listens","x"]');
      await peer.expect('42["echo-back","x"]');
      await peer.expectAlive();
    },
  },
];
