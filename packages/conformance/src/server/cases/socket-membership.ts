import { samePacket } from "../../packet/read-packet.js";
import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { describeMessage } from "../../wire/message.js";
import { type Frame, sendAll } from "../../wire/send.js";
import type { ServerKit } from "../server-kit.js";
import type { ServerPeer } from "../server-peer.js";
import {
  broadcastText,
  enterHall,
  expectBroadcast,
  expectPastBroadcasts,
  freshMark,
  hall,
} from "./socket-broadcast.js";
import { bytes, slot, writeTogether } from "./socket-frames.js";

/** What a client sends that does not know yet that it is out. */
const lateFrames: readonly (readonly [id: string, what: string, ...frames: Frame[]])[] = [
  ["event", "an event", '42/custom,["message","late"]'],
  ["event-id", "an event with an id", '42/custom,7["message-with-ack","late"]'],
  ["ack", "an ack", "43/custom,0[]"],
  ["binary-event", "an event with an attachment", `451-/custom,["message",${slot(0)}]`, bytes],
  ["binary-ack", "an ack with an attachment", `461-/custom,0[${slot(0)}]`, bytes],
  ["disconnect", "a DISCONNECT", "41/custom,"],
];

const lateCases = lateFrames.map(
  ([id, what, ...frames]): Case<ServerKit> => ({
    id: `namespace-late-${id}`,
    title: `the server drops ${what} for a namespace that it has taken the client out of`,
    requirements: ["EIO-NSP-7"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      peer.send('42/custom,["leave"]');
      await peer.expectPacket({ type: "disconnect", namespace: "/custom", payload: undefined });
      sendAll(peer, frames);
      await peer.expectAlive();
    },
  }),
);

/** Ways out of a namespace, and back in. PROTOCOL.md, Namespaces. */
export const membershipCases: readonly Case<ServerKit>[] = [
  ...lateCases,
  {
    id: "namespace-under-way",
    title: "the server drops what was under way when it took the client out of the namespace",
    requirements: ["EIO-NSP-7"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      writeTogether(peer, ['42/custom,["leave"]', '42/custom,["message","under way"]']);
      await peer.expectPacket({ type: "disconnect", namespace: "/custom", payload: undefined });
      await peer.expectAlive();
    },
  },
  {
    id: "namespace-taken-out-of-root",
    title: "the server tells a client that it is taken out of /, and drops what comes for it then",
    requirements: ["EIO-NSP-7"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      peer.send('42["leave"]');
      await peer.expectPacket({ type: "disconnect", namespace: "/", payload: undefined });
      peer.send('42["message","late"]');
      await peer.expectAlive("/custom");
    },
  },
  {
    id: "namespace-left-hears-nothing",
    title: "the server sends a client nothing of a namespace that it has left",
    requirements: ["EIO-NSP-6"],
    revisions: both,
    async run(kit) {
      const [peer, other] = [await kit.joined(), await kit.joined()];
      const mark = freshMark();
      await enterHall(other);
      await enterHall(peer);
      sendAll(peer, [`41${hall},`, `42["message","${mark}"]`]);
      await expectPastBroadcasts(peer, mark, `42["message-back","${mark}"]`);
      other.send(broadcastText(mark, "after"));
      await expectBroadcast(other, mark, "after");
      await peer.expectAlive();
    },
  },
  {
    id: "namespace-again-after-refusal",
    title: "the server lets a client in that it has refused before",
    requirements: ["EIO-NSP-4"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.joinRefused("/private", { token: "wrong" });
      await peer.join("/private", { token: "secret" });
    },
  },
  {
    id: "namespace-refused-again",
    title: "the server refuses a client as often as it asks for a namespace that does not exist",
    requirements: ["EIO-NSP-4"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.joinRefused("/nowhere");
      await peer.joinRefused("/nowhere");
      await peer.expectAlive();
    },
  },
  {
    id: "namespace-again-after-leaving",
    title: "the server lets a client in that has left the namespace",
    requirements: ["EIO-NSP-4"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      peer.send("41/custom,");
      await peer.expectAlive();
      await peer.join("/custom");
      await peer.expectAlive("/custom");
    },
  },
  {
    id: "namespace-again-at-once",
    title: "the server lets a client in that asks right behind its DISCONNECT",
    requirements: ["EIO-NSP-4"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      writeTogether(peer, ["41/custom,", "40/custom,"]);
      await peer.expectPacket({ type: "connect", namespace: "/custom" });
      await peer.expectAlive("/custom");
    },
  },
  {
    id: "namespace-again-after-leaving-root",
    title: "the server lets a client in that has left /",
    requirements: ["EIO-NSP-4"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      peer.send("41");
      await peer.expectAlive("/custom");
      await peer.join("/");
      await peer.expectAlive();
    },
  },
  {
    id: "namespace-back-in-root",
    title: "the server takes events from a client that has left / and come back",
    requirements: ["EIO-NSP-4"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      peer.send("41");
      await peer.expectAlive("/custom");
      sendAll(peer, ["40", '42/custom,["message","meanwhile"]']);
      await expectPastGrant(peer, '42/custom,["message-back","meanwhile"]');
      peer.send('42["message","back"]');
      await expectPastGrant(peer, '42["message-back","back"]');
    },
  },
  {
    id: "namespace-again-after-taken-out",
    title: "the server lets a client in that it has taken out of the namespace",
    requirements: ["EIO-NSP-4"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      peer.send('42/custom,["leave"]');
      await peer.expectPacket({ type: "disconnect", namespace: "/custom" });
      await peer.join("/custom");
      await peer.expectAlive("/custom");
    },
  },
];

/** The next message must be this packet, or a grant of / and then this packet. */
async function expectPastGrant(peer: ServerPeer, frame: string): Promise<void> {
  const first = await peer.next();
  const isGrant = first.kind === "text" && samePacket(first.text, "40", 3); // may be left out: section 10.2
  const message = isGrant ? await peer.next() : first;
  if (message.kind !== "text" || !samePacket(message.text, frame, 3)) {
    peer.fail(frame, describeMessage(message));
  }
}
