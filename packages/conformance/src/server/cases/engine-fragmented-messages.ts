import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { opcodes } from "../../wire/raw-frame.js";
import { sendFrames } from "../../wire/send.js";
import type { ServerKit } from "../server-kit.js";
import { fragments, pieces } from "./engine-fragments.js";

interface FragmentsRow {
  readonly id: string;
  readonly what: string;
  readonly parts: readonly (string | Uint8Array)[];
}

/** Has characters of one to four bytes in UTF-8. */
const event = '42["message","aß€😀"]';
const announcement = '451-["message",{"_placeholder":true,"num":0}]';

const rows: readonly FragmentsRow[] = [
  { id: "two", what: "in two fragments", parts: ['42["message","aß', '€😀"]'] },
  { id: "digit-alone", what: "whose type is a fragment of its own", parts: ["4", '2["message","aß€😀"]'] },
  {
    id: "byte-by-byte",
    what: "in fragments of one byte, which cut through characters",
    parts: pieces(event, 1),
  },
  { id: "of-three-bytes", what: "in fragments of three bytes", parts: pieces(event, 3) },
  { id: "empty-first", what: "whose first fragment is empty", parts: ["", event] },
  { id: "empty-last", what: "whose last fragment is empty", parts: [event, ""] },
  {
    id: "empty-between",
    what: "with many empty fragments",
    parts: ["", "", ...pieces(event, 5).flatMap((part) => [part, ""])],
  },
];

/** Messages in fragments, and control frames between them. PROTOCOL.md, WebSocket. */
export const fragmentedMessageCases: readonly Case<ServerKit>[] = [
  ...rows.map(
    ({ id, what, parts }): Case<ServerKit> => ({
      id: `websocket-fragments-${id}`,
      title: `the server takes a message ${what}`,
      requirements: ["EIO-WS-3"],
      revisions: both,
      async run(kit) {
        const peer = await kit.joined();
        sendFrames(peer, fragments("text", parts));
        await peer.expect('42["message-back","aß€😀"]');
      },
    }),
  ),
  {
    id: "websocket-fragments-attachment",
    title: "the server takes an attachment in fragments",
    requirements: ["EIO-WS-3"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      const frame = kit.revision === 3 ? Uint8Array.of(4, 1, 2, 3) : Uint8Array.of(1, 2, 3);
      peer.send(announcement);
      sendFrames(peer, fragments("binary", pieces(frame, 1)));
      await peer.expect('451-["message-back",{"_placeholder":true,"num":0}]');
      await peer.expectAttachment(Uint8Array.of(1, 2, 3));
    },
  },
  {
    id: "websocket-fragments-ping-between",
    title: "the server answers a ping frame between two fragments before the message is complete",
    requirements: ["EIO-WS-3", "EIO-WS-9"],
    revisions: both,
    async run(kit) {
      // A packet of the heartbeat would stand in the middle of the message.
      const peer = await kit.joined({ heartbeat: "manual" });
      const message = fragments("text", ['42["mess', 'age","aß', '€😀"]']);
      for (const fragment of message.slice(0, -1)) {
        sendFrames(peer, [fragment, { opcode: opcodes.ping, payload: "between" }]);
        await peer.expectPong("between");
      }
      sendFrames(peer, message.slice(-1));
      await peer.expect('42["message-back","aß€😀"]');
    },
  },
  {
    id: "websocket-fragments-pong-between",
    title: "the server takes pong frames that nobody asked for between fragments",
    requirements: ["EIO-WS-3"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      for (const fragment of fragments("text", pieces(event, 7))) {
        sendFrames(peer, [fragment, { opcode: opcodes.pong, payload: "between" }]);
      }
      await peer.expect('42["message-back","aß€😀"]');
    },
  },
];
