import {
  type DecodeLimits,
  defaultLimits,
  type Frame,
  isTextMessage,
  type ServerRevision,
  serverRevision3,
  serverRevision3Base64,
  serverRevision4,
  textMessageStart,
  type ViolationCode,
  violationRules,
} from "@sockeye/protocol";
import { describe, expect, it } from "vitest";

type CloseCode = 1002 | 1007 | 1008 | 1009;
type Verdict = [frame: Frame, code: ViolationCode, closeCode: CloseCode];

const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
const placeholder = (num: unknown) => JSON.stringify({ _placeholder: true, num });
const name255 = `/${"n".repeat(255)}`;

/** The same in every revision. */
const verdicts: Verdict[] = [
  ["", "FRAME_EMPTY", 1002],
  ["7", "ENGINE_TYPE_UNKNOWN", 1002],
  ["9", "ENGINE_TYPE_UNKNOWN", 1002],
  ["a", "ENGINE_TYPE_UNKNOWN", 1002],
  [" 2", "ENGINE_TYPE_UNKNOWN", 1002],
  ["\0", "ENGINE_TYPE_UNKNOWN", 1002],
  ["\uff14", "ENGINE_TYPE_UNKNOWN", 1002],
  ["1x", "ENGINE_PAYLOAD_UNEXPECTED", 1002],
  ["5 ", "ENGINE_PAYLOAD_UNEXPECTED", 1002],
  ["6\0", "ENGINE_PAYLOAD_UNEXPECTED", 1002],

  ["4", "SOCKET_TYPE_UNKNOWN", 1002],
  ["4 ", "SOCKET_TYPE_UNKNOWN", 1002],
  ["47", "SOCKET_TYPE_UNKNOWN", 1002],
  ["4\0", "SOCKET_TYPE_UNKNOWN", 1002],
  ["4-1", "SOCKET_TYPE_UNKNOWN", 1002],
  ['4["a"]', "SOCKET_TYPE_UNKNOWN", 1002],

  ["40[]", "PAYLOAD_NOT_OBJECT", 1002],
  ["40null", "PAYLOAD_NOT_OBJECT", 1002],
  ['40"token"', "PAYLOAD_NOT_OBJECT", 1002],
  ["40/admin,true", "PAYLOAD_NOT_OBJECT", 1002],
  ["401{}", "PAYLOAD_NOT_OBJECT", 1002],
  ["40{", "PAYLOAD_NOT_JSON", 1007],
  ["40{]", "PAYLOAD_NOT_JSON", 1007],
  ['40{"a":1} ', "PAYLOAD_NOT_JSON", 1007],
  ["40{}{}", "PAYLOAD_NOT_JSON", 1007],

  ["41x", "PAYLOAD_UNEXPECTED", 1002],
  ["411", "PAYLOAD_UNEXPECTED", 1002],
  ["41[]", "PAYLOAD_UNEXPECTED", 1002],
  ["41/admin,1", "PAYLOAD_UNEXPECTED", 1002],

  [`40${name255}n,`, "NAMESPACE_INVALID", 1002],
  [`42${name255}n,["a"]`, "NAMESPACE_INVALID", 1002],
  ["40/a\0b,", "NAMESPACE_INVALID", 1002],
  ["40/a\nb", "NAMESPACE_INVALID", 1002],
  ["41/a\u007f,", "NAMESPACE_INVALID", 1002],
  ['42/a\u0085,["a"]', "NAMESPACE_INVALID", 1002],

  ["42", "PAYLOAD_MISSING", 1002],
  ["421", "PAYLOAD_MISSING", 1002],
  ["42/admin", "PAYLOAD_MISSING", 1002],
  ["42/admin,", "PAYLOAD_MISSING", 1002],
  ['42/admin["a"]', "PAYLOAD_MISSING", 1002],
  ["451-", "PAYLOAD_MISSING", 1002],
  ["431", "PAYLOAD_MISSING", 1002],
  ["461-1", "PAYLOAD_MISSING", 1002],

  ["42{}", "PAYLOAD_NOT_ARRAY", 1002],
  ['42"a"', "PAYLOAD_NOT_ARRAY", 1002],
  ['42 ["a"]', "PAYLOAD_NOT_ARRAY", 1002],
  ['42-1["a"]', "PAYLOAD_NOT_ARRAY", 1002],
  ['421.5["a"]', "PAYLOAD_NOT_ARRAY", 1002],
  ['42admin,["a"]', "PAYLOAD_NOT_ARRAY", 1002],
  ["431{}", "PAYLOAD_NOT_ARRAY", 1002],
  ["431null", "PAYLOAD_NOT_ARRAY", 1002],
  ['431"ok"', "PAYLOAD_NOT_ARRAY", 1002],

  ["42[", "PAYLOAD_NOT_JSON", 1007],
  ['42["a"', "PAYLOAD_NOT_JSON", 1007],
  ['42["a"]]', "PAYLOAD_NOT_JSON", 1007],
  ['42["a"}', "PAYLOAD_NOT_JSON", 1007],
  ['42["a"] ', "PAYLOAD_NOT_JSON", 1007],
  ['42["a"]\n', "PAYLOAD_NOT_JSON", 1007],
  ['42["a"]\0', "PAYLOAD_NOT_JSON", 1007],
  ['42["a"]["b"]', "PAYLOAD_NOT_JSON", 1007],
  ["42['a']", "PAYLOAD_NOT_JSON", 1007],
  ['42["a",]', "PAYLOAD_NOT_JSON", 1007],
  ['42["a",NaN]', "PAYLOAD_NOT_JSON", 1007],
  ['42["a","\\u12"]', "PAYLOAD_NOT_JSON", 1007],
  ['42["a","\u0001"]', "PAYLOAD_NOT_JSON", 1007],
  ["430[nope]", "PAYLOAD_NOT_JSON", 1007],

  ["42[]", "EVENT_NAME_INVALID", 1002],
  ["42[null]", "EVENT_NAME_INVALID", 1002],
  ["42[{}]", "EVENT_NAME_INVALID", 1002],
  ['42[["a"]]', "EVENT_NAME_INVALID", 1002],
  ["42[1]", "EVENT_NAME_INVALID", 1002],
  ["42[true]", "EVENT_NAME_INVALID", 1002],
  ["42/n,7[1]", "EVENT_NAME_INVALID", 1002],
  [`451-[${placeholder(0)}]`, "EVENT_NAME_INVALID", 1002],

  ...["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"].flatMap(
    (name): Verdict[] => [
      [`42["${name}"]`, "EVENT_NAME_RESERVED", 1008],
      [`42/n,7["${name}",1]`, "EVENT_NAME_RESERVED", 1008],
      [`451-["${name}",${placeholder(0)}]`, "EVENT_NAME_RESERVED", 1008],
    ],
  ),
  ['42["conne\\u0063t"]', "EVENT_NAME_RESERVED", 1008],

  ["431000000000000000[]", "ACK_ID_INVALID", 1002],
  ['420000000000000000["a"]', "ACK_ID_INVALID", 1002],
  ["43[]", "ACK_ID_INVALID", 1002],
  ["43", "ACK_ID_INVALID", 1002],
  [`461-[${placeholder(0)}]`, "ACK_ID_INVALID", 1002],

  ["44", "PAYLOAD_NOT_JSON", 1007],
  ["44no", "PAYLOAD_NOT_JSON", 1007],
  ['44"a","b"', "PAYLOAD_NOT_JSON", 1007],
  ['44"a"],["b"', "PAYLOAD_NOT_JSON", 1007],
  ['44 "a"', "PAYLOAD_NOT_JSON", 1007],
  ['44/admin,{"message":"a"}\n', "PAYLOAD_NOT_JSON", 1007],
  [`44${nested(65)}`, "PAYLOAD_TOO_DEEP", 1008],

  [`42["a",${nested(64)}]`, "PAYLOAD_TOO_DEEP", 1008],
  [`42/n,1["a",${nested(64)}]`, "PAYLOAD_TOO_DEEP", 1008],
  [`431[${nested(64)}]`, "PAYLOAD_TOO_DEEP", 1008],
  [`40{"a":${nested(64)}}`, "PAYLOAD_TOO_DEEP", 1008],
  [`42["a",${'{"b":'.repeat(64)}1${"}".repeat(64)}]`, "PAYLOAD_TOO_DEEP", 1008],
  [`42["a",${nested(5_000)}]`, "PAYLOAD_TOO_DEEP", 1008],
  [`42${"[".repeat(5_000)}`, "PAYLOAD_NOT_JSON", 1007],

  ["45", "ATTACHMENT_COUNT_INVALID", 1002],
  ['45["a"]', "ATTACHMENT_COUNT_INVALID", 1002],
  ['451["a"]', "ATTACHMENT_COUNT_INVALID", 1002],
  ['45-["a"]', "ATTACHMENT_COUNT_INVALID", 1002],
  ['450-["a"]', "ATTACHMENT_COUNT_INVALID", 1002],
  ['4501-["a"]', "ATTACHMENT_COUNT_INVALID", 1002],
  ['45100-["a"]', "ATTACHMENT_COUNT_INVALID", 1002],
  ['45-1-["a"]', "ATTACHMENT_COUNT_INVALID", 1002],
  ['451.0-["a"]', "ATTACHMENT_COUNT_INVALID", 1002],
  ["460-1[]", "ATTACHMENT_COUNT_INVALID", 1002],
  ['4511-["a"]', "ATTACHMENT_COUNT_LIMIT", 1008],
  ["4699-1[]", "ATTACHMENT_COUNT_LIMIT", 1008],

  ['451-["a"]', "PLACEHOLDER_INVALID", 1002],
  [`451-["a",${placeholder(1)}]`, "PLACEHOLDER_INVALID", 1002],
  [`451-["a",${placeholder(-1)}]`, "PLACEHOLDER_INVALID", 1002],
  [`451-["a",${placeholder(0.5)}]`, "PLACEHOLDER_INVALID", 1002],
  [`451-["a",${placeholder("0")}]`, "PLACEHOLDER_INVALID", 1002],
  [`451-["a",${placeholder("length")}]`, "PLACEHOLDER_INVALID", 1002],
  [`451-["a",${placeholder(null)}]`, "PLACEHOLDER_INVALID", 1002],
  ['451-["a",{"_placeholder":true}]', "PLACEHOLDER_INVALID", 1002],
  ['451-["a",{"_placeholder":1,"num":0}]', "PLACEHOLDER_INVALID", 1002],
  [`451-["a",${placeholder(0)},${placeholder(0)}]`, "PLACEHOLDER_INVALID", 1002],
  [`452-["a",${placeholder(0)}]`, "PLACEHOLDER_INVALID", 1002],
  [`452-["a",${placeholder(0)},${placeholder(0)}]`, "PLACEHOLDER_INVALID", 1002],
  [`451-["a",${placeholder(0)},${placeholder(1)}]`, "PLACEHOLDER_INVALID", 1002],
  [`461-1[${placeholder(1)}]`, "PLACEHOLDER_INVALID", 1002],
];

