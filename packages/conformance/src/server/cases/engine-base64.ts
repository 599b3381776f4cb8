import type { Case } from "../../run/case.js";
import type { RequestOptions, ServerKit } from "../server-kit.js";
import { violationCases } from "./engine-violation.js";
import { type WrongAttachmentRow, wrongAttachmentCases } from "./engine-wrong-attachment.js";

const area = "binary-frames";
const asking: RequestOptions = { moreQuery: "&b64=1" };
const announcement = '451-["message",{"_placeholder":true,"num":0}]';
const answer = '451-["message-back",{"_placeholder":true,"num":0}]';

interface Base64Row {
  readonly id: string;
  readonly what: string;
  readonly frame: string;
  readonly bytes: Uint8Array;
}

const attachments: readonly Base64Row[] = [
  { id: "empty", what: "an empty attachment", frame: "b4", bytes: Uint8Array.of() },
  { id: "one-byte", what: "one byte, with two of padding", frame: "b4AQ==", bytes: Uint8Array.of(1) },
  { id: "two-bytes", what: "two bytes, with one of padding", frame: "b4AQI=", bytes: Uint8Array.of(1, 2) },
  { id: "three-bytes", what: "three bytes, without padding", frame: "b4AQID", bytes: Uint8Array.of(1, 2, 3) },
  {
    id: "alphabet",
    what: "bytes that need + and /",
    frame: "b4++//",
    bytes: Uint8Array.of(0xfb, 0xef, 0xff),
  },
  {
    id: "byte-4",
    what: "an attachment that starts with the byte 04",
    frame: "b4BAE=",
    bytes: Uint8Array.of(4, 1),
  },
];

const wrong: readonly WrongAttachmentRow[] = [
  row("url-alphabet", "base64 with the alphabet of URLs", "b4--__"),
  row("other-character", "base64 with a character outside of the alphabet", "b4AQ!D"),
  row("space", "base64 with a space in it", "b4AQ ID"),
  row("line", "base64 with a line break at the end", "b4AQID\n"),
  row("padding-missing", "base64 without its two bytes of padding", "b4AQ"),
  row("padding-half", "base64 with one of its two bytes of padding", "b4AQ="),
  row("padding-missing-one", "base64 without its one byte of padding", "b4AQI"),
  row("padding-superfluous", "base64 with padding that is not needed", "b4AQID="),
  row("padding-alone", "padding alone", "b4===="),
  row("padding-inside", "base64 with padding in the middle", "b4AQ==AQID"),
  row("spare-bits-four", "base64 whose four spare bits are not 0", "b4AR=="),
  row("spare-bits-two", "base64 whose two spare bits are not 0", "b4AQJ="),
  row("one-character", "base64 of a single character", "b4A"),
  row("type-0", "base64 of the type 0", "b0AQID"),
  row("type-2", "base64 of the type 2", "b2AQID"),
  row("type-6", "base64 of the type 6", "b6AQID"),
  row("type-letter", "base64 of a type that is none", "bxAQID"),
  row("type-missing", "a b alone", "b"),
];

/** Attachments as text, for clients that asked for it. PROTOCOL.md, Binary frames. */
export const base64Cases: readonly Case<ServerKit>[] = [
  ...attachments.map(
    ({ id, what, frame }): Case<ServerKit> => ({
      id: `${area}-base64-${id}`,
      title: `the server sends and takes ${what}, as ${frame}`,
      requirements: ["EIO3-BIN-3", "EIO3-BIN-4"],
      revisions: [3],
      async run(kit) {
        const peer = await kit.joined(asking);
        peer.send(announcement);
        peer.send(frame);
        await peer.expect(answer);
        await peer.expect(frame);
        await peer.expectAlive();
      },
    }),
  ),
  ...attachments.map(
    ({ id, what, bytes }): Case<ServerKit> => ({
      id: `${area}-base64-client-sends-binary-${id}`,
      title: `from a client that asked for base64 the server takes a binary frame too: ${what}`,
      requirements: ["EIO3-BIN-4"],
      revisions: [3],
      async run(kit) {
        const peer = await kit.joined(asking);
        peer.send(announcement);
        peer.send(Buffer.concat([Buffer.of(4), bytes]));
        await peer.expect(answer);
        await peer.expectAttachment(bytes);
      },
    }),
  ),
  {
    id: `${area}-base64-mixed`,
    title: "from a client that asked for base64 the server takes both forms in one packet",
    requirements: ["EIO3-BIN-4"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined(asking);
      peer.send('452-["message",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]');
      peer.send("b4AQID");
      peer.send(Uint8Array.of(4, 4, 5));
      await peer.expect('452-["message-back",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]');
      await peer.expectAttachment(Uint8Array.of(1, 2, 3));
      await peer.expectAttachment(Uint8Array.of(4, 5));
    },
  },
  ...wrongAttachmentCases({ area, requirements: ["EIO3-BIN-5"], revisions: [3], request: asking }, wrong),
];

/** What text frames with base64 are to clients that never asked for it. PROTOCOL.md, Binary frames. */
export const unaskedBase64Cases: readonly Case<ServerKit>[] = [
  ...unasked("unasked", "base64 from a client that did not ask for it", {}),
  ...unasked("unasked-0", "base64 from a client that came with b64=0", { moreQuery: "&b64=0" }),
  ...wrongAttachmentCases({ area, requirements: ["EIO4-BIN-2"], revisions: [4] }, [
    { id: "base64", what: "base64", frame: "b4AQID", right: Uint8Array.of(1, 2, 3) },
    { id: "base64-old", what: "base64 without a type", frame: "bAQID", right: Uint8Array.of(1, 2, 3) },
  ]),
  ...violationCases({ area, requirements: ["EIO4-BIN-2"], revisions: [4] }, [
    { id: "base64-not-due", what: "base64 when no attachment is due", frames: ["bAQID"] },
    { id: "base64-b-alone", what: "a b alone", frames: ["b"] },
  ]),
  ...wrongAttachmentCases({ area, requirements: ["EIO4-BIN-2"], revisions: [4], request: asking }, [
    {
      id: "base64-asked-in-4",
      what: "base64 from a client of revision 4 that came with b64=1",
      frame: "b4AQID",
      right: Uint8Array.of(1, 2, 3),
    },
  ]),
];

function row(id: string, what: string, frame: string): WrongAttachmentRow {
  return { id: `base64-${id}`, what, frame, right: "b4AQID" };
}

function unasked(id: string, what: string, request: RequestOptions): readonly Case<ServerKit>[] {
  return wrongAttachmentCases({ area, requirements: ["EIO3-BIN-6"], revisions: [3], request }, [
    { id: `base64-${id}`, what, frame: "b4AQID", right: Uint8Array.of(4, 1, 2, 3) },
  ]);
}
