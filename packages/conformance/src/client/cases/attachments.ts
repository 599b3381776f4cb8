import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { opcodes } from "../../wire/raw-frame.js";
import { sendAll } from "../../wire/send.js";
import type { ClientKit } from "../client-kit.js";
import { expectBinary } from "./socket-binary.js";
import { custom, joinedBoth } from "./socket-joining.js";

const first = Uint8Array.of(1);
const second = Uint8Array.of(2, 2);
const third = Uint8Array.of(3, 3, 3);

/** Events with attachments: their text, and what their arguments are. */
const places = [
  { what: "one", title: "an attachment", text: `451-["echo",${slot(0)}]`, args: [first] },
  {
    what: "nested",
    title: "attachments deep in the arguments",
    text: `452-["echo",{"a":[1,{"b":${slot(0)}}],"c":null},"x",${slot(1)}]`,
    args: [{ a: [1, { b: first }], c: null }, "x", second],
  },
  {
    what: "reversed",
    title: "attachments whose placeholders stand in another order",
    text: `453-["echo",${slot(2)},{"a":${slot(0)}},[${slot(1)}]]`,
    args: [third, { a: first }, [second]],
  },
];

/** Events with attachments. PROTOCOL.md, Attachments. */
export const attachmentCases: readonly Case<ClientKit>[] = [
  ...places.map(({ what, title, text, args }) => ({
    id: `attachments-client-${what}`,
    title: `the client takes and sends ${title}`,
    requirements: ["EIO-ATT-1", "EIO-ATT-2", "EIO-ATT-3"],
    revisions: both,
    async run(kit: ClientKit) {
      const peer = await kit.joined();
      sendAll(peer, [text, ...[first, second, third].slice(0, Number(text.charAt(2)))]);
      await expectBinary(peer, { type: "binary-event", namespace: "/", payload: ["echo-back", ...args] });
    },
  })),
  {
    id: "attachments-client-ten",
    title: "the client takes and sends 10 attachments",
    requirements: ["EIO-ATT-1", "EIO-ATT-2", "EIO-ATT-3", "EIO-ATT-8"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      const attachments = Array.from({ length: 10 }, (_, number) => Uint8Array.of(number));
      sendAll(peer, [`4510-["echo",${attachments.map((_, number) => slot(number))}]`, ...attachments]);
      await expectBinary(peer, { type: "binary-event", payload: ["echo-back", ...attachments] });
    },
  },
  {
    id: "attachments-client-none",
    title: "the client sends an event without attachments as type 2, also behind one that had some",
    requirements: ["EIO-ATT-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      sendAll(peer, [`451-["echo",${slot(0)}]`, first, '42["echo",{"a":[]}]']);
      await expectBinary(peer, { type: "binary-event", payload: ["echo-back", first] });
      await peer.expect('42["echo-back",{"a":[]}]');
    },
  },
  {
    id: "attachments-client-together",
    title: "the client sends nothing between a text and its attachments, whatever the namespace",
    requirements: ["EIO-ATT-2"],
    revisions: both,
    async run(kit) {
      const peer = await joinedBoth(kit);
      const args = `${slot(0)},${slot(1)}`;
      sendAll(peer, [`452-["echo",${args}]`, first, second, `452-/custom,["echo",${args}]`, second, third]);
      sendAll(peer, ['42["echo","x"]', '42/custom,["echo","x"]']);
      const event = { type: "binary-event", namespace: "/" } as const;
      await expectBinary(peer, { ...event, payload: ["echo-back", first, second] });
      await expectBinary(peer, { ...event, namespace: custom, payload: ["echo-back", second, third] });
      await peer.expect('42["echo-back","x"]');
      await peer.expect('42/custom,["echo-back","x"]');
    },
  },
  {
    id: "attachments-client-noop-between",
    title: "the client takes a noop packet between a text and its attachments",
    requirements: ["EIO-ATT-4"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      sendAll(peer, [`452-["echo",${slot(0)},${slot(1)}]`, "6", first, "6", second]);
      await expectBinary(peer, { type: "binary-event", payload: ["echo-back", first, second] });
    },
  },
  {
    id: "attachments-client-ping-between",
    title: "the client takes a ping between a text and its attachment, and answers it at once",
    requirements: ["EIO-ATT-4"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined({ heartbeat: "manual" });
      sendAll(peer, [`451-["echo",${slot(0)}]`, "2"]);
      await peer.expect("3");
      peer.sendAttachment(first);
      await expectBinary(peer, { type: "binary-event", payload: ["echo-back", first] });
    },
  },
  {
    id: "attachments-client-not-before-the-last",
    title: "the client acts on nothing of an event before its last attachment has come",
    requirements: ["EIO-ATT-11"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      sendAll(peer, [`452-["echo",${slot(0)},${slot(1)}]`, first]);
      peer.sendFrame({ opcode: opcodes.ping, payload: "x" });
      await peer.expectPong("x");
      await peer.expectSilence(200);
      peer.sendAttachment(second);
      await expectBinary(peer, { type: "binary-event", payload: ["echo-back", first, second] });
    },
  },
];

function slot(number: number): string {
  return `{"_placeholder":true,"num":${number}}`;
}