const base64Unexpected: Verdict[] = [
  ["b", "BASE64_UNEXPECTED", 1002],
  ["b4", "BASE64_UNEXPECTED", 1002],
  ["b4AQID", "BASE64_UNEXPECTED", 1002],
];

const typeByteMissing: Verdict[] = [
  [new Uint8Array(0), "BINARY_TYPE_INVALID", 1002],
  [Uint8Array.of(0), "BINARY_TYPE_INVALID", 1002],
  [Uint8Array.of(0x34, 1), "BINARY_TYPE_INVALID", 1002],
  [Uint8Array.of(5, 4), "BINARY_TYPE_INVALID", 1002],
];

const base64Invalid: Verdict[] = [
  "b",
  "b3AQID",
  "bAQID",
  "b4A",
  "b4AQ",
  "b4AQI",
  "b4AQ=",
  "b4A===",
  "b4====",
  "b4AQ==AQ==",
  "b4AQ==\n",
  "b4AQ I",
  "b4AQ-_",
  "b4AR==",
  "b4AQJ=",
  "b4\u0100QID",
].map((frame) => [frame, "BASE64_INVALID", 1007]);

/** A frame as a server reads it: the engine packet first, then the socket packet within. */
function decode(revision: ServerRevision, frame: Frame, limits: DecodeLimits = defaultLimits): unknown {
  const isText = typeof frame === "string" && isTextMessage(frame);
  return isText
    ? revision.socketCodec.decode(frame, limits, textMessageStart)
    : revision.engineCodec.decode(frame);
}

