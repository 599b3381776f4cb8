import { both, type Revision } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import type { ServerKit } from "../server-kit.js";
import { bytes, nested, slot } from "./socket-frames.js";
import { expectQuestion } from "./socket-question.js";
import { expectValue } from "./socket-value.js";

/** A packet that has to be taken, and the one that has to come for it. */
type Exchange = readonly [
  id: string,
  title: string,
  requirement: string,
  frame: string,
  answer: string,
  revisions?: readonly Revision[],
];

const exchanges: readonly Exchange[] = [
  [
    "grammar-root-event",
    "takes an event that names /",
    "EIO-TXT-3",
    '42/,["message","x"]',
    '42["message-back","x"]',
  ],
  [
    "grammar-root-id",
    "takes an event with an id that names /",
    "EIO-TXT-3",
    '42/,7["message-with-ack"]',
    "437[]",
  ],
  [
    "grammar-space-event",
    "takes white space inside of an event's payload",
    "EIO-TXT-7",
    '42[ "message" ,\t{ "a" : [ 1\n, 2 ] }\r\n]',
    '42["message-back",{"a":[1,2]}]',
  ],
  [
    "grammar-space-id",
    "takes white space inside of a payload behind an id",
    "EIO-TXT-7",
    '421[\n"message-with-ack", "x" ]',
    '431["x"]',
  ],
  [
    "grammar-deep-64-arrays",
    "takes an event of 64 levels",
    "EIO-TXT-15",
    `42["message",${nested(63, "arrays")}]`,
    `42["message-back",${nested(63, "arrays")}]`,
  ],
  [
    "grammar-deep-64-objects",
    "takes an event of 64 levels of objects",
    "EIO-TXT-15",
    `42["message",${nested(63, "objects")}]`,
    `42["message-back",${nested(63, "objects")}]`,
  ],
  [
    "grammar-root-query",
    "takes a query behind the name in an event, and ignores it",
    "EIO-TXT-1",
    '42/?a=b,["message","x"]',
    '42["message-back","x"]',
    [3],
  ],
];

const exchangeCases = exchanges.map(
  ([id, what, requirement, frame, answer, revisions = both]): Case<ServerKit> => ({
    id,
    title: `the server ${what}`,
    requirements: [requirement],
    revisions,
    async run(kit) {
      const peer = await kit.joined();
      peer.send(frame);
      await peer.expect(answer);
    },
  }),
);

/** Packets that the grammar has, in all spellings. PROTOCOL.md, Socket.IO packets. */
export const grammarCases: readonly Case<ServerKit>[] = [
  ...exchangeCases,
  {
    id: "grammar-all-parts",
    title: "the server tells count, namespace, id and payload apart",
    requirements: ["EIO-TXT-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      peer.send(`451-/custom,12["message-with-ack",${slot(0)},"1-/,2[]"]`);
      peer.sendAttachment(bytes);
      await expectValue(peer, { type: "ack", namespace: "/custom", id: 12 }, [bytes, "1-/,2[]"]);
    },
  },
  {
    id: "grammar-name-to-the-comma",
    title: "the server reads a name up to the comma, whatever stands in it",
    requirements: ["EIO-TXT-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send("40/custom[1]");
      await peer.expectPacket({ type: "connect-error", namespace: "/custom[1]" });
      await peer.expectAlive();
    },
  },
  {
    id: "grammar-root-ack",
    title: "the server takes an ack that names /",
    requirements: ["EIO-TXT-3"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send('42["ask","q"]');
      const id = await expectQuestion(peer, ["q"]);
      peer.send(`43/,${id}["x"]`);
      await peer.expect('42["answer","x"]');
    },
  },
  {
    id: "grammar-deep-64-ack",
    title: "the server takes an ack of 64 levels",
    requirements: ["EIO-TXT-15"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send('42["ask","q"]');
      const id = await expectQuestion(peer, ["q"]);
      peer.send(`43${id}${nested(64, "arrays")}`);
      await peer.expect(`42["answer",${nested(63, "arrays")}]`);
    },
  },
  {
    id: "grammar-deep-survived",
    title: "the server serves others after an event of 40,000 levels",
    requirements: ["EIO-TXT-16"],
    revisions: both,
    async run(kit) {
      const [peer, other] = [await kit.joined(), await kit.joined()];
      peer.send(`42["unheard",${nested(39_999, "arrays")}]`);
      await other.expectAlive();
    },
  },
];
