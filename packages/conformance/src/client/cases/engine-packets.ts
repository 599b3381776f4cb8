import type { Case } from "../../run/case.js";
import type { ClientKit } from "../client-kit.js";
import { type EndingRow, endingCase } from "./engine-ending.js";

const event = '["echo","x"]';

/** Frames that are no packets of Engine.IO. */
const engineEndings: readonly EndingRow[] = [
  ...[
    { id: "empty", at: "an empty text frame", frame: "" },
    { id: "type-7", at: "a packet of the unknown type 7", frame: `7${event}` },
    { id: "type-9", at: "a packet of the unknown type 9", frame: "9" },
    { id: "letter", at: "a packet that starts with a letter", frame: `a${event}` },
    { id: "space", at: "a space in front of a packet", frame: ` 42${event}` },
    { id: "hyphen", at: "a packet that starts with a hyphen", frame: "-1" },
    { id: "other-digit", at: "a packet that starts with a digit of another script", frame: `٤2${event}` },
    { id: "json", at: "JSON without a type", frame: event },
  ].map(({ id, at, frame }) => ({
    id: `packets-client-ends-at-${id}`,
    at,
    requirements: ["EIO-PKT-1"],
    frames: [frame],
  })),
  ...[
    { id: "close-payload", at: "a close packet with a payload", frame: "1now" },
    { id: "upgrade-payload", at: "an upgrade packet with a payload", frame: "5probe" },
    { id: "noop-payload", at: "a noop packet with a payload", frame: "6{}" },
    { id: "noop-space", at: "a noop packet with a space behind it", frame: "6 " },
  ].map(({ id, at, frame }) => ({
    id: `packets-client-ends-at-${id}`,
    at,
    requirements: ["EIO-PKT-3"],
    frames: [frame],
  })),
];

/** Cases of PROTOCOL.md, Engine.IO packets. */
export const enginePacketsCases: readonly Case<ClientKit>[] = [
  ...engineEndings.map(endingCase),
  endingCase({
    id: "packets-client-ends-at-close",
    at: "a close packet",
    requirements: ["EIO-PKT-2"],
    frames: ["1"],
  }),
  {
    id: "packets-client-code-for-close",
    title: "the client closes the connection with 1000 at a close packet",
    requirements: ["EIO-PKT-7"],
    revisions: [3, 4],
    async run(kit) {
      const peer = await kit.joined();
      peer.send("1");
      await peer.expectEnd({ codes: [1000] });
    },
  },
  ...[
    { id: "upgrade", what: "an upgrade packet", frame: "5" },
    { id: "noop", what: "a noop packet", frame: "6" },
  ].map(
    ({ id, what, frame }): Case<ClientKit> => ({
      id: `packets-client-drops-${id}`,
      title: `the client drops ${what}`,
      requirements: ["EIO-PKT-4"],
      revisions: [3, 4],
      async run(kit) {
        const peer = await kit.joined();
        peer.send(frame);
        await peer.expectAlive();
      },
    }),
  ),
  {
    id: "packets-client-sends-none-without-meaning",
    title: "the client sends neither upgrade nor noop packets",
    requirements: ["EIO-PKT-5"],
    revisions: [3, 4],
    async run(kit) {
      const peer = await kit.joined();
      await peer.expectAlive();
      await peer.expectSilence(100);
    },
  },
];
