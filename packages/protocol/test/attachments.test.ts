import {
  attach,
  type Decoded,
  defaultLimits,
  type PartialPacket,
  type SocketCodec,
  socketCodecV4,
  socketCodecV5,
} from "@sockeye/protocol";
import { describe, expect, it } from "vitest";

const placeholder = (num: number) => `{"_placeholder":true,"num":${num}}`;
const one = Uint8Array.of(1);
const two = Uint8Array.of(2, 2);

function partialOf(decoded: Decoded): PartialPacket {
  return decoded.type === "partial" ? decoded : expect.fail(`expected a partial packet, got ${decoded.type}`);
}

describe.each<[string, SocketCodec]>([
  ["EIO=3", socketCodecV4],
  ["EIO=4", socketCodecV5],
])("attachments in %s", (_name, codec) => {
  const decode = (text: string, limits = defaultLimits) => partialOf(codec.decode(text, limits));

  it("complete a binary event", () => {
    const partial = decode(`51-["file",${placeholder(0)}]`);
    expect(attach(partial, one)).toEqual({ type: "event", namespace: "/", data: ["file", one] });
  });

  it("complete a binary ack", () => {
    const partial = decode(`61-/admin,456[${placeholder(0)}]`);
    expect(attach(partial, one)).toEqual({ type: "ack", namespace: "/admin", id: 456, data: [one] });
  });

  it("go to the places that their numbers name, at any depth, in any order", () => {
    const partial = decode(`52-/n,7["a",{"x":[${placeholder(1)}],"y":{"z":${placeholder(0)}}}]`);
    expect(attach(partial, one)).toBe(partial);
    expect(attach(partial, two)).toEqual({
      type: "event",
      namespace: "/n",
      id: 7,
      data: ["a", { x: [two], y: { z: one } }],
    });
  });

  it("are put in place uncopied", () => {
    const packet = attach(decode(`51-["a",${placeholder(0)}]`), one);
    expect(packet).toHaveProperty(["data", 1], one);
    expect("data" in packet && packet.data[1]).toBe(one);
  });

  it("may be empty, and as many as 99 where the limit allows", () => {
    const numbers = Array.from({ length: 99 }, (_, num) => num);
    const partial = decode(`599-["a",${numbers.map(placeholder)}]`, { ...defaultLimits, maxAttachments: 99 });
    const empty = new Uint8Array(0);
    for (const _ of numbers.slice(1)) {
      expect(attach(partial, empty)).toBe(partial);
    }
    expect(attach(partial, empty)).toMatchObject({ data: ["a", ...numbers.map(() => empty)] });
  });

  it("stand under an own __proto__ without becoming a prototype", () => {
    const packet = attach(decode(`51-["a",{"__proto__":${placeholder(0)}}]`), one);
    const holder = "data" in packet ? (packet.data[1] as object) : {};
    expect(Object.getPrototypeOf(holder)).toBe(Object.prototype);
    expect(Object.entries(holder)).toEqual([["__proto__", one]]);
  });

  it("are not due where a packet says nothing of them: a placeholder is data there", () => {
    expect(codec.decode(`2["a",${placeholder(0)}]`)).toEqual({
      type: "event",
      namespace: "/",
      data: ["a", { _placeholder: true, num: 0 }],
    });
  });

  it("beyond the last are a violation, and leave the packet alone", () => {
    const partial = decode(`51-["a",${placeholder(0)}]`);
    const packet = attach(partial, one);
    expect(attach(partial, two)).toEqual({ type: "violation", code: "ATTACHMENT_UNEXPECTED" });
    expect(packet).toMatchObject({ data: ["a", one] });
  });

  it("may be as large as a packet may be, its text counted, and no larger", () => {
    const text = `52-["a",${placeholder(0)},${placeholder(1)}]`;
    const limits = { ...defaultLimits, maxPacketBytes: text.length + 10 };
    const fits = decode(text, limits);
    expect(attach(fits, new Uint8Array(4))).toBe(fits);
    expect(attach(fits, new Uint8Array(6))).toMatchObject({ type: "event" });
    const exceeds = decode(text, limits);
    expect(attach(exceeds, new Uint8Array(4))).toBe(exceeds);
    expect(attach(exceeds, new Uint8Array(7))).toEqual({ type: "violation", code: "ATTACHMENTS_TOO_LARGE" });
  });

  it("may be of any size where no limit is set", () => {
    const limits = { maxAttachments: Number.POSITIVE_INFINITY, maxPacketBytes: Number.POSITIVE_INFINITY };
    const partial = decode(`51-["a",${placeholder(0)}]`, limits);
    expect(attach(partial, new Uint8Array(2_000_000))).toMatchObject({ type: "event" });
  });
});
