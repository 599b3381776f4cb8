import {
  attach,
  maxJsonDepth,
  type SocketCodec,
  type SocketPacket,
  socketCodecV4,
  socketCodecV5,
} from "@sockeye/protocol";
import { describe, expect, it } from "vitest";

/** A value with `levels` arrays or objects around `core`. */
function wrapped(levels: number, core: unknown): unknown {
  return Array.from({ length: levels }).reduce<unknown>(
    (inner, _, level) => (level % 2 === 0 ? { inner } : [inner]),
    core,
  );
}

const event = (value: unknown): SocketPacket => ({ type: "event", namespace: "/", data: ["a", value] });

function roundTrip(codec: SocketCodec, packet: SocketPacket): unknown {
  const [text, ...attachments] = codec.encode(packet);
  const decoded = codec.decode(text);
  return attachments.reduce<typeof decoded>(
    (partial, bytes) => (partial.type === "partial" ? attach(partial, bytes) : partial),
    decoded,
  );
}

const tooDeep = expect.objectContaining({ code: "VALUE_TOO_DEEP" });

describe.each<[string, SocketCodec]>([
  ["EIO=3", socketCodecV4],
  ["EIO=4", socketCodecV5],
])("nesting in %s", (_name, codec) => {
  it("may be 64 levels deep, the data's own array counted", () => {
    expect(maxJsonDepth).toBe(64);
    for (const core of [1, "x", null]) {
      const packet = event(wrapped(63, core));
      expect(roundTrip(codec, packet)).toEqual(packet);
    }
  });

  it("may not be 65 levels deep", () => {
    expect(() => codec.encode(event(wrapped(64, 1)))).toThrow(tooDeep);
    const text = `2${JSON.stringify(["a", wrapped(64, 1)])}`;
    expect(codec.decode(text)).toEqual({ type: "violation", code: "PAYLOAD_TOO_DEEP" });
  });

  it("counts an empty array or object as a level", () => {
    for (const core of [[], {}]) {
      expect(roundTrip(codec, event(wrapped(62, core)))).toEqual(event(wrapped(62, core)));
      expect(() => codec.encode(event(wrapped(63, core)))).toThrow(tooDeep);
    }
  });

  it("counts a binary value as a level, since its placeholder is one", () => {
    const packet = event(wrapped(62, Uint8Array.of(1)));
    expect(roundTrip(codec, packet)).toEqual(packet);
    expect(() => codec.encode(event(wrapped(63, Uint8Array.of(1))))).toThrow(tooDeep);
    const placeholder = { _placeholder: true, num: 0 };
    expect(codec.decode(`51-${JSON.stringify(["a", wrapped(63, placeholder)])}`)).toEqual({
      type: "violation",
      code: "PAYLOAD_TOO_DEEP",
    });
  });

  it("does not count a date, which is text in JSON", () => {
    const date = new Date(0);
    expect(roundTrip(codec, event(wrapped(63, date)))).toEqual(event(wrapped(63, date.toJSON())));
    expect(() => codec.encode(event(wrapped(64, date)))).toThrow(tooDeep);
  });

  it("is measured in what toJSON returns", () => {
    const value = { toJSON: () => wrapped(3, 1) };
    expect(() => codec.encode(event(wrapped(60, value)))).not.toThrow();
    expect(() => codec.encode(event(wrapped(61, value)))).toThrow(tooDeep);
  });

  it("is held to in acks and behind a header alike", () => {
    const ack = (levels: number): SocketPacket => ({
      type: "ack",
      namespace: "/n",
      id: 1,
      data: [wrapped(levels, 1)],
    });
    expect(roundTrip(codec, ack(63))).toEqual(ack(63));
    expect(() => codec.encode(ack(64))).toThrow(tooDeep);
  });

  it("may be 64 levels deep in a refusal, and not 65", () => {
    const refused = (levels: number): SocketPacket => ({
      type: "connect_error",
      namespace: "/",
      data: wrapped(levels, 1),
    });
    expect(roundTrip(codec, refused(64))).toEqual(refused(64));
    expect(() => codec.encode(refused(65))).toThrow(tooDeep);
    expect(codec.decode(`4${JSON.stringify(wrapped(65, 1))}`)).toEqual({
      type: "violation",
      code: "PAYLOAD_TOO_DEEP",
    });
  });

  it("overflows no stack, however deep", () => {
    expect(() => codec.encode(event(wrapped(100_000, 1)))).toThrow(tooDeep);
    const text = `2["a",${"[".repeat(100_000)}${"]".repeat(100_000)}]`;
    expect(codec.decode(text)).toEqual({ type: "violation", code: "PAYLOAD_TOO_DEEP" });
  });
});

describe("the payload of a connect in EIO=4", () => {
  it("may be 64 levels deep, and not 65", () => {
    const connect = (levels: number): SocketPacket => ({
      type: "connect",
      namespace: "/",
      data: { auth: wrapped(levels, 1) },
    });
    expect(roundTrip(socketCodecV5, connect(63))).toEqual(connect(63));
    expect(() => socketCodecV5.encode(connect(64))).toThrow(tooDeep);
  });
});
