import {
  type DecodeLimits,
  engineCodecV3Base64,
  socketCodecV4,
  socketCodecV5,
  textMessageStart,
} from "@sockeye/protocol";
import { describe, expect, it } from "vitest";

const limits: DecodeLimits = { maxAttachments: 99, maxPacketBytes: 1e9 };
const baseLength = 50_000;
const factor = 4;

/** What quadratic time would take 16 times as long, linear time 4 times; in between there is room for noise. */
const mostRatio = 8;

const repeat = (part: string, length: number) => part.repeat(Math.ceil(length / part.length));
const keys = (length: number) => Array.from({ length: length / 10 }, (_, index) => `"k${index}":1`).join();

const wide = (length: number) => `${"[".repeat(62)}${repeat("[],", length)}0${"]".repeat(62)}`;

const socketTexts: [name: string, textOf: (length: number) => string][] = [
  ["brackets that open", (length) => `2${"[".repeat(length)}`],
  ["brackets that open and close", (length) => `2["a",${"[".repeat(length)}${"]".repeat(length)}]`],
  ["braces that open", (length) => `2["a",${repeat('{"a":', length)}]`],
  ["arrays side by side, 64 deep", (length) => `2["a",${wide(length)}]`],
  ["quotes", (length) => `2[${'"'.repeat(length)}]`],
  ["escaped quotes", (length) => `2["a","${repeat('\\"', length)}"]`],
  ["backslashes", (length) => `2["${"\\".repeat(length)}"]`],
  ["keys", (length) => `2["a",{${keys(length)}}]`],
  ["the same key", (length) => `2["a",{${repeat('"k":1,', length)}"k":1}]`],
  ["digits of an id", (length) => `2${"1".repeat(length)}["a"]`],
  ["digits of a count", (length) => `5${"1".repeat(length)}-["a"]`],
  ["digits of a number", (length) => `2["a",${"1".repeat(length)}]`],
  ["letters of a namespace", (length) => `2/${"n".repeat(length)},["a"]`],
  ["commas", (length) => `2/n${",".repeat(length)}["a"]`],
  ["white space", (length) => `2["a"]${" ".repeat(length)}`],
  ["placeholders", (length) => `51-["a",${repeat('{"_placeholder":true,"num":0},', length)}0]`],
  [
    "elements beside a placeholder",
    (length) => `51-["a",${repeat("0,", length)}{"_placeholder":true,"num":0}]`,
  ],
  ["names in a query", (length) => `0/n?${keys(length).replaceAll(",", "&")},`],
  ["the same name in a query", (length) => `0/n?${repeat("a=1&", length)},`],
  ["ampersands in a query", (length) => `0/n?${"&".repeat(length)},`],
  ["equals signs in a query", (length) => `0/n?${"=".repeat(length)},`],
  ["percent signs in a query", (length) => `0/n?${"%".repeat(length)},`],
  ["question marks", (length) => `0/n${"?".repeat(length)},`],
];

/** The least time of several runs, in milliseconds: what the work itself takes. */
function leastTime(run: () => unknown): number {
  const times = Array.from({ length: 7 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...times);
}

/** How much longer the longer text takes; a text so quick that nothing can be told counts as a millisecond's tenth. */
function ratioOf(decode: (text: string) => unknown, textOf: (length: number) => string): number {
  const [short, long] = [textOf(baseLength), textOf(baseLength * factor)];
  const shortTime = Math.max(
    0.1,
    leastTime(() => decode(short)),
  );
  return leastTime(() => decode(long)) / shortTime;
}

/** A neighbour on the machine may spoil a measurement, but hardly three of them. */
function leastRatioOf(decode: (text: string) => unknown, textOf: (length: number) => string): number {
  let ratio = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3 && ratio > mostRatio; attempt += 1) {
    ratio = Math.min(ratio, ratioOf(decode, textOf));
  }
  return ratio;
}

describe("decoding takes time in proportion to the length", () => {
  it.each(socketTexts)("of a text of many %s", { timeout: 30_000 }, (_name, textOf) => {
    for (const codec of [socketCodecV4, socketCodecV5]) {
      const decode = (text: string) => codec.decode(`4${text}`, limits, textMessageStart);
      expect(leastRatioOf(decode, textOf)).toBeLessThan(mostRatio);
    }
  });

  it.each([
    ["digits", (length: number) => `b4${"AQID".repeat(length / 4)}`],
    ["padding", (length: number) => `b4${"=".repeat(length)}`],
    ["letters outside of the alphabet", (length: number) => `b4${"-".repeat(length)}`],
  ])("of base64 of many %s", { timeout: 30_000 }, (_name, textOf) => {
    expect(leastRatioOf((text) => engineCodecV3Base64.decode(text), textOf)).toBeLessThan(mostRatio);
  });
});
