import type { Case } from "../../run/case.js";
import { type AnyFrame, sendFrames } from "../../wire/send.js";
import type { ClientKit } from "../client-kit.js";
import { endingCase, expectEndOnly } from "./engine-ending.js";

/** Beyond what timers of many runtimes can hold, which fire at once then. */
const beyondTimersMs = 3_000_000_000;

/** A row: a first frame that is no valid open packet. */
interface FirstFrameRow {
  readonly id: string;
  readonly what: string;
  readonly frame: AnyFrame;
}

/** What is no valid open packet. */
const firstFrames: readonly FirstFrameRow[] = [
  { id: "grant", what: "a grant", frame: '40{"sid":"opening-1"}' },
  { id: "event", what: "an event", frame: '42["echo","x"]' },
  { id: "ping", what: "a ping", frame: "2" },
  { id: "noop", what: "a noop", frame: "6" },
  { id: "empty", what: "an empty one", frame: "" },
  { id: "binary", what: "a binary one", frame: Uint8Array.of(4, 1, 2, 3) },
  { id: "nothing", what: "an open packet without a payload", frame: "0" },
  { id: "not-json", what: "an open packet that is not JSON", frame: '0{"sid":"opening-1",' },
  { id: "array", what: "an open packet with an array", frame: '0["opening-1",25000,20000]' },
  { id: "null", what: "an open packet with null", frame: "0null" },
  {
    id: "no-sid",
    what: "one without sid",
    frame: '0{"upgrades":[],"pingInterval":25000,"pingTimeout":20000}',
  },
  {
    id: "sid-number",
    what: "one whose sid is a number",
    frame: '0{"sid":1,"upgrades":[],"pingInterval":25000,"pingTimeout":20000}',
  },
  {
    id: "no-interval",
    what: "one without pingInterval",
    frame: '0{"sid":"opening-1","upgrades":[],"pingTimeout":20000}',
  },
  {
    id: "interval-string",
    what: "one whose pingInterval is a string",
    frame: '0{"sid":"opening-1","upgrades":[],"pingInterval":"25000","pingTimeout":20000}',
  },
  {
    id: "interval-negative",
    what: "one whose pingInterval is negative",
    frame: '0{"sid":"opening-1","upgrades":[],"pingInterval":-1,"pingTimeout":20000}',
  },
  {
    id: "no-timeout",
    what: "one without pingTimeout",
    frame: '0{"sid":"opening-1","upgrades":[],"pingInterval":25000}',
  },
  {
    id: "timeout-null",
    what: "one whose pingTimeout is null",
    frame: '0{"sid":"opening-1","upgrades":[],"pingInterval":25000,"pingTimeout":null}',
  },
];

/** Cases of PROTOCOL.md, The open packet. */
export const openingCases: readonly Case<ClientKit>[] = [
  {
    id: "opening-client-waits",
    title: "the client sends nothing before the open packet has come",
    requirements: ["EIO-OPEN-6"],
    revisions: [3, 4],
    async run(kit) {
      const peer = await kit.accept();
      await peer.expectSilence(300);
      peer.send('0{"sid":"opening-1","upgrades":[],"pingInterval":25000,"pingTimeout":20000}');
      await peer.expectJoined();
      await peer.expectAlive();
    },
  },
  {
    id: "opening-client-unknown-fields",
    title: "the client ignores fields of the open packet that it does not know",
    requirements: ["EIO-OPEN-5"],
    revisions: [3, 4],
    async run(kit) {
      const peer = await kit.joined({
        open: '0{"new":{"sid":[1]},"sid":"opening-1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"eio":null}',
      });
      await peer.expectAlive();
    },
  },
  ...firstFrames.map(
    ({ id, what, frame }): Case<ClientKit> => ({
      id: `opening-client-ends-at-${id}`,
      title: `the client ends the connection if the first frame is ${what}`,
      requirements: ["EIO-OPEN-7"],
      revisions: [3, 4],
      async run(kit) {
        const peer = await kit.accept();
        sendFrames(peer, [frame]);
        await expectEndOnly(kit, peer);
      },
    }),
  ),
  endingCase({
    id: "opening-client-ends-at-second",
    at: "a second open packet",
    requirements: ["EIO-OPEN-7"],
    frames: ['0{"sid":"opening-2","upgrades":[],"pingInterval":25000,"pingTimeout":20000}'],
  }),
  ...[
    { id: "long", what: "longer than timers run", ms: beyondTimersMs },
    { id: "short", what: "of a millisecond", ms: 1 },
  ].map(
    ({ id, what, ms }): Case<ClientKit> => ({
      id: `opening-client-${id}-intervals`,
      title: `the client bears with intervals ${what}`,
      requirements: ["EIO-OPEN-8"],
      revisions: [3, 4],
      async run(kit) {
        const peer = await kit.joined({ heartbeat: "manual", open: { pingInterval: ms, pingTimeout: ms } });
        await peer.expectSilence(150);
        await peer.expectAlive();
      },
    }),
  ),
];
