import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { encodeFrame, opcodes } from "../../wire/raw-frame.js";
import type { ServerKit } from "../server-kit.js";
import { badUtf8 } from "./engine-bad-utf8.js";
import { brokenFrames, unmaskedFrames } from "./engine-broken-frames.js";
import { closeCodeCases } from "./engine-close-code.js";
import { controlFrameCases } from "./engine-control-frames.js";
import { fragmentedMessageCases } from "./engine-fragmented-messages.js";

import { type ViolationRow, violationCases } from "./engine-violation.js";

const area = "websocket";
const separator = "\u001e"; // stands between the packets of a payload of HTTP long-polling

const severalPackets: readonly ViolationRow[] = [
  {
    id: "two-packets",
    what: "a message that holds two packets",
    frames: ['42["message","one"]42["message","two"]'],
  },
  {
    id: "two-packets-separated",
    what: "a message that holds two packets with U+001E between them",
    frames: [`42["message","one"]${separator}42["message","two"]`],
  },
];

/** One of each kind that EIO-WS-7 names. */
const kinds: ReadonlySet<string> = new Set([
  "rsv1",
  "opcode-3",
  "opcode-11",
  "fragmented-ping",
  "long-ping",
  "stray-continuation",
]);

const codes = [
  ...badUtf8.slice(0, 1).map((row) => ({ ...row, code: 1007, requirements: ["EIO-WS-5"] })),
  ...[...unmaskedFrames.slice(0, 1), ...brokenFrames.filter(({ id }) => kinds.has(id))].map((row) => ({
    ...row,
    code: 1002,
    requirements: ["EIO-WS-8"],
  })),
];

/** PROTOCOL.md, WebSocket. */
export const websocketCases: readonly Case<ServerKit>[] = [
  {
    id: "websocket-message-per-packet",
    title: "the server sends each packet as a message of its own",
    requirements: ["EIO-WS-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      const events = ["one", "two", "three"].map((name) => `42["message","${name}"]`);
      // In one piece, so that the answers are due at the same moment.
      peer.write(
        Buffer.concat(events.map((payload) => encodeFrame({ opcode: opcodes.text, payload }, true))),
      );
      for (const name of ["one", "two", "three"]) {
        await peer.expect(`42["message-back","${name}"]`);
      }
    },
  },
  {
    id: "websocket-text-and-binary",
    title: "the server sends packets as text and attachments as binary messages",
    requirements: ["EIO-WS-2"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send('451-["message",{"_placeholder":true,"num":0}]');
      peer.sendAttachment(Uint8Array.of(1, 2, 3));
      await peer.expectPacket({ type: "binary-event", event: "message-back" });
      const { kind } = await peer.next();
      if (kind !== "binary") {
        peer.fail("a binary message", kind);
      }
    },
  },
  ...violationCases({ area, requirements: ["EIO-TXT-7"], revisions: both }, severalPackets),
  ...fragmentedMessageCases,
  ...controlFrameCases,
  ...violationCases({ area, requirements: ["EIO-WS-4"], revisions: both }, badUtf8),
  ...violationCases({ area, requirements: ["EIO-WS-6"], revisions: both }, unmaskedFrames),
  ...violationCases({ area, requirements: ["EIO-WS-7"], revisions: both }, brokenFrames),
  ...closeCodeCases(codes.map((row) => ({ ...row, id: `${area}-code-${row.id}`, revisions: both }))),
];
