import type { Case } from "../../run/case.js";
import { hex } from "../../run/transcript.js";
import { describeMessage, type Message } from "../../wire/message.js";
import type { ClientKit } from "../client-kit.js";
import { endingCase } from "./engine-ending.js";

const text = '451-["echo",{"_placeholder":true,"num":0}]';
const textBack = '451-["echo-back",{"_placeholder":true,"num":0}]';

/** Attachments, and the binary frames that carry them: in revision 4 the same bytes. */
const attachments: readonly {
  readonly id: string;
  readonly what: string;
  readonly bytes: readonly number[];
}[] = [
  { id: "bytes", what: "an attachment", bytes: [1, 2, 3] },
  { id: "empty", what: "an empty attachment", bytes: [] },
  { id: "type-first", what: "an attachment that starts with the byte 04", bytes: [4, 4, 1] },
  { id: "digit-first", what: "an attachment that starts with the digit 4", bytes: [0x34, 0x32, 0x5b] },
  {
    id: "large",
    what: "an attachment of 70,000 bytes",
    bytes: Array.from({ length: 70_000 }, (_, at) => at % 251),
  },
];

/** Cases of PROTOCOL.md, Binary frames. */
export const binaryFramesCases: readonly Case<ClientKit>[] = [
  ...attachments.map(
    ({ id, what, bytes }): Case<ClientKit> => ({
      id: `binary-client-${id}`,
      title: `the client takes and sends ${what} in the form of the revision`,
      requirements: ["EIO3-BIN-1", "EIO4-BIN-1"],
      revisions: [3, 4],
      async run(kit) {
        const frame = Uint8Array.from(kit.revision === 3 ? [4, ...bytes] : bytes);
        const peer = await kit.joined();
        peer.send(text);
        peer.send(frame);
        await peer.expect(textBack);
        const message = await peer.next();
        if (!isBinary(message, frame)) {
          peer.fail(hex(frame), describeMessage(message));
        }
      },
    }),
  ),
  ...[
    { id: "no-type", at: "an empty binary frame", frame: [] },
    { id: "type-0", at: "a binary frame of another type than message", frame: [0, 1, 2, 3] },
    { id: "type-digit", at: "a binary frame with the digit 4 for its type", frame: [0x34, 1, 2, 3] },
  ].map(({ id, at, frame }) =>
    endingCase({
      id: `binary-client-ends-at-${id}`,
      at,
      requirements: ["EIO3-BIN-2"],
      revisions: [3],
      frames: [text, Uint8Array.from(frame)],
    }),
  ),
  ...[
    { id: "base64", at: "a base64 frame", frames: [text, "b4AQID"] },
    { id: "base64-unasked", at: "a base64 frame that is no attachment", frames: ["bAQID"] },
  ].map(({ id, at, frames }) =>
    endingCase({
      id: `binary-client-ends-at-${id}`,
      at,
      requirements: ["EIO4-BIN-2"],
      revisions: [4],
      frames,
    }),
  ),
];

function isBinary(message: Message, frame: Uint8Array): boolean {
  return message.kind === "binary" && Buffer.compare(message.bytes, frame) === 0;
}
