import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { type Frame, sendAll } from "../../wire/send.js";
import type { ServerKit } from "../server-kit.js";
import { bytes, slot } from "./socket-frames.js";
import { expectValue, type ValueShape } from "./socket-value.js";

const one = Uint8Array.of(1);
const two = Uint8Array.of(2, 2);
const three = Uint8Array.of(3, 3, 3);
const allBytes = Uint8Array.from({ length: 256 }, (_, index) => index);

/** Attachments of one event: its arguments, the attachments in their order, and what has to come back. */
type Placement = readonly [
  id: string,
  what: string,
  args: string,
  attachments: readonly Uint8Array[],
  got: readonly unknown[],
];

const placements: readonly Placement[] = [
  ["argument", "an attachment that is an argument", slot(0), [bytes], [bytes]],
  ["object", "an attachment in an object", `{"a":${slot(0)},"b":1}`, [bytes], [{ a: bytes, b: 1 }]],
  [
    "deep",
    "an attachment deep in arrays and objects",
    `[[{"a":[{"b":${slot(0)}}]}]]`,
    [bytes],
    [[[{ a: [{ b: bytes }] }]]],
  ],
  ["between", "an attachment between other arguments", `null,${slot(0)},"x"`, [bytes], [null, bytes, "x"]],
  [
    "several",
    "attachments of different places",
    `${slot(0)},[${slot(1)}],{"a":${slot(2)}}`,
    [one, two, three],
    [one, [two], { a: three }],
  ],
  ["swapped", "attachments whose numbers are swapped", `${slot(1)},${slot(0)}`, [one, two], [two, one]],
  [
    "mixed",
    "attachments whose numbers are mixed",
    `[${slot(2)}],{"a":${slot(0)}},${slot(1)}`,
    [one, two, three],
    [[three], { a: one }, two],
  ],
  ["key-order", "an attachment whose number stands first", '{"num":0,"_placeholder":true}', [bytes], [bytes]],
  ["equal", "attachments that are equal", `${slot(0)},${slot(1)}`, [bytes, bytes], [bytes, bytes]],
  ["empty", "an attachment that is empty", slot(0), [Uint8Array.of()], [Uint8Array.of()]],
  [
    "empty-between",
    "attachments of which one is empty",
    `${slot(0)},${slot(1)},${slot(2)}`,
    [one, Uint8Array.of(), two],
    [one, Uint8Array.of(), two],
  ],
  ["all-bytes", "an attachment of every byte that there is", slot(0), [allBytes], [allBytes]],
  [
    "text",
    "an attachment that looks like a packet",
    slot(0),
    [Buffer.from('42["message"]')],
    [Buffer.from('42["message"]')],
  ],
  [
    "type-byte",
    "an attachment that starts with a byte 4",
    slot(0),
    [Uint8Array.of(4, 4)],
    [Uint8Array.of(4, 4)],
  ],
  [
    "large",
    "an attachment of 60,000 bytes",
    slot(0),
    [new Uint8Array(60_000).fill(7)],
    [new Uint8Array(60_000).fill(7)],
  ],
];

const placementCases = placements.map(
  ([id, what, args, attachments, got]): Case<ServerKit> => ({
    id: `attachment-${id}`,
    title: `the server puts ${what} in place`,
    requirements: ["EIO-ATT-3"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      sendAll(peer, [`45${attachments.length}-["message",${args}]`, ...attachments]);
      await expectValue(peer, { type: "event" }, ["message-back", ...got]);
    },
  }),
);

/** What has to come for these frames. */
type Sending = readonly [
  id: string,
  title: string,
  frames: readonly Frame[],
  shape: ValueShape,
  payload: readonly unknown[],
];

const sendings: readonly Sending[] = [
  [
    "event-type",
    "sends an event with attachments as type 5",
    [`452-["message",${slot(0)},${slot(1)}]`, one, two],
    { type: "event" },
    ["message-back", one, two],
  ],
  [
    "event-type-none",
    "sends an event without attachments as type 2",
    ['42["message",{}]'],
    { type: "event" },
    ["message-back", {}],
  ],
  [
    "ack-type",
    "sends an ack with attachments as type 6",
    [`452-9["message-with-ack",${slot(1)},[${slot(0)}]]`, one, two],
    { type: "ack", id: 9 },
    [two, [one]],
  ],
  [
    "ack-type-none",
    "sends an ack without attachments as type 3",
    ['429["message-with-ack",[]]'],
    { type: "ack", id: 9 },
    [[]],
  ],
  [
    "question-type",
    "asks with attachments as type 5",
    [`451-["ask",${slot(0)}]`, bytes],
    { type: "event", id: true },
    ["question", bytes],
  ],
];

const sendingCases = sendings.map(
  ([id, title, frames, shape, payload]): Case<ServerKit> => ({
    id: `attachment-${id}`,
    title: `the server ${title}`,
    requirements: ["EIO-ATT-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      sendAll(peer, frames);
      await expectValue(peer, shape, payload);
    },
  }),
);

/** Attachments that come as they should, and how they are sent. PROTOCOL.md, Attachments. */
export const attachmentCases: readonly Case<ServerKit>[] = [
  ...placementCases,
  ...sendingCases,
  {
    id: "attachment-custom",
    title: "the server takes and sends attachments in another namespace",
    requirements: ["EIO-ATT-1", "EIO-ATT-3"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      sendAll(peer, [`452-/custom,5["message-with-ack",${slot(1)},${slot(0)}]`, one, two]);
      await expectValue(peer, { type: "ack", namespace: "/custom", id: 5 }, [two, one]);
    },
  },
  {
    id: "attachment-10",
    title: "the server takes 10 attachments",
    requirements: ["EIO-ATT-8"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      const attachments = Array.from({ length: 10 }, (_, index) => Uint8Array.of(index));
      const slots = attachments.map((_, index) => slot(index));
      sendAll(peer, [`4510-["message",${slots.join()}]`, ...attachments]);
      await expectValue(peer, { type: "event" }, ["message-back", ...attachments]);
    },
  },
  {
    id: "attachment-frames-together",
    title: "the server sends text and attachments of a packet without another message between them",
    requirements: ["EIO-ATT-2"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      const rounds = Array.from({ length: 10 }, (_, round) => round);
      for (const round of rounds) {
        sendAll(peer, [`453-["message",${round},${slot(0)},${slot(1)},${slot(2)}]`, one, two, three]);
        sendAll(peer, [`42/custom,["message",${round}]`, `451-/custom,["message",${slot(0)}]`, bytes]);
      }
      for (const round of rounds) {
        await expectValue(peer, { type: "event", namespace: "/" }, ["message-back", round, one, two, three]);
        await peer.expect(`42/custom,["message-back",${round}]`);
        await expectValue(peer, { type: "event", namespace: "/custom" }, ["message-back", bytes]);
      }
    },
  },
  {
    id: "attachment-not-before-the-last",
    title: "the server hands nothing of an event on before its last attachment has come",
    requirements: ["EIO-ATT-11"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      sendAll(peer, [`452-["message",${slot(0)},${slot(1)}]`, one]);
      await peer.expectSilence(300);
      peer.sendAttachment(two);
      await expectValue(peer, { type: "event" }, ["message-back", one, two]);
    },
  },
];
