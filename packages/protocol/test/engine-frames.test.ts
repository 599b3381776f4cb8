import {
  type EngineCodec,
  type EnginePacket,
  engineCodecV3,
  engineCodecV3Base64,
  engineCodecV4,
  isTextMessage,
  textMessageStart,
} from "@sockeye/protocol";
import { describe, expect, it } from "vitest";

const bytes = (...values: number[]) => Uint8Array.from(values);

const codecs: [string, EngineCodec][] = [
  ["EIO=3", engineCodecV3],
  ["EIO=3 with b64=1", engineCodecV3Base64],
  ["EIO=4", engineCodecV4],
];

const textFrames: [frame: string, packet: EnginePacket][] = [
  ['0{"sid":"x"}', { type: "open", data: '{"sid":"x"}' }],
  ["1", { type: "close" }],
  ["2", { type: "ping", data: "" }],
  ["2probe", { type: "ping", data: "probe" }],
  ["3", { type: "pong", data: "" }],
  ["3probe", { type: "pong", data: "probe" }],
  ["4", { type: "message", data: "" }],
  ['42["welcome",{"message":"Welcome!"}]', { type: "message", data: '2["welcome",{"message":"Welcome!"}]' }],
  ["5", { type: "upgrade" }],
  ["6", { type: "noop" }],
];

describe.each(codecs)("text frames of %s", (_name, codec) => {
  it.each(textFrames)("decodes %s to its packet", (frame, packet) => {
    expect(codec.decode(frame)).toEqual(packet);
  });

  it.each(textFrames)("encodes the packet of %s to that frame", (frame, packet) => {
    expect(codec.encode(packet)).toBe(frame);
  });

  it("encodes a text message without a packet around it to the same frame", () => {
    expect(codec.encodeMessage('2["hi"]')).toBe('42["hi"]');
  });
});

describe("text messages in place", () => {
  it("tells a text message from every other frame", () => {
    const frames = ["4", '42["a"]', "", "0", "1", "2", "3", "5", "6", "b4AA==", "\u00004"];
    expect(frames.map(isTextMessage)).toEqual(frames.map((frame) => frame.startsWith("4")));
  });

  it("starts the payload of a text message where the decoded data starts", () => {
    expect('42["a"]'.slice(textMessageStart)).toBe('2["a"]');
  });
});

describe("binary frames of EIO=4", () => {
  it("carry the bytes and nothing else", () => {
    expect(engineCodecV4.encodeMessage(bytes(4, 1, 2))).toEqual(bytes(4, 1, 2));
    expect(engineCodecV4.decode(bytes(4, 1, 2))).toEqual({ type: "message", data: bytes(4, 1, 2) });
  });

  it("may be empty", () => {
    expect(engineCodecV4.decode(bytes())).toEqual({ type: "message", data: bytes() });
  });
});

describe("binary frames of EIO=3", () => {
  it("start with the packet type as a byte", () => {
    expect(engineCodecV3.encodeMessage(bytes(1, 2))).toEqual(bytes(4, 1, 2));
    expect(engineCodecV3.encode({ type: "message", data: bytes() })).toEqual(bytes(4));
    expect(engineCodecV3.decode(bytes(4, 1, 2))).toEqual({ type: "message", data: bytes(1, 2) });
    expect(engineCodecV3.decode(bytes(4))).toEqual({ type: "message", data: bytes() });
  });

  it("leave the attachment that is encoded alone", () => {
    const pool = bytes(9, 1, 2, 9);
    expect(engineCodecV3.encodeMessage(pool.subarray(1, 3))).toEqual(bytes(4, 1, 2));
    expect(pool).toEqual(bytes(9, 1, 2, 9));
  });

  it("are taken from a client with b64=1, too", () => {
    expect(engineCodecV3Base64.decode(bytes(4, 1))).toEqual({ type: "message", data: bytes(1) });
  });
});

describe("base64 frames", () => {
  it.each([
    ["b4", bytes()],
    ["b4AQ==", bytes(1)],
    ["b4AQI=", bytes(1, 2)],
    ["b4AQID", bytes(1, 2, 3)],
    ["b4+/+/", bytes(0xfb, 0xff, 0xbf)],
  ])("carry an attachment as %s", (frame, data) => {
    expect(engineCodecV3Base64.encodeMessage(data)).toBe(frame);
    expect(engineCodecV3Base64.decode(frame)).toEqual({ type: "message", data });
  });

  it("carry attachments of any size", () => {
    const data = Uint8Array.from({ length: 100_001 }, (_, index) => index % 251);
    const frame = engineCodecV3Base64.encodeMessage(data);
    expect(frame).toBe(`b4${Buffer.from(data).toString("base64")}`);
    expect(engineCodecV3Base64.decode(frame)).toEqual({ type: "message", data });
  });

  it("are not used for text", () => {
    expect(engineCodecV3Base64.encodeMessage('2["a"]')).toBe('42["a"]');
  });
});
