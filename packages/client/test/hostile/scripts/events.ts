import type { ViolationCode } from "@sockeye/protocol";
import {
  delivered,
  type FrameScript,
  type Outcome,
  type Step,
  tolerated,
  violates,
  violatesOutside,
} from "../script.js";
import { granted, nested, openPacket, times, welcome } from "../steps.js";
import type { Visitor } from "../visitor.js";

function inside(title: string, steps: readonly Step[], ...outcomes: readonly Outcome[]): FrameScript {
  return { title, steps: [...welcome, ...steps], outcomes };
}

const refusedFrame = (title: string, frame: string, code: ViolationCode): FrameScript =>
  inside(title, [frame], violates(code));

const reserved = ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"];
const strange = [
  "error",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "toString",
  "",
  "message",
  "open",
  "*",
];

/** Servers that send events and acks no server should. */
export const eventScripts: readonly FrameScript[] = [
  {
    title: "sends an event before the grant",
    steps: [openPacket(), '42["early"]', granted],
    outcomes: [delivered("early")],
  },
  {
    title: "sends an ack before the grant",
    steps: [openPacket(), "430[]", granted],
    outcomes: [tolerated],
  },
  {
    title: "sends events without end before the grant",
    steps: [openPacket(), times(20_000, '42["early"]'), granted],
    outcomes: [{ ...violatesOutside("NAMESPACE_NOT_JOINED"), withholds: ["early"] }],
  },
  ...reserved.map((name) =>
    refusedFrame(`sends the event ${name}`, `42["${name}",{"message":"x"}]`, "EVENT_NAME_RESERVED"),
  ),
  ...strange.map((name) =>
    inside(
      `sends the event ${name || "without a letter"}`,
      [`42["${name}",{"message":"x"}]`],
      delivered(name),
    ),
  ),
  inside(
    "sends a prototype in an argument",
    ['42["poison",{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}]'],
    delivered("poison"),
  ),
  refusedFrame("sends an event without a name", "42[]", "EVENT_NAME_INVALID"),
  refusedFrame("sends an event with a number for a name", "42[7]", "EVENT_NAME_INVALID"),
  refusedFrame("sends an event with an object for a name", '42[{"toString":"a"}]', "EVENT_NAME_INVALID"),
  refusedFrame("sends an event without a payload", "42", "PAYLOAD_MISSING"),
  refusedFrame("sends an event of an object", '42{"0":"a"}', "PAYLOAD_NOT_ARRAY"),
  refusedFrame("sends an event of null", "42null", "PAYLOAD_NOT_ARRAY"),
  refusedFrame("sends half of an event", '42["a"', "PAYLOAD_NOT_JSON"),
  refusedFrame("sends junk behind an event", '42["a"] ', "PAYLOAD_NOT_JSON"),
  refusedFrame("sends two events in one frame", '42["a"]42["b"]', "PAYLOAD_NOT_JSON"),
  refusedFrame("sends an event with an id of 20 digits", '4212345678901234567890["a"]', "ACK_ID_INVALID"),
  refusedFrame("sends an event of 65 levels", `42["a",${nested(64)}]`, "PAYLOAD_TOO_DEEP"),
  refusedFrame("sends an event of 10,000 levels", `42["a",${nested(9999)}]`, "PAYLOAD_TOO_DEEP"),
  refusedFrame("sends brackets that never close", `42${"[".repeat(100_000)}`, "PAYLOAD_NOT_JSON"),

  inside("acknowledges what nobody asked", ["43999[]", '43998["a"]'], tolerated),
  inside("acknowledges 1,000 times what nobody asked", [times(1000, "43999[]")], tolerated),
  inside("acknowledges everything twice", [answersTwice], tolerated),
  inside("acknowledges with a prototype", [answersWith('[{"__proto__":{"length":7}}]')], tolerated),
  inside("acknowledges with 1,000 arguments", [answersWith(`[${Array(1000).fill("null")}]`)], tolerated),
  inside("acknowledges with an object", [answersWith('{"0":"a","length":1}')], violates("PAYLOAD_NOT_ARRAY")),
  inside("acknowledges with nothing", [answersWith("")], violates("PAYLOAD_MISSING")),
  refusedFrame("acknowledges without an id", '43["a"]', "ACK_ID_INVALID"),
  refusedFrame("acknowledges an id of 20 digits", "4312345678901234567890[]", "ACK_ID_INVALID"),
  refusedFrame("acknowledges a negative id", "43-1[]", "ACK_ID_INVALID"),
];

/** Waits for the application's question and answers it with these payloads. */
async function answer(visitor: Visitor, ...payloads: string[]): Promise<void> {
  const question = await visitor.heard("42");
  const [id = ""] = /\d+/.exec(question.slice(2)) ?? [];
  for (const payload of payloads) visitor.send(`43${id}${payload}`);
}

function answersTwice(visitor: Visitor): Promise<void> {
  return answer(visitor, '["one"]', '["two"]');
}

function answersWith(payload: string): Step {
  return (visitor) => answer(visitor, payload);
}
