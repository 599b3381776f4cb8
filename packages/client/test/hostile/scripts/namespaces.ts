import {
  type FrameScript,
  type Outcome,
  refused,
  type Step,
  tolerated,
  violates,
  violatesOutside,
} from "../script.js";
import { asked, granted, nested, openPacket, times, welcome } from "../steps.js";

/** How a server answers the question for the default namespace. */
function answering(title: string, answer: string, ...outcomes: readonly Outcome[]): FrameScript {
  return { title, steps: [openPacket(), asked, answer], outcomes };
}

function inside(title: string, steps: readonly Step[], ...outcomes: readonly Outcome[]): FrameScript {
  return { title, steps: [...welcome, ...steps], outcomes };
}

const noGrant = violatesOutside("GRANT_INVALID");
const unasked = violates("ANSWER_UNEXPECTED");

/** Servers that do not know what a namespace is. */
export const namespaceScripts: readonly FrameScript[] = [
  answering("grants without an object", "40", noGrant),
  answering("grants without a sid", "40{}", noGrant),
  answering("grants with a number for a sid", '40{"sid":7}', noGrant),
  answering("grants with null for a sid", '40{"sid":null}', noGrant),
  answering("grants with an object for a sid", '40{"sid":{"toString":1}}', noGrant),
  answering("grants with an array", '40["socket"]', violatesOutside("PAYLOAD_NOT_OBJECT")),
  answering("grants with a string", '40"socket"', violatesOutside("PAYLOAD_NOT_OBJECT")),
  answering("grants with half of an object", '40{"sid":"so', violatesOutside("PAYLOAD_NOT_JSON")),
  answering("grants with trailing junk", `${granted}x`, violatesOutside("PAYLOAD_NOT_JSON")),
  answering("grants with 100 levels", `40{"sid":${nested(100)}}`, violatesOutside("PAYLOAD_TOO_DEEP")),
  answering("grants with a sid of 1 MB", `40{"sid":"${"s".repeat(1_000_000)}"}`, tolerated),
  answering("grants with a number for a pid", '40{"sid":"socket","pid":7}', tolerated),
  answering("grants with a prototype", '40{"__proto__":{"sid":"other"},"sid":"socket"}', tolerated),
  {
    title: "grants before it was asked",
    steps: [`${openPacket()}`, granted],
    outcomes: [tolerated, violatesOutside("ANSWER_UNEXPECTED")],
  },

  {
    title: "grants before it was asked, without a word on maxPayload",
    steps: [openPacket({ maxPayload: undefined }), granted],
    outcomes: [tolerated, violatesOutside("ANSWER_UNEXPECTED")],
  },

  inside("grants again", [granted], unasked),
  inside("grants 1,000 times", [times(1000, granted)], unasked),
  inside("grants a namespace that nobody asked for", ['40/admin,{"sid":"admin"}'], unasked),
  inside("takes the client out of a namespace that it is not in", ["41/admin,"], tolerated),
  inside("sends an event for a namespace that nobody asked for", ['42/admin,["a"]'], tolerated),
  inside("refuses a namespace that nobody asked for", ['44/admin,{"message":"no"}'], unasked),
  inside("grants 1,000 other namespaces", [manyGrants], unasked),
  inside("names a namespace of 257 characters", [`40/${"n".repeat(256)},`], violates("NAMESPACE_INVALID")),
  inside("names a namespace with a NUL", ["41/a\u0000b,"], violates("NAMESPACE_INVALID")),
  inside("refuses what it has granted", ['44{"message":"no"}'], unasked),

  answering("refuses with a message", '44{"message":"no"}', refused("connect_error: no")),
  answering("refuses without a message", "44{}", refused()),
  answering("refuses with null", "44null", refused()),
  answering("refuses with a number", "445", refused()),
  answering("refuses with an array", '44["no",{}]', refused()),
  answering("refuses with false", "44false", refused()),
  answering("refuses with an object for a message", '44{"message":{"toString":null}}', refused()),
  answering("refuses with a prototype", '44{"__proto__":{"message":"x"},"constructor":7}', refused()),
  answering("refuses with a message of 1 MB", `44{"message":"${"m".repeat(1_000_000)}"}`, refused()),
  answering(
    "refuses with 60 levels",
    `44{"message":"no","data":${nested(60)}}`,
    refused("connect_error: no"),
  ),
  answering("refuses with 10,000 levels", `44${nested(10_000)}`, violatesOutside("PAYLOAD_TOO_DEEP")),
  answering("refuses with nothing", "44", violatesOutside("PAYLOAD_NOT_JSON")),
  answering("refuses with what is no JSON", "44no", violatesOutside("PAYLOAD_NOT_JSON")),
];

function manyGrants(visitor: { send(frame: string): void }): void {
  for (let number = 0; number < 1000; number += 1) visitor.send(`40/n${number},{"sid":"n${number}"}`);
}
