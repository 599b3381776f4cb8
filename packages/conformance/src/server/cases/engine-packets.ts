import { setTimeout as delay } from "node:timers/promises";
import { both } from "../../requirements/requirement.js";
import type { Case } from "../../run/case.js";
import { sendFrames } from "../../wire/send.js";
import type { ServerKit } from "../server-kit.js";
import { expectAnswerWithout } from "./engine-answer.js";
import { closeCodeCases } from "./engine-close-code.js";

import { expectViolation, type ViolationRow, violationCases } from "./engine-violation.js";

const area = "engine-packets";

const unknown: readonly ViolationRow[] = [
  { id: "empty", what: "an empty text frame", frames: [""] },
  { id: "type-7", what: "the type 7", frames: ["7"] },
  { id: "type-8", what: "the type 8", frames: ['82["message","x"]'] },
  { id: "type-9", what: "the type 9", frames: ["9probe"] },
  { id: "type-letter", what: "a letter as the type", frames: ['a["message","x"]'] },
  { id: "type-capital", what: "the capital letter B as the type", frames: ["B4AQID"] },
  { id: "type-minus", what: "a minus as the type", frames: ['-42["message","x"]'] },
  { id: "type-space", what: "a space in front of the type", frames: [' 42["message","x"]'] },
  { id: "type-line", what: "a line break in front of the type", frames: ['\n42["message","x"]'] },
  {
    id: "type-byte-order-mark",
    what: "a byte order mark in front of the type",
    frames: ['\ufeff42["message","x"]'],
  },
  { id: "type-nul", what: "U+0000 as the type", frames: ['\u00002["message","x"]'] },
  { id: "type-byte-4", what: "U+0004 as the type", frames: ['\u00042["message","x"]'] },
  {
    id: "type-other-digit",
    what: "a digit of another script as the type",
    frames: ['\uff142["message","x"]'],
  },
];

const withPayload: readonly ViolationRow[] = [
  { id: "close-payload", what: "a close packet with a payload", frames: ["1x"] },
  {
    id: "close-length",
    what: "a length in front of a packet, which looks like a close packet",
    frames: ['17:42["message","x"]'],
  },
  { id: "upgrade-payload", what: "an upgrade packet with a payload", frames: ["5probe"] },
  { id: "noop-payload", what: "a noop with a payload", frames: ["6x"] },
  { id: "noop-space", what: "a noop with a space behind it", frames: ["6 "] },
  { id: "noop-line", what: "a noop with a line break behind it", frames: ["6\n"] },
  { id: "upgrade-event", what: "an upgrade packet with an event behind it", frames: ['542["message","x"]'] },
  { id: "noop-nul", what: "a noop with U+0000 behind it", frames: ["6\u0000"] },
];

const opens: readonly ViolationRow[] = [
  { id: "open-empty", what: "an open packet without a payload", frames: ["0"] },
  { id: "open-object", what: "an open packet with an empty object", frames: ["0{}"] },
  {
    id: "open",
    what: "an open packet like that of a server",
    frames: ['0{"sid":"abc","upgrades":[],"pingInterval":25000,"pingTimeout":20000}'],
  },
];

const dropped = [
  { id: "upgrade", what: "an upgrade packet", packet: "5" },
  { id: "noop", what: "a noop", packet: "6" },
];

/** PROTOCOL.md, Engine.IO packets. */
export const enginePacketCases: readonly Case<ServerKit>[] = [
  ...violationCases({ area, requirements: ["EIO-PKT-1"], revisions: both }, unknown),
  ...violationCases({ area, requirements: ["EIO-PKT-2"], revisions: both }, [
    { id: "close", what: "a close packet", frames: ["1"] },
  ]),
  ...closeCodeCases([
    {
      id: "engine-packets-close-code",
      what: "a close packet",
      code: 1000,
      requirements: ["EIO-PKT-7"],
      revisions: both,
      frames: ["1"],
    },
  ]),
  {
    id: "engine-packets-close-early",
    title: "a close packet ends the connection of a client that has joined nothing by itself",
    requirements: ["EIO-PKT-2"],
    revisions: both,
    async run(kit) {
      const peer = await kit.session();
      await expectViolation(peer, ["1", "40"]);
    },
  },
  ...violationCases({ area, requirements: ["EIO-PKT-3"], revisions: both }, withPayload),
  ...dropped.map(
    ({ id, what, packet }): Case<ServerKit> => ({
      id: `engine-packets-${id}-dropped`,
      title: `${what} is dropped`,
      requirements: ["EIO-PKT-4"],
      revisions: both,
      async run(kit) {
        const peer = await kit.session();
        peer.send(packet);
        await peer.expectJoined();
        sendFrames(peer, [packet, packet, packet]);
        await peer.expectAlive();
      },
    }),
  ),
  {
    id: "engine-packets-none-useless",
    title: "the server sends no upgrade packet and no noop by itself",
    requirements: ["EIO-PKT-5"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      await delay(kit.fixture.pingIntervalMs + 100); // into the second round of the heartbeat
      await expectAnswerWithout(peer, { what: "neither", isUnwanted: (text) => /^[56]/.test(text) });
    },
  },
  {
    id: "engine-packets-none-in-answer",
    title: "the server answers an upgrade packet with no noop",
    requirements: ["EIO-PKT-5"],
    revisions: both,
    async run(kit) {
      const peer = await kit.joined();
      peer.send("5");
      await peer.expectAlive();
    },
  },
  ...violationCases({ area, requirements: ["EIO-PKT-6"], revisions: both }, opens),
];
