import { both, type Revision } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import type { ServerKit } from "../server-kit.js";
import { bytes, slot } from "./socket-frames.js";
import { expectValue } from "./socket-value.js";

const file = `452-["message",${slot(0)},${slot(1)}]`;

const noises: readonly (readonly [
  id: string,
  what: string,
  frame: string,
  revisions: readonly Revision[],
])[] = [
  ["noop", "a noop", "6", both],
  ["pong", "a pong that nobody asked for", "3", [4]],
];

/** Packets of Engine.IO between text and attachments, and attachments that do not come. PROTOCOL.md, Attachments. */
export const attachmentPauseCases: readonly Case<ServerKit>[] = [
  ...noises.map(
    ([id, what, frame, revisions]): Case<ServerKit> => ({
      id: `attachment-between-${id}`,
      title: `the server takes ${what} between the frames of an event`,
      requirements: ["EIO-ATT-4"],
      revisions,
      async run(kit) {
        const peer = await kit.joined();
        peer.send(file);
        peer.send(frame);
        peer.sendAttachment(bytes);
        peer.send(frame);
        peer.sendAttachment(bytes);
        await expectValue(peer, { type: "event" }, ["message-back", bytes, bytes]);
      },
    }),
  ),
  {
    id: "attachment-between-ping",
    title: "the server answers a ping between the frames of an event",
    requirements: ["EIO-ATT-4"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined({ heartbeat: "manual" });
      peer.send(file);
      peer.sendAttachment(bytes);
      peer.send("2");
      await peer.expect("3");
      peer.sendAttachment(bytes);
      await expectValue(peer, { type: "event" }, ["message-back", bytes, bytes]);
    },
  },
  {
    id: "attachment-between-heartbeat",
    title: "the server pings and takes the pong between the frames of an event",
    requirements: ["EIO-ATT-4"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined({ heartbeat: "manual" });
      peer.send(file);
      peer.sendAttachment(bytes);
      await peer.expect("2");
      peer.send("3");
      peer.sendAttachment(bytes);
      await expectValue(peer, { type: "event" }, ["message-back", bytes, bytes]);
    },
  },
  ...[0, 1].map(
    (count): Case<ServerKit> => ({
      id: `attachment-late-${count}-of-2`,
      title: `the server ends the connection when ${count === 0 ? "no" : "but one"} attachment comes in time`,
      requirements: ["EIO-ATT-9"],
      revisions: both,
      async run(kit) {
        const peer = await kit.joined();
        peer.send(file);
        if (count === 1) {
          peer.sendAttachment(bytes);
        }
        await peer.expectEnd({ withinMs: kit.fixture.attachmentsTimeoutMs + 1_000 });
      },
    }),
  ),
];
