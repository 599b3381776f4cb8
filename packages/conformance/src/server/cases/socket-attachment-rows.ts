import type { Case } from "../../run/case.js";
import type { ServerKit } from "../server-kit.js";
import { bytes, slot } from "./socket-frames.js";
import { type Offence, offences } from "./socket-offence.js";

/** What stands behind the name in an event that announces one attachment. */
const wrongPlaceholders: readonly (readonly [id: string, what: string, args: string])[] = [
  ["fraction", "a placeholder with a fraction", '{"_placeholder":true,"num":0.5}'],
  ["negative", "a placeholder with a negative number", '{"_placeholder":true,"num":-1}'],
  ["out-of-range", "a placeholder with a number out of range", slot(1)],
  ["huge", "a placeholder with a huge number", '{"_placeholder":true,"num":1e300}'],
  ["string", "a placeholder with a string", '{"_placeholder":true,"num":"0"}'],
  ["property", "a placeholder with the name of a property", '{"_placeholder":true,"num":"length"}'],
  ["null", "a placeholder with null", '{"_placeholder":true,"num":null}'],
  ["array", "a placeholder with an array", '{"_placeholder":true,"num":[0]}'],
  ["no-number", "a placeholder without a number", '{"_placeholder":true}'],
  ["none", "an attachment without a placeholder", '"x"'],
  ["one", "a placeholder that says 1 in place of true", '{"_placeholder":1,"num":0}'],
  ["twice", "two placeholders of the same number", `${slot(0)},${slot(0)}`],
  ["too-many", "more placeholders than attachments", `${slot(0)},${slot(1)}`],
  ["one-wrong", "a wrong placeholder beside a right one", `${slot(0)},{"_placeholder":true,"num":"x"}`],
];

const wrongOnes = wrongPlaceholders.map(
  ([id, what, args]): Offence => [`attachment-placeholder-${id}`, what, `451-["message",${args}]`, bytes],
);

const manyFiles = `4599-["message",${Array.from({ length: 99 }, (_, number) => slot(number))}]`;
const file = `452-["message",${slot(0)},${slot(1)}]`;

/** Messages between text and attachments, behind the first attachment or in front of it. */
const between: readonly (readonly [id: string, what: string, frame: string])[] = [
  ["event", "an event", '42["message","x"]'],
  ["binary-event", "another binary event", `451-["message",${slot(0)}]`],
  ["ack", "an ack", "430[]"],
  ["connect", "a CONNECT", "40/custom,"],
  ["disconnect", "a DISCONNECT", "41"],
];

const awaited = between.flatMap(([id, what, frame]): readonly Offence[] => [
  [`attachment-awaited-${id}`, `${what} in place of the first attachment`, file, frame],
  [`attachment-awaited-${id}-second`, `${what} in place of the last attachment`, file, bytes, frame],
]);

/** Attachments that come otherwise than they should. PROTOCOL.md, Attachments. */
export const attachmentRowCases: readonly Case<ServerKit>[] = [
  ...offences(
    ["EIO-ATT-7"],
    [
      ...wrongOnes,
      [
        "attachment-placeholder-one-of-two",
        "one placeholder for two attachments",
        `452-["message",${slot(0)}]`,
        bytes,
        bytes,
      ],
      [
        "attachment-placeholder-twice-of-two",
        "a number twice and another not at all",
        `452-["message",${slot(0)},[${slot(0)}]]`,
        bytes,
        bytes,
      ],
      [
        "attachment-placeholder-gap",
        "numbers with a gap",
        `452-["message",${slot(0)},${slot(2)}]`,
        bytes,
        bytes,
      ],
      ["attachment-placeholder-ack", "an ack without the placeholder that it announces", "461-0[]", bytes],
    ],
  ),
  ...offences(["EIO-ATT-5"], awaited),
  ...offences(
    ["EIO-ATT-5"],
    [
      [
        "attachment-awaited-custom",
        "an event of another namespace in place of an attachment",
        "40/custom,",
        file,
        '42/custom,["message","x"]',
      ],
    ],
  ),
  ...offences(
    ["EIO-ATT-6"],
    [
      ["attachment-unexpected", "an attachment when none is due", bytes],
      [
        "attachment-unexpected-event",
        "an attachment behind an event that announces none",
        '42["message","x"]',
        bytes,
      ],
      [
        "attachment-unexpected-placeholder",
        "an attachment for a placeholder in an event that announces none",
        `42["message",${slot(0)}]`,
        bytes,
      ],
      ["attachment-unexpected-more", "one attachment too many", `451-["message",${slot(0)}]`, bytes, bytes],
      [
        "attachment-unexpected-ack",
        "one attachment too many behind an ack",
        `461-0[${slot(0)}]`,
        bytes,
        bytes,
      ],
    ],
  ),
  ...offences(
    ["EIO-ATT-6"],
    [["attachment-unexpected-base64", "base64 when no attachment is due", "b4AQID"]],
    {
      revisions: [3],
      request: { moreQuery: "&b64=1" },
    },
  ),
  ...offences(["EIO-ATT-12"], [["attachment-99", "the text of an event with 99 attachments", manyFiles]]),
  ...offences(
    ["EIO-ATT-10"],
    [
      [
        "attachment-too-large",
        "two attachments that are too large together",
        file,
        new Uint8Array(60_000),
        new Uint8Array(60_000),
      ],
    ],
  ),
];
