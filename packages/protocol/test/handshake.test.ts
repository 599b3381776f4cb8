import { decodeHandshake, encodeHandshake } from "@sockeye/protocol";
import { describe, expect, it } from "vitest";

const handshake = { sid: "s1", pingIntervalMs: 25_000, pingTimeoutMs: 20_000 };
const json = '{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000';

describe("the open packet", () => {
  it("has no maxPayload in revision 3", () => {
    expect(encodeHandshake(handshake)).toBe(`${json}}`);
    expect(decodeHandshake(`${json}}`)).toEqual(handshake);
  });

  it("tells maxPayload in revision 4", () => {
    const withMaxPayload = { ...handshake, maxPayloadBytes: 1_000_000 };
    expect(encodeHandshake(withMaxPayload)).toBe(`${json},"maxPayload":1000000}`);
    expect(decodeHandshake(`${json},"maxPayload":1000000}`)).toEqual(withMaxPayload);
  });

  it("may offer upgrades and fields that nobody knows", () => {
    const foreign = `${json},"upgrades":["websocket"],"__proto__":{"sid":1},"more":null}`;
    expect(decodeHandshake(foreign)).toEqual(handshake);
  });

  it.each(['"1e6"', "null", "-1", "1e999"])("is read without a maxPayload of %s", (maxPayload) => {
    expect(decodeHandshake(`${json},"maxPayload":${maxPayload}}`)).toEqual(handshake);
  });

  it.each([
    "",
    "{",
    "null",
    "[]",
    '"s1"',
    "17",
    "{}",
    '{"sid":1,"pingInterval":1,"pingTimeout":1}',
    '{"sid":"s1","pingTimeout":1}',
    '{"sid":"s1","pingInterval":1}',
    '{"sid":"s1","pingInterval":"1","pingTimeout":1}',
    '{"sid":"s1","pingInterval":-1,"pingTimeout":1}',
    '{"sid":"s1","pingInterval":1,"pingTimeout":1e999}',
    `${json}} `.replace("}", "]"),
  ])("is a violation as %s", (data) => {
    expect(decodeHandshake(data)).toEqual({ type: "violation", code: "HANDSHAKE_INVALID" });
  });
});
