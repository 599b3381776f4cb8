import { samePacket } from "../../packet/read-packet.js";
import { both, type Revision } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { describeMessage } from "../../wire/message.js";
import type { ServerKit } from "../server-kit.js";
import { broadcastText, enterHall, expectBroadcast, freshMark } from "./socket-broadcast.js";
import { slot, writeTogether } from "./socket-frames.js";
import { endWithinMs, expectEndOrSkip } from "./socket-offence.js";

/** Violations of each layer, from a client that is in / and /private. */
const samples: readonly (readonly [
  id: string,
  what: string,
  frame: string | Uint8Array,
  revisions?: readonly Revision[],
])[] = [
  ["engine-type", "an unknown type of Engine.IO", '9["message"]'],
  ["empty", "an empty frame", ""],
  ["open", "an open packet", '0{"sid":"x","upgrades":[],"pingInterval":1,"pingTimeout":1}'],
  ["ping", "a ping", "2", [4]],
  ["pong", "a pong", "3", [3]],
  ["socket-type", "an unknown type of Socket.IO", '49["message"]'],
  ["json", "a payload that is not JSON", '42["message"'],
  ["object", "an event of an object", '42{"0":"message"}'],
  ["no-id", "an ack without an id", "43[]"],
  ["count", "a count of 0", '450-["message"]'],
  ["reserved", "a reserved name", '42["disconnect"]'],
  ["stranger", "an event for a namespace that is not joined", '42/custom,["message"]'],
  ["connect", "a second CONNECT", "40/private,"],
  ["refusal", "a refusal", '44"no"'],
  ["attachment", "an attachment that is not due", Uint8Array.of(4, 1, 2, 3)],
  ["placeholder", "an attachment without a placeholder", '451-["message"]'],
];

const behindCases = samples.map(
  ([id, what, frame, revisions = both]): Case<ServerKit> => ({
    id: `violation-behind-${id}`,
    title: `the server does not act on what comes right behind ${what}`,
    requirements: ["EIO-VIO-2"],
    revisions,
    async run(kit) {
      const [peer, other] = [await kit.joined(), await kit.joined()];
      const mark = freshMark();
      await enterHall(other);
      await enterHall(peer);
      writeTogether(peer, [frame, broadcastText(mark, "behind the violation")]);
      await expectEndOrSkip(kit, peer, what);
      other.send(broadcastText(mark, "last"));
      await expectBroadcast(other, mark, "last");
    },
  }),
);

const otherCases = samples.map(
  ([id, what, frame, revisions = both]): Case<ServerKit> => ({
    id: `violation-others-${id}`,
    title: `the server goes on with its other connections after ${what}`,
    requirements: ["EIO-VIO-5"],
    revisions,
    async run(kit) {
      const [peer, other] = [await kit.joined(), await kit.joined()];
      await enterHall(peer);
      await other.join("/custom");
      peer.send(frame);
      await other.expectAlive();
      await other.expectAlive("/custom");
    },
  }),
);

/** Violations in one of two namespaces. */
const inCustom: readonly (readonly [id: string, what: string, frame: string])[] = [
  ["json", "a payload that is not JSON", "42/custom,[x]"],
  ["object", "an event of an object", "42/custom,{}"],
];

const wholeCases = inCustom.map(
  ([id, what, frame]): Case<ServerKit> => ({
    id: `violation-whole-${id}`,
    title: `the server ends the whole connection for ${what} in one of its namespaces`,
    requirements: ["EIO-VIO-1"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await peer.join("/custom");
      peer.send(frame);
      await peer.expectEnd({ withinMs: endWithinMs });
    },
  }),
);

/** Violations with a word in them that must not come back. */
const secrets: readonly (readonly [id: string, what: string, frame: string])[] = [
  ["engine-type", "a frame of no type", "needle"],
  ["socket-type", "a message of no type", "4needle"],
  ["json", "a payload that is not JSON", '42["message","needle"'],
  ["namespace", "a namespace that is not joined", '42/needle,["message"]'],
  ["object", "an event of an object", '42{"needle":"needle"}'],
  ["connect", "a CONNECT with a string", '40/custom,"needle"'],
  ["placeholder", "a placeholder", `451-["message",${slot(0).replace("0", '"needle"')}]`],
];

const secretCases = secrets.map(
  ([id, what, frame]): Case<ServerKit> => ({
    id: `violation-reason-${id}`,
    title: `the server does not repeat ${what} in the reason of its close frame`,
    requirements: ["EIO-VIO-4"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send(frame);
      const { reason } = await expectEndOrSkip(kit, peer, what);
      if (reason.includes("needle")) {
        peer.fail("a reason without what was sent", reason);
      }
    },
  }),
);

/** What becomes of a connection that breaks the protocol, and of the others. PROTOCOL.md, Violations. */
export const violationCases: readonly Case<ServerKit>[] = [
  ...wholeCases,
  ...behindCases,
  ...otherCases,
  ...secretCases,
  {
    id: "violation-no-answer",
    title: "the server does not answer an event that comes right behind a violation",
    requirements: ["EIO-VIO-2"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      const [text, id] = ['42["message"', 7];
      writeTogether(peer, [text, `42${id}["message-with-ack","behind the violation"]`]);
      const message = await peer.next();
      if (
        message.kind === "text" &&
        samePacket(message.text, `43${id}["behind the violation"]`, peer.revision)
      ) {
        await expectEndOrSkip(kit, peer, "a payload that is not JSON");
        peer.fail("the end of the connection", describeMessage(message));
      }
    },
  },
];
