import { setTimeout as delay } from "node:timers/promises";
import type { Case } from "../../run/case.js";
import { opcodes } from "../../wire/raw-frame.js";
import { type AnyFrame, sendFrames } from "../../wire/send.js";
import type { ServerKit } from "../server-kit.js";
import { expectAnswerWithout } from "./engine-answer.js";
import { meanwhile } from "./engine-meanwhile.js";
import { violationCases } from "./engine-violation.js";

const area = "heartbeat";
const marginMs = 700;

interface PayloadRow {
  readonly id: string;
  readonly what: string;
  readonly payload: string;
}

const payloads: readonly PayloadRow[] = [
  { id: "probe", what: "probe", payload: "probe" },
  { id: "words", what: "a text with spaces and quotes", payload: 'how "are" you?' },
  { id: "unicode", what: "characters of every length", payload: "aß€😀" },
  { id: "longest", what: "125 characters", payload: "x".repeat(125) },
];

interface TrafficRow {
  readonly id: string;
  readonly what: string;
  readonly frames: readonly AnyFrame[];
}

const announcement = '451-["nobody-listens",{"_placeholder":true,"num":0}]';

/** What keeps a connection open without a ping. */
const signsOfLife: readonly TrafficRow[] = [
  { id: "events", what: "events", frames: ['42["nobody-listens"]'] },
  { id: "attachments", what: "attachments", frames: [announcement, Uint8Array.of(4, 1)] },
  { id: "acks", what: "acks that nobody asked for", frames: ["439[]"] },
  { id: "noops", what: "noops", frames: ["6"] },
  { id: "upgrades", what: "upgrade packets", frames: ["5"] },
];

/** What does not. */
const noSigns: readonly TrafficRow[] = [
  { id: "ping", what: "ping frames", frames: [{ opcode: opcodes.ping, payload: "2" }] },
  { id: "pong", what: "pong frames", frames: [{ opcode: opcodes.pong, payload: "2" }] },
];

/** PROTOCOL.md, Revision 3: the client asks. */
export const listeningHeartbeatCases: readonly Case<ServerKit>[] = [
  {
    id: "heartbeat-pong",
    title: "the server answers each ping with a pong at once",
    requirements: ["EIO3-HB-2"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined({ heartbeat: "manual" });
      peer.send("2");
      await peer.expect("3", { withinMs: marginMs });
      sendFrames(peer, ["2", "2", "2"]);
      for (let pong = 0; pong < 3; pong += 1) {
        await peer.expect("3", { withinMs: marginMs });
      }
      await peer.expectAlive();
    },
  },
  ...payloads.map(
    ({ id, what, payload }): Case<ServerKit> => ({
      id: `heartbeat-repeats-${id}`,
      title: `the pong repeats what followed the digit of the ping: ${what}`,
      requirements: ["EIO-HB-1"],
      revisions: [3],
      async run(kit) {
        const peer = await kit.joined({ heartbeat: "manual" });
        peer.send(`2${payload}`);
        await peer.expect(`3${payload}`);
      },
    }),
  ),
  {
    id: "heartbeat-repeats-long",
    title: "the pong repeats at least 125 characters of a longer payload",
    requirements: ["EIO-HB-1"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined({ heartbeat: "manual" });
      const start = "0123456789".repeat(13).slice(0, 125);
      peer.send(`2${start}${"x".repeat(1_000)}`);
      const { payload } = await peer.expectPacket({ type: "pong" });
      if (!`${payload ?? ""}`.startsWith(start)) {
        peer.fail(`a pong that starts with ${start}`, `3${payload ?? ""}`);
      }
    },
  },
  {
    id: "heartbeat-silence",
    title: "the server ends the connection of a client that says nothing at all",
    requirements: ["EIO3-HB-3"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined({ heartbeat: "manual" });
      await peer.expectEnd({ withinMs: patienceMs(kit) + marginMs });
    },
  },
  {
    id: "heartbeat-silence-after-ping",
    title: "the server ends the connection of a client that stops to ping",
    requirements: ["EIO3-HB-3"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined({ heartbeat: "manual" });
      await delay(kit.fixture.pingIntervalMs);
      peer.send("2");
      await peer.expectEnd({ withinMs: patienceMs(kit) + marginMs });
    },
  },
  ...noSigns.map(
    ({ id, what, frames }): Case<ServerKit> => ({
      id: `heartbeat-not-by-websocket-${id}`,
      title: `a client that sends only ${what} of WebSocket is cut off`,
      requirements: ["EIO-HB-2", "EIO3-HB-3"],
      revisions: [3],
      async run(kit) {
        const peer = await kit.joined({ heartbeat: "manual" });
        await meanwhile(peer.expectEnd({ withinMs: patienceMs(kit) + marginMs }), () =>
          sendFrames(peer, frames),
        );
      },
    }),
  ),
  {
    id: "heartbeat-kept-by-pings",
    title: "a client that only pings stays connected",
    requirements: ["EIO3-HB-2"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined({ heartbeat: "manual" });
      for (let round = 0; round < 4; round += 1) {
        await delay(kit.fixture.pingIntervalMs);
        peer.send("2");
        await peer.expect("3");
      }
      await peer.expectAlive();
    },
  },
  ...signsOfLife.map(
    ({ id, what, frames }): Case<ServerKit> => ({
      id: `heartbeat-kept-by-${id}`,
      title: `a client that sends ${what} and no ping stays connected`,
      requirements: ["EIO3-HB-4"],
      revisions: [3],
      async run(kit) {
        const peer = await kit.joined({ heartbeat: "manual" });
        for (let round = 0; round < 6; round += 1) {
          sendFrames(peer, frames);
          await delay(patienceMs(kit) / 3);
        }
        await peer.expectAlive();
      },
    }),
  ),
  {
    id: "heartbeat-server-asks-nothing",
    title: "the server sends no ping",
    requirements: ["EIO3-HB-5"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined({ heartbeat: "manual" });
      for (let round = 0; round < 4; round += 1) {
        await delay(kit.fixture.pingIntervalMs * 0.75);
        peer.send("2");
        await expectAnswerWithout(peer, { what: "no ping", isUnwanted: (text) => text.startsWith("2") });
      }
    },
  },
  ...violationCases({ area, requirements: ["EIO3-HB-6"], revisions: [3] }, [
    { id: "client-pongs", what: "a pong", frames: ["3"] },
    { id: "client-pongs-probe", what: "a pong with a payload", frames: ["3probe"] },
    { id: "client-pongs-behind-ping", what: "a pong behind a ping", frames: ["2", "3"] },
  ]),
  {
    id: "heartbeat-websocket-pong-is-no-pong",
    title: "pong frames of WebSocket are nothing that the heartbeat forbids",
    requirements: ["EIO-HB-2"],
    revisions: [3],
    async run(kit) {
      const peer = await kit.joined();
      peer.sendFrame({ opcode: opcodes.pong });
      await peer.expectAlive();
    },
  },
];

function patienceMs({ fixture }: ServerKit): number {
  return fixture.pingIntervalMs + fixture.pingTimeoutMs;
}
