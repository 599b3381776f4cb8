import fc from "fast-check";
import { expect, test } from "vitest";
import {
  clientSocketCodecV4,
  clientSocketCodecV5,
  isReservedEvent,
  socketCodecV4,
  socketCodecV5,
  textMessagePrefix,
} from "../src/index.js";

/** With the shortcut and without. */
const codecs = [socketCodecV4, socketCodecV5, clientSocketCodecV4, clientSocketCodecV5];

/** Few characters, so that quotes, commas, brackets and escapes meet each other in every order. */
const tricky = fc.string({
  unit: fc.constantFrom('"', ",", "[", "]", "\\", "u", "a", "0", " ", "\n", "\u0000", "é"),
  maxLength: 12,
});

/** What the built-in parser makes of an event's payload; undefined for what is no event. */
function parsedEvent(json: string): unknown[] | undefined {
  try {
    const data: unknown = json.trim() === json ? JSON.parse(json) : undefined;
    const isEvent = Array.isArray(data) && typeof data[0] === "string" && !isReservedEvent(data[0]);
    return isEvent ? (data as unknown[]) : undefined;
  } catch {
    return undefined;
  }
}

test("an event of strings reads as the built-in parser reads it, or is refused like it", () => {
  const property = fc.property(tricky, tricky, (left, right) => {
    const payload = `["${left}","${right}"]`;
    for (const codec of codecs) {
      const decoded = codec.decode(`2${payload}`);
      expect("data" in decoded ? decoded.data : undefined).toEqual(parsedEvent(payload));
    }
  });
  fc.assert(property, { numRuns: 20_000 });
});

test("any short text behind the type reads as the built-in parser reads it, or is refused like it", () => {
  const property = fc.property(tricky, (payload) => {
    fc.pre(!/^[0-9]/.test(payload));
    const decoded = socketCodecV5.decode(`2${payload}`);
    expect("data" in decoded ? decoded.data : undefined).toEqual(parsedEvent(payload));
  });
  fc.assert(property, { numRuns: 20_000 });
});

test.each([
  ['2["a"]', ["a"]],
  ['2["a","b","c"]', ["a", "b", "c"]],
  ['2["",""]', ["", ""]],
  ['2["a",1,"b"]', ["a", 1, "b"]],
  ['2["a","\\n"]', ["a", "\n"]],
  ['2["a" , "b"]', ["a", "b"]],
])("%s is an event with %j", (text, data) => {
  expect(socketCodecV5.decode(text)).toEqual({ type: "event", namespace: "/", data });
});

test.each([
  '2["a"',
  '2["a]',
  '2["a",]',
  '2["a",,"b"]',
  '2["a""b"]',
  '2["a"]"]',
  '2["a\n"]',
  '2[,"a"]',
  '2["a","b"',
])("%s is refused", (text) => {
  expect(socketCodecV5.decode(text)).toMatchObject({ type: "violation" });
});

test("a prefix stands before the text and nothing else", () => {
  const packets = [
    { type: "event", namespace: "/", data: ["a", 1] },
    { type: "event", namespace: "/", id: 7, data: ["a"] },
    { type: "event", namespace: "/b", data: ["a", new Uint8Array([1])] },
    { type: "disconnect", namespace: "/b" },
  ] as const;
  for (const packet of packets) {
    const [text, ...attachments] = socketCodecV5.encode(packet);

    for (const codec of [socketCodecV5, clientSocketCodecV5]) {
      expect(codec.encode(packet, textMessagePrefix)).toEqual([`4${text}`, ...attachments]);
      expect(codec.encode(packet, "xy")).toEqual([`xy${text}`, ...attachments]);
    }
  }
});

test("an event or ack with an id reads the same with the shortcut and without it, or is refused alike", () => {
  const type = fc.constantFrom("2", "3");
  const digits = fc.string({ unit: fc.constantFrom("0", "1", "9", "-", " ", "/", ","), maxLength: 17 });
  const payload = fc.oneof(
    tricky.map((value) => `["a","${value}"]`),
    fc.constantFrom("[]", "[1]", '["connect"]', "[", ""),
  );
  const property = fc.property(type, digits, payload, (type, id, json) => {
    const text = `${type}${id}${json}`;
    expect(socketCodecV5.decode(text)).toEqual(clientSocketCodecV5.decode(text));
    expect(socketCodecV4.decode(text)).toEqual(clientSocketCodecV4.decode(text));
  });
  fc.assert(property, { numRuns: 20_000 });
});

test.each([
  ['27["a"]', 7],
  ['2007["a",1]', 7],
  ['2999999999999999["a"]', 999_999_999_999_999],
])("%s is an event with the id %d", (text, id) => {
  expect(socketCodecV5.decode(text)).toMatchObject({ type: "event", namespace: "/", id });
});

test.each(['21234567890123456["a"]', "31234567890123456[]"])(
  "%s, whose id has 16 digits, is refused",
  (text) => {
    expect(socketCodecV5.decode(text)).toEqual({ type: "violation", code: "ACK_ID_INVALID" });
  },
);

test("events and acks are written the same with the shortcut and without it", () => {
  const type = fc.constantFrom("event" as const, "ack" as const);
  const namespace = fc.constantFrom("/", "/admin");
  const property = fc.property(type, namespace, fc.nat(), fc.jsonValue(), (type, namespace, id, value) => {
    const packet = { type, namespace, id, data: ["a", value] as [string, unknown] };
    expect(socketCodecV5.encode(packet, textMessagePrefix)).toEqual(
      clientSocketCodecV5.encode(packet, textMessagePrefix),
    );
  });
  fc.assert(property, { numRuns: 5_000 });
});