describe.each([
  { name: "EIO=3", revision: serverRevision3, own: [...base64Unexpected, ...typeByteMissing] },
  { name: "EIO=3 with b64=1", revision: serverRevision3Base64, own: [...base64Invalid, ...typeByteMissing] },
  { name: "EIO=4", revision: serverRevision4, own: base64Unexpected },
])("a peer that speaks $name", ({ revision, own }) => {
  it.each([...verdicts, ...own])("breaks the protocol with %j: %s, %d", (frame, code, closeCode) => {
    expect(decode(revision, frame)).toEqual({ type: "violation", code });
    expect(violationRules[code].closeCode).toBe(closeCode);
  });

  it("may announce as many attachments as the limits allow", () => {
    const limits = { ...defaultLimits, maxAttachments: 1 };
    const twoDue = `452-["a",${placeholder(0)},${placeholder(1)}]`;
    expect(decode(revision, twoDue)).toMatchObject({ type: "partial" });
    expect(decode(revision, twoDue, limits)).toEqual({ type: "violation", code: "ATTACHMENT_COUNT_LIMIT" });
  });

  it("is held to the grammar of the count even where no limit is set", () => {
    const limits = { ...defaultLimits, maxAttachments: Number.POSITIVE_INFINITY };
    for (const frame of ['45["a"]', '450-["a"]', '45100-["a"]', '45-["a"]']) {
      expect(decode(revision, frame, limits)).toEqual({
        type: "violation",
        code: "ATTACHMENT_COUNT_INVALID",
      });
    }
  });

  it("is told what was expected in words that fit a close frame", () => {
    for (const { message } of Object.values(violationRules)) {
      expect(message.length).toBeLessThan(124);
    }
  });
});

describe("EIO=4 alone", () => {
  it("takes any bytes as an attachment, none too", () => {
    expect(decode(serverRevision4, new Uint8Array(0))).toEqual({ type: "message", data: new Uint8Array(0) });
  });
});
