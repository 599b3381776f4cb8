import { both, type Revision } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import type { ServerKit } from "../server-kit.js";
import { base64Cases, unaskedBase64Cases } from "./engine-base64.js";

import { violationCases } from "./engine-violation.js";
import { type WrongAttachmentRow, wrongAttachmentCases } from "./engine-wrong-attachment.js";

const area = "binary-frames";
const announcement = '451-["message",{"_placeholder":true,"num":0}]';
const answer = '451-["message-back",{"_placeholder":true,"num":0}]';

interface BytesRow {
  readonly id: string;
  readonly what: string;
  readonly bytes: Uint8Array;
}

const attachments: readonly BytesRow[] = [
  { id: "three-bytes", what: "an attachment of three bytes", bytes: Uint8Array.of(1, 2, 3) },
  { id: "empty", what: "an empty attachment", bytes: Uint8Array.of() },
  { id: "byte-4", what: "an attachment that starts with the byte 04", bytes: Uint8Array.of(4, 1, 2) },
  { id: "digit-4", what: "an attachment that starts with the digit 4", bytes: Buffer.from('42["x"]') },
  { id: "letter-b", what: "an attachment that starts with the letter b", bytes: Buffer.from("b4AQID") },
  { id: "no-text", what: "an attachment that is not UTF-8", bytes: Uint8Array.of(0xc0, 0x80, 0xff) },
  {
    id: "all-bytes",
    what: "an attachment of all 256 bytes",
    bytes: Uint8Array.from({ length: 256 }, (_, byte) => byte),
  },
  { id: "long", what: "an attachment of 70,000 bytes", bytes: new Uint8Array(70_000).fill(7) },
];

interface ParameterRow {
  readonly id: string;
  readonly parameter: string;
  readonly revisions: readonly Revision[];
}

/** What does not ask for base64. */
const unmovedBy: readonly ParameterRow[] = [
  { id: "b64-0", parameter: "b64=0", revisions: both },
  { id: "b64-empty", parameter: "b64=", revisions: both },
  { id: "b64-in-4", parameter: "b64=1", revisions: [4] },
];

const wrongTypes: readonly WrongAttachmentRow[] = [
  ...[0, 2, 3, 5, 6, 0x34, 0xff].map((type) => ({
    id: `type-${type}`,
    what: `a binary frame that starts with the byte ${type}`,
    frame: Uint8Array.of(type, 1, 2),
    right: Uint8Array.of(4, 1, 2),
  })),
  { id: "nothing", what: "an empty binary frame", frame: Uint8Array.of(), right: Uint8Array.of(4) },
];

/** PROTOCOL.md, Binary frames. */
export const binaryFrameCases: readonly Case<ServerKit>[] = [
  ...attachments.map(
    ({ id, what, bytes }): Case<ServerKit> => ({
      id: `${area}-${id}`,
      title: `the server takes and sends ${what}`,
      requirements: ["EIO3-BIN-1", "EIO4-BIN-1"],
      revisions: both,
      async run(kit) {
        const peer = await kit.joined();
        peer.send(announcement);
        peer.sendAttachment(bytes);
        await peer.expect(answer);
        await peer.expectAttachment(bytes);
      },
    }),
  ),
  ...unmovedBy.map(
    ({ id, parameter, revisions }): Case<ServerKit> => ({
      id: `${area}-despite-${id}`,
      title: `a client that came with ${parameter} gets attachments as binary frames`,
      requirements: ["EIO-WS-2"],
      revisions,
      async run(kit) {
        const peer = await kit.joined({ moreQuery: `&${parameter}` });
        peer.send(announcement);
        peer.sendAttachment(Uint8Array.of(1, 2, 3));
        await peer.expect(answer);
        await peer.expectAttachment(Uint8Array.of(1, 2, 3));
      },
    }),
  ),
  ...wrongAttachmentCases({ area, requirements: ["EIO3-BIN-2"], revisions: [3] }, wrongTypes),
  ...violationCases({ area, requirements: ["EIO3-BIN-2"], revisions: [3] }, [
    { id: "packet", what: "a packet in a binary frame", frames: [Buffer.from('42["message","x"]')] },
  ]),
  ...base64Cases,
  ...unaskedBase64Cases,
];
