import {
  closed,
  closedOutside,
  delivered,
  dismissed,
  endsOutside,
  type FrameScript,
  type Outcome,
  pingTimeout,
  refused,
  violates,
} from "../script.js";
import { asked, openPacket, silence, times, welcome } from "../steps.js";
import type { Visitor } from "../visitor.js";

/** Codes that a server may close with, and whether they sound like good news or bad, the client comes back. */
const closeCodes = [1000, 1001, 1002, 1008, 1011, 4000];

const lost: Outcome = {
  story: /^connect; disconnect: transport (close|error)(: [^;]*)?$/,
  reaction: "comes back",
};

const finish = (visitor: Visitor): void => visitor.finish();
const drop = (visitor: Visitor): void => visitor.drop();
const impatient = openPacket({ pingInterval: 1, pingTimeout: 1 });

/** Servers that end what has hardly begun. */
export const endingScripts: readonly FrameScript[] = [
  ...closeCodes.flatMap((code): FrameScript[] => [
    {
      title: `opens and closes at once with ${code}`,
      steps: [openPacket(), (visitor) => visitor.close(code, "away with you")],
      outcomes: [closedOutside(code)],
    },
    {
      title: `grants and closes at once with ${code}`,
      steps: [...welcome, (visitor) => visitor.close(code, "away with you")],
      outcomes: [closed(code)],
    },
  ]),
  {
    title: "closes without a code",
    steps: [...welcome, (visitor) => visitor.close()],
    outcomes: [closed(1005)],
  },
  { title: "opens and hangs up", steps: [openPacket(), finish], outcomes: [endsOutside] },
  { title: "opens and cuts the connection", steps: [openPacket(), drop], outcomes: [endsOutside] },
  { title: "grants and hangs up", steps: [...welcome, finish], outcomes: [lost] },
  { title: "grants and cuts the connection", steps: [...welcome, drop], outcomes: [lost] },
  { title: "opens and sends Engine.IO's close", steps: [openPacket(), "1"], outcomes: [endsOutside] },
  { title: "grants and sends Engine.IO's close", steps: [...welcome, "1"], outcomes: [lost] },
  {
    title: "sends Engine.IO's close with something behind it",
    steps: [...welcome, "1 now"],
    outcomes: [violates("ENGINE_PAYLOAD_UNEXPECTED")],
  },
  {
    title: "breaks the protocol and does not answer the close frame",
    steps: [...welcome, (visitor) => visitor.ignore(), "42[]"],
    // One that is new, and one that is given some time to answer.
    outcomes: [{ ...violates("EVENT_NAME_INVALID"), leavesOpen: 2 }],
  },
  { title: "takes the client out at once", steps: [...welcome, "41"], outcomes: [dismissed] },
  {
    title: "takes the client out 1,000 times, and speaks to it still",
    steps: [...welcome, times(1000, "41"), '42["late"]'],
    outcomes: [{ ...dismissed, withholds: ["late"] }],
  },
  {
    title: "takes the client out and grants at once",
    steps: [...welcome, "41", '40{"sid":"again"}', '42["late"]'],
    outcomes: [{ ...dismissed, withholds: ["late"] }],
  },
  {
    title: "takes the client out before it is in",
    steps: [openPacket(), asked, "41", '42["late"]'],
    outcomes: [{ ...refused(), withholds: ["late"] }],
  },
  {
    title: "takes the client out with a payload",
    steps: [...welcome, "41{}"],
    outcomes: [violates("PAYLOAD_UNEXPECTED")],
  },
  {
    title: "falls silent after the grant, with intervals of 1 ms",
    steps: [impatient, ...welcome.slice(1), silence],
    outcomes: [pingTimeout],
  },
  {
    title: "falls silent after opening, with intervals of 1 ms",
    steps: [impatient, silence],
    outcomes: [endsOutside],
  },
  {
    title: "talks but never pings, with intervals of 1 ms",
    steps: [impatient, ...welcome.slice(1), (visitor) => visitor.repeat('42["talk"]', 300)],
    outcomes: [{ ...pingTimeout, delivers: ["talk"] }, delivered("talk")],
  },
];
