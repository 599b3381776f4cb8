import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import type { RawFrame } from "../../wire/raw-frame.js";
import { type AnyFrame, sendFrames } from "../../wire/send.js";
import type { ServerKit } from "../server-kit.js";
import { fragments, pieces } from "./engine-fragments.js";

import { expectViolation } from "./engine-violation.js";

interface SizeRow {
  readonly id: string;
  readonly what: string;
  frames(bytes: number): readonly AnyFrame[];
}

const announcement = '451-["message",{"_placeholder":true,"num":0}]';

const texts: readonly SizeRow[] = [
  { id: "text", what: "in one frame", frames: (bytes) => [event(bytes)] },
  { id: "wide", what: "in one frame, two for each character", frames: (bytes) => [event(bytes, "ä")] },
  { id: "fragments", what: "in many fragments", frames: (bytes) => cut(bytes, 1_000) },
  {
    id: "last-byte",
    what: "in two fragments, the last of one byte",
    frames: (bytes) => cut(bytes, bytes - 1),
  },
];

const tooLarge: readonly SizeRow[] = [
  ...texts.map(({ id, what, frames }) => ({
    id,
    what: `a message of one byte more than maxPayload ${what}`,
    frames: (bytes: number) => frames(bytes + 1),
  })),
  { id: "twice", what: "a message of twice maxPayload", frames: (bytes) => [event(2 * bytes)] },
  {
    id: "binary",
    what: "a binary frame of one byte more than maxPayload",
    frames: (bytes) => [announcement, new Uint8Array(bytes + 1).fill(4)],
  },
];

/** PROTOCOL.md, Size rules. */
export const sizeCases: readonly Case<ServerKit>[] = [
  ...texts.map(
    ({ id, what, frames }): Case<ServerKit> => ({
      id: `size-full-${id}`,
      title: `the server takes a message of exactly maxPayload bytes ${what}`,
      requirements: ["EIO-LIM-1"],
      revisions: both,
      async run(kit) {
        const { maxPayloadBytes } = kit.fixture;
        const peer = await kit.joined();
        sendFrames(peer, frames(maxPayloadBytes));
        const { payload } = await peer.expectPacket({ type: "event", event: "message-back" });
        const size = Buffer.byteLength(`42${JSON.stringify(payload)}`) - "-back".length;
        if (size !== maxPayloadBytes) {
          peer.fail(`${maxPayloadBytes} bytes back`, `${size} bytes`);
        }
      },
    }),
  ),
  {
    id: "size-full-binary",
    title: "the server takes an attachment that fills maxPayload together with its text",
    requirements: ["EIO-LIM-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      const typeBytes = kit.revision === 3 ? 1 : 0;
      const bytes = new Uint8Array(kit.fixture.maxPayloadBytes - announcement.length - typeBytes).fill(4);
      peer.send(announcement);
      peer.sendAttachment(bytes);
      await peer.expectPacket({ type: "binary-event", event: "message-back" });
      await peer.expectAttachment(bytes);
    },
  },
  ...tooLarge.map(
    ({ id, what, frames }): Case<ServerKit> => ({
      id: `size-too-large-${id}`,
      title: `${what} ends the connection`,
      requirements: ["EIO-LIM-2"],
      revisions: both,
      async run(kit) {
        await expectViolation(await kit.joined(), frames(kit.fixture.maxPayloadBytes));
      },
    }),
  ),
  ...tooLarge.map(
    ({ id, what, frames }): Case<ServerKit> => ({
      id: `size-code-${id}`,
      title: `the close code after ${what} is 1009`,
      requirements: ["EIO-LIM-3"],
      revisions: both,
      async run(kit) {
        const peer = await kit.joined();
        sendFrames(peer, frames(kit.fixture.maxPayloadBytes));
        await peer.expectEnd({ codes: [1009] });
      },
    }),
  ),
  {
    id: "size-code-unfinished",
    title: "the close code is 1009 as soon as the fragments are too large, before the last of them",
    requirements: ["EIO-LIM-3"],
    revisions: both,
    async run(kit) {
      // A packet of the heartbeat would stand in the middle of the message.
      const peer = await kit.joined({ heartbeat: "manual" });
      sendFrames(peer, cut(kit.fixture.maxPayloadBytes + 2_000, 1_000).slice(0, -1));
      await peer.expectEnd({ codes: [1009] });
    },
  },
];

/** An event that is a message of so many bytes altogether. */
function event(bytes: number, filler = "x"): string {
  const [start, end] = ['42["message","', '"]'];
  const room = bytes - Buffer.byteLength(start + end);
  const count = Math.floor(room / Buffer.byteLength(filler));
  return start + filler.repeat(count).padEnd(count + (room % Buffer.byteLength(filler)), "x") + end;
}

function cut(bytes: number, size: number): RawFrame[] {
  return fragments("text", pieces(event(bytes), size));
}
