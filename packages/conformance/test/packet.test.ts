import { describe, expect, it } from "vitest";
import { readHandshake } from "../src/packet/handshake.js";
import type { PacketShape } from "../src/packet/packet.js";
import { describeShape, hasShape } from "../src/packet/packet-shape.js";
import { readPacket, samePacket } from "../src/packet/read-packet.js";
import { sameJson } from "../src/packet/same-json.js";

describe("a packet", () => {
  it.each([
    ["1", { type: "close", payload: undefined }],
    ["2probe", { type: "ping", payload: "probe" }],
    ["40", { type: "connect", namespace: "/", payload: undefined }],
    ['40{"sid":"a"}', { type: "connect", namespace: "/", payload: { sid: "a" } }],
    ["40/custom", { type: "connect", namespace: "/custom", payload: undefined }],
    ['40/custom,{"a":1}', { type: "connect", namespace: "/custom", payload: { a: 1 } }],
    ["41/custom,", { type: "disconnect", namespace: "/custom" }],
    ['42["a"]', { type: "event", id: undefined, payload: ["a"] }],
    ['42/custom,12["a",1]', { type: "event", namespace: "/custom", id: 12, payload: ["a", 1] }],
    ["430[]", { type: "ack", id: 0, payload: [] }],
    ['44/custom,"no"', { type: "connect-error", namespace: "/custom", payload: "no" }],
    ['452-/custom,7["a"]', { type: "binary-event", count: 2, namespace: "/custom", id: 7, payload: ["a"] }],
    ["461-0[]", { type: "binary-ack", count: 1, id: 0 }],
    ["40/custom?a=b", { type: "connect", namespace: "/custom?a=b", query: "" }],
  ])("is read: %s", (text, packet) => {
    expect(readPacket(text, 4)).toMatchObject(packet);
  });

  it("has a query behind its namespace in revision 3", () => {
    const packet = { type: "connect", namespace: "/custom", query: "a=b%2Cc&d=?" };
    expect(readPacket("40/custom?a=b%2Cc&d=?,", 3)).toMatchObject(packet);
  });

  it.each([
    "",
    "7",
    "x",
    "4",
    "47",
    '42["a"',
    "451[]",
    "45",
    "0{",
    "42/custom,x",
    "b4AQID",
    '421234567890123456["a"]',
  ])("is no text like %j", (text) => {
    expect(readPacket(text, 4)).toBeUndefined();
  });

  it.each<[string, string]>([
    ['42["a",{"x":1,"y":[2]}]', '42["a", {"y":[2], "x":1.0}]'],
    ["40/custom", "40/custom,"],
    ['42/,["a"]', '42["a"]'],
    ["3probe", "3probe"],
    ["b4AQID", "b4AQID"],
  ])("is the same in another spelling: %s and %s", (one, other) => {
    expect(samePacket(one, other, 4)).toBe(true);
  });

  it.each<[string, string]>([
    ['42["a"]', '42["b"]'],
    ['421["a"]', '422["a"]'],
    ['42["a"]', '421["a"]'],
    ['42["a"]', '43["a"]'],
    ['42["a"]', '42/custom,["a"]'],
    ['42["a",{}]', '42["a",{"x":1}]'],
    ['42["a",[]]', '42["a",{}]'],
    ['42["a",1]', '42["a","1"]'],
    ['451-["a"]', '452-["a"]'],
    ["40", "40{}"],
    ["3", "3probe"],
    ["3", "2"],
    ["b4AQID", "b4AQIE"],
    ["", "4"],
  ])("is another one: %s and %s", (one, other) => {
    expect(samePacket(one, other, 4)).toBe(false);
  });
});

describe("JSON", () => {
  it("keeps __proto__ a key like any other", () => {
    const parse = (text: string): unknown => JSON.parse(text);
    expect(sameJson(parse('{"__proto__":{"a":1}}'), parse('{"__proto__":{"a":1}}'))).toBe(true);
    expect(sameJson(parse('{"__proto__":{"a":1}}'), parse('{"__proto__":{"a":2}}'))).toBe(false);
    expect(sameJson(parse('{"__proto__":null}'), parse('{"a":null}'))).toBe(false);
  });
});

describe("a shape", () => {
  const packet = readPacket('42/custom,7["a",1]', 4);

  it.each<[PacketShape, boolean]>([
    [{ type: "event" }, true],
    [{ type: "ack" }, false],
    [{ type: "event", namespace: "/custom", id: 7, event: "a", payload: ["a", 1], count: 0 }, true],
    [{ type: "event", namespace: "/" }, false],
    [{ type: "event", id: true }, true],
    [{ type: "event", id: false }, false],
    [{ type: "event", id: 8 }, false],
    [{ type: "event", event: "b" }, false],
    [{ type: "event", payload: undefined }, false],
    [{ type: "event", count: 1 }, false],
  ])("%j fits a packet or not", (shape, fits) => {
    expect(packet && hasShape(packet, shape)).toBe(fits);
  });

  it.each<[PacketShape, string]>([
    [{ type: "open" }, "an open packet"],
    [{ type: "event", event: "a", namespace: "/x", id: true }, 'an event packet "a" in /x with an id'],
    [{ type: "connect-error", payload: { a: 1 } }, 'a connect error packet with {"a":1}'],
    [{ type: "binary-ack", id: 3, count: 2 }, "a binary ack packet with the id 3 with 2 attachments"],
    [{ type: "connect", payload: undefined }, "a connect packet without a payload"],
  ])("%j is told in words", (shape, words) => {
    expect(describeShape(shape)).toBe(words);
  });
});

describe("a handshake", () => {
  const read = (text: string) => readHandshake(readPacket(text, 4));

  it("is what an open packet tells; what else there is does not matter", () => {
    const handshake = { sid: "a", upgrades: [], pingInterval: 1, pingTimeout: 2 };
    expect(read('0{"sid":"a","upgrades":[],"pingInterval":1,"pingTimeout":2,"more":3}')).toEqual(handshake);
    const withMax = '0{"sid":"a","upgrades":[],"pingInterval":1,"pingTimeout":2,"maxPayload":3}';
    expect(read(withMax)).toEqual({ ...handshake, maxPayload: 3 });
  });

  it.each([
    "0",
    "0{}",
    "0[]",
    "40{}",
    '0{"sid":1,"upgrades":[],"pingInterval":1,"pingTimeout":2}',
    '0{"sid":"a","upgrades":[],"pingInterval":"1","pingTimeout":2}',
    '0{"sid":"a","upgrades":[],"pingInterval":1,"pingTimeout":2,"maxPayload":"3"}',
  ])("is missing in %s", (text) => {
    expect(read(text)).toBeUndefined();
  });
});
