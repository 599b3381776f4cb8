import { afterAll, beforeAll, expect, test } from "vitest";
import { ClientConnections } from "./client-connections.js";
import { type Observation, observe } from "./observation.js";
import { ProcessFaults } from "./process-faults.js";
import type { Script } from "./script.js";
import { answerScripts } from "./scripts/answers.js";
import { attachmentScripts } from "./scripts/attachments.js";
import { endingScripts } from "./scripts/endings.js";
import { eventScripts } from "./scripts/events.js";
import { frameScripts } from "./scripts/frames.js";
import { openPacketScripts } from "./scripts/open-packets.js";
import { revision3Scripts } from "./scripts/revision-3.js";
import { welcome } from "./steps.js";
import { gaps } from "./verdict.js";

/** One of each kind. */
const scripts = [
  pick(answerScripts, "answers 503 and asks to come back at once"),
  pick(answerScripts, "resets the connection in the middle of the handshake"),
  pick(answerScripts, "does not answer"),
  pick(openPacketScripts, "opens with a negative interval"),
  pick(openPacketScripts, "never opens"),
  pick(endingScripts, "opens and closes at once with 1000"),
  pick(endingScripts, "grants and closes at once with 1011"),
  pick(endingScripts, "falls silent after the grant, with intervals of 1 ms"),
  pick(eventScripts, "sends the event disconnect"),
  pick(attachmentScripts, "announces an attachment that never comes"),
  pick(frameScripts, "sends invalid UTF-8"),
  pick(revision3Scripts, "sends an unknown type, in revision 3"),
];
const hostileConnections = 2;
const observations = new Map<Script, Observation>();
let faults: ProcessFaults;

beforeAll(async () => {
  faults = new ProcessFaults();
  const connections = new ClientConnections();
  const watch = { connections, forMs: 15_000, endurance: { hostileConnections, friendlySteps: welcome } };
  await Promise.all(
    scripts.map((script) =>
      faults.from(script.title, async () => {
        observations.set(script, await observe(script, watch));
      }),
    ),
  );
  connections.stop();
}, 60_000);

afterAll(() => faults.restore());

const rows = scripts.map((script) => [script.title, script] as const);

test.for(rows)("the client recovers by itself once a server is friendly that %s", ([, script]) => {
  const observation = observations.get(script);

  expect(observation).toMatchObject({ hasHeardCanary: true, accepted: hostileConnections + 1, faults: [] });
  expect(observation?.happenings.at(-1)?.text).toBe("connect");
  expect(observation && gaps(observation).filter((gapMs) => gapMs < 990)).toEqual([]);
});

test("nothing is thrown or rejected on the way", () => {
  expect(faults.noted).toEqual([]);
});

function pick(from: readonly Script[], title: string): Script {
  const script = from.find((one) => one.title === title);
  if (script === undefined) throw new Error(`expected a script that ${title}`);
  return script;
}
