import type { Frame } from "@sockeye/protocol";
import { commonRows, rows, type ViolationRow } from "./text-rows.js";

const slot0 = '{"_placeholder":true,"num":0}';
const file = `451-["file",${slot0}]`;

/** Rows with attachments; each generation frames its bytes in its own way. */
function attachmentRows(bytes: Frame, sixHundredKilobytes: Frame): ViolationRow[] {
  return [
    ...rows("PLACEHOLDER_INVALID", 1002, [
      ["a fraction for a number", '451-["a",{"_placeholder":true,"num":0.5}]'],
      ["a negative number", '451-["a",{"_placeholder":true,"num":-1}]'],
      ["a number out of range", '451-["a",{"_placeholder":true,"num":1}]'],
      ["a string for a number", '451-["a",{"_placeholder":true,"num":"0"}]'],
      ["the name of a property for a number", '451-["a",{"_placeholder":true,"num":"length"}]'],
      ["null for a number", '451-["a",{"_placeholder":true,"num":null}]'],
      ["no number", '451-["a",{"_placeholder":true}]'],
      ["no placeholder", '451-["a"]'],
      ["one placeholder for two attachments", `452-["a",${slot0}]`],
      ["two placeholders for one attachment", `451-["a",${slot0},{"_placeholder":true,"num":1}]`],
      ["a placeholder twice", `451-["a",${slot0},${slot0}]`],
      ["a placeholder twice in place of another", `452-["a",${slot0},[${slot0}]]`],
    ]),
    ...rows("ATTACHMENT_AWAITED", 1002, [
      ["an event while an attachment is due", file, '42["a"]'],
      ["another binary event while an attachment is due", file, file],
      ["an ack while an attachment is due", file, "431[]"],
      ["a connect while an attachment is due", file, "40/admin,"],
      ["a disconnect while an attachment is due", file, "41"],
    ]),
    ...rows("ATTACHMENT_UNEXPECTED", 1002, [
      ["bytes when none are due", bytes],
      ["bytes behind an event without attachments", '42["a"]', bytes],
      ["one attachment too many", file, bytes, bytes],
    ]),
    ...rows("ATTACHMENTS_TOO_LARGE", 1009, [
      [
        "attachments that are too large together",
        `452-["a",${slot0},{"_placeholder":true,"num":1}]`,
        sixHundredKilobytes,
        sixHundredKilobytes,
      ],
    ]),
    { title: "no attachment for 10 s", frames: [file], ...lateAttachments },
    {
      title: "the second attachment not within 10 s of the header",
      frames: [`452-["a",${slot0},{"_placeholder":true,"num":1}]`, bytes],
      ...lateAttachments,
    },
  ];
}

const lateAttachments = { code: "ATTACHMENTS_TIMEOUT", closeCode: 1008, afterMs: 10_000 } as const;

const inBase64 = { query: "EIO=3&transport=websocket&b64=1" };

const rowsOf3: ViolationRow[] = [
  ...rows("HEARTBEAT_DIRECTION", 1002, [
    ["a pong", "3"],
    ["a probing pong", "3probe"],
  ]),
  ...rows("BINARY_TYPE_INVALID", 1002, [
    ["an empty binary frame", new Uint8Array()],
    ["a binary frame that starts with a byte 3", Uint8Array.of(3, 1)],
    ["a binary frame that starts with a digit 4", Uint8Array.of(0x34, 1)],
    ["such a frame where an attachment is due", file, Uint8Array.of(1, 2, 3)],
  ]),
  ...rows("BASE64_UNEXPECTED", 1002, [["base64 without b64=1", file, "b4AQID"]]),
  ...rows("BASE64_INVALID", 1007, [
    ["b alone", "b"],
    ["base64 of another type", file, "b2AQID"],
    ["base64 without its padding", file, "b4AQI"],
    ["base64 with padding too short", file, "b4AQ="],
    ["base64 with bits left over", file, "b4AR=="],
    ["base64 with a space", file, "b4AQ D"],
    ["base64 of the URL alphabet", file, "b4AQ-_"],
    ["padding alone", file, "b4===="],
  ]).map((row) => ({ ...row, ...inBase64 })),
  {
    title: "base64 when nothing is due",
    frames: ["b4AQID"],
    code: "ATTACHMENT_UNEXPECTED",
    closeCode: 1002,
    ...inBase64,
  },
];

const rowsOf4: ViolationRow[] = [
  ...rows("HEARTBEAT_DIRECTION", 1002, [
    ["a ping", "2"],
    ["a probing ping", "2probe"],
  ]),
  ...rows("BASE64_UNEXPECTED", 1002, [
    ["base64", "b4AQID"],
    ["base64 where an attachment is due", file, "b4AQID"],
    ["b alone", "b"],
  ]),
  ...rows("CONNECT_REPEATED", 1008, [
    ["joining the default namespace twice", "40"],
    ["the same with an auth", '40{"token":"abc"}'],
  ]),
];

const sixHundredKilobytes3 = new Uint8Array(600_000).fill(4, 0, 1);

/** Every row of each generation, by its number. */
export const violationRows = {
  3: [...commonRows, ...attachmentRows(Uint8Array.of(4, 1, 2, 3), sixHundredKilobytes3), ...rowsOf3],
  4: [...commonRows, ...attachmentRows(Uint8Array.of(1, 2, 3), new Uint8Array(600_000)), ...rowsOf4],
} as const;
