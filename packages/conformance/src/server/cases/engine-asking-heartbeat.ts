import { setTimeout as delay } from "node:timers/promises";
import type { Case } from "../../run/case.js";
import { opcodes } from "../../wire/raw-frame.js";
import { type AnyFrame, sendFrames } from "../../wire/send.js";
import type { Fixture } from "../fixture.js";
import type { ServerKit } from "../server-kit.js";
import type { ServerPeer } from "../server-peer.js";
import { expectEndWithout } from "./engine-ending.js";
import { meanwhile } from "./engine-meanwhile.js";
import { expectViolation, violationCases } from "./engine-violation.js";

const area = "heartbeat";
const marginMs = 700;
/** Little, since every lower limit is measured from before the server can have started to wait. */
const toleranceMs = 20;
const announcement = '451-["nobody-listens",{"_placeholder":true,"num":0}]';

interface TrafficRow {
  readonly id: string;
  readonly what: string;
  readonly requirements: readonly string[];
  readonly frames: readonly AnyFrame[];
}

/** What a client may send all the time, and yet it is not a pong. */
const noAnswers: readonly TrafficRow[] = [
  { id: "events", what: "events", requirements: ["EIO4-HB-4"], frames: ['42["nobody-listens"]'] },
  {
    id: "attachments",
    what: "attachments",
    requirements: ["EIO4-HB-4"],
    frames: [announcement, Uint8Array.of(1)],
  },
  { id: "acks", what: "acks", requirements: ["EIO4-HB-4"], frames: ["439[]"] },
  { id: "noops", what: "noops", requirements: ["EIO4-HB-4"], frames: ["6"] },
  {
    id: "websocket-pings",
    what: "ping frames of WebSocket",
    requirements: ["EIO4-HB-4", "EIO-HB-2"],
    frames: [{ opcode: opcodes.ping, payload: "3" }],
  },
  {
    id: "websocket-pongs",
    what: "pong frames of WebSocket",
    requirements: ["EIO4-HB-4", "EIO-HB-2"],
    frames: [{ opcode: opcodes.pong, payload: "3" }],
  },
];

/** PROTOCOL.md, Revision 4: the server asks. */
export const askingHeartbeatCases: readonly Case<ServerKit>[] = [
  {
    id: "heartbeat-first-ping",
    title: "the server pings when pingInterval has passed since the open packet",
    requirements: ["EIO4-HB-1"],
    revisions: [4],
    async run(kit) {
      const startedAtMs = performance.now();
      const peer = await kit.joined({ heartbeat: "manual" });
      await expectPing(peer, kit.fixture, startedAtMs);
    },
  },
  {
    id: "heartbeat-next-ping",
    title: "the server pings again when pingInterval has passed since the pong, not since the ping",
    requirements: ["EIO4-HB-1"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined({ heartbeat: "manual" });
      await expectPing(peer, kit.fixture);
      await delay(kit.fixture.pingTimeoutMs * 0.4);
      const answeredAtMs = performance.now();
      peer.send("3");
      await expectPing(peer, kit.fixture, answeredAtMs);
    },
  },
  {
    id: "heartbeat-traffic-puts-off-nothing",
    title: "other packets do not put off the ping",
    requirements: ["EIO4-HB-1"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined({ heartbeat: "manual" });
      await meanwhile(expectPing(peer, kit.fixture), () => peer.send('42["nobody-listens"]'));
    },
  },
  {
    id: "heartbeat-no-pong",
    title: "the server ends the connection if no pong has come in time",
    requirements: ["EIO4-HB-3"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined({ heartbeat: "manual" });
      await expectPing(peer, kit.fixture);
      await expectCutOff(peer, kit.fixture);
    },
  },
  {
    id: "heartbeat-no-second-pong",
    title: "the server ends the connection if its second ping is not answered",
    requirements: ["EIO4-HB-3"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined({ heartbeat: "manual" });
      await expectPing(peer, kit.fixture);
      peer.send("3");
      await expectPing(peer, kit.fixture);
      await expectCutOff(peer, kit.fixture);
    },
  },
  ...noAnswers.map(
    ({ id, what, requirements, frames }): Case<ServerKit> => ({
      id: `heartbeat-not-by-${id}`,
      title: `a client that sends ${what} but no pong is cut off`,
      requirements,
      revisions: [4],
      async run(kit) {
        const peer = await kit.joined({ heartbeat: "manual" });
        const { pingIntervalMs, pingTimeoutMs } = kit.fixture;
        const end = peer.expectEnd({ withinMs: pingIntervalMs + pingTimeoutMs + marginMs });
        await meanwhile(end, () => sendFrames(peer, frames));
      },
    }),
  ),
  {
    id: "heartbeat-unasked-pong",
    title: "pongs that nobody asked for are ignored",
    requirements: ["EIO4-HB-5"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined();
      sendFrames(peer, ["3", "3", "3unasked"]);
      await peer.expectAlive();
    },
  },
  {
    id: "heartbeat-unasked-pong-puts-off-nothing",
    title: "pongs that nobody asked for do not put off the next ping",
    requirements: ["EIO4-HB-5"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined({ heartbeat: "manual" });
      await meanwhile(expectPing(peer, kit.fixture), () => peer.send("3"));
    },
  },
  {
    id: "heartbeat-pong-in-advance",
    title: "a pong that came before the ping does not answer it",
    requirements: ["EIO4-HB-3", "EIO4-HB-5"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined({ heartbeat: "manual" });
      peer.send("3");
      await expectPing(peer, kit.fixture);
      await expectCutOff(peer, kit.fixture);
    },
  },
  ...violationCases({ area, requirements: ["EIO4-HB-6"], revisions: [4] }, [
    { id: "client-pings", what: "a ping", frames: ["2"] },
    { id: "client-probes", what: "a ping with a payload", frames: ["2probe"] },
    { id: "client-pings-twice", what: "a ping behind a pong", frames: ["3", "2"] },
  ]),
  {
    id: "heartbeat-client-pings-early",
    title: "a ping ends the connection of a client that is in no namespace yet",
    requirements: ["EIO4-HB-6"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.session();
      await expectViolation(peer, ["2", "40"]);
    },
  },
  {
    id: "heartbeat-websocket-ping-is-no-ping",
    title: "ping and pong frames of WebSocket are nothing that the heartbeat forbids",
    requirements: ["EIO-HB-2"],
    revisions: [4],
    async run(kit) {
      const peer = await kit.joined();
      peer.sendFrame({ opcode: opcodes.ping });
      peer.sendFrame({ opcode: opcodes.pong });
      await peer.expectPong();
      await peer.expectAlive();
    },
  },
];

/** A ping comes when it should; not too early if it is told since when. */
async function expectPing(peer: ServerPeer, { pingIntervalMs }: Fixture, sinceMs?: number): Promise<void> {
  await peer.expect("2", { withinMs: pingIntervalMs + marginMs });
  const passedMs = performance.now() - (sinceMs ?? Number.NEGATIVE_INFINITY);
  if (passedMs < pingIntervalMs - toleranceMs) {
    peer.fail(`a ping after ${pingIntervalMs} ms`, `one after ${Math.round(passedMs)} ms`);
  }
}

/** The ping that has come was the last one: it was not answered. */
async function expectCutOff(peer: ServerPeer, { pingTimeoutMs }: Fixture): Promise<void> {
  await expectEndWithout(peer, {
    what: "no further ping",
    isUnwanted: (text) => text === "2",
    withinMs: pingTimeoutMs + marginMs,
  });
}
