import type { Frame } from "@sockeye/protocol";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generations, joined, stageWith } from "./stage.js";
import { isServed, servesNewcomers, stateOf } from "./state.js";

const slot0 = '{"_placeholder":true,"num":0}';

/** Texts that a well-behaved client of one revision or the other might send. */
const goodTexts = [
  "1",
  "2",
  "2probe",
  "3",
  "5",
  "6",
  "40",
  "40/admin,",
  '40/admin,{"token":"abc"}',
  "40/admin?token=abc,",
  "41",
  "41/admin,",
  '42["ask",{"a":[1,null,"é🐟"]}]',
  '4212["ask","x"]',
  '42/admin,7["ask"]',
  '431["ok"]',
  `451-["file",${slot0}]`,
  `452-/admin,["file",${slot0},{"a":{"_placeholder":true,"num":1}}]`,
  `461-0[${slot0}]`,
  "b4AQID",
];

/** Characters that mean something to one of the parsers. */
const grammarText = fc.string({
  unit: fc.constantFrom(...'0123456789-/,?[]{}":b4 \u0000\n\\aétrue_'),
  maxLength: 40,
});

/** A good text with a piece cut out and another put in. */
const mutatedText = fc
  .record({ text: fc.constantFrom(...goodTexts), at: fc.nat(60), cut: fc.nat(3), piece: grammarText })
  .map(({ text, at, cut, piece }) => text.slice(0, at) + piece + text.slice(at + cut));

/** A header of some type with some JSON behind it. */
const packetText = fc
  .record({ type: fc.constantFrom("40", "41", "42", "43", "44", "451-", "461-1"), payload: fc.jsonValue() })
  .map(({ type, payload }) => type + JSON.stringify(payload));

const frame: fc.Arbitrary<Frame> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...goodTexts) },
  { weight: 4, arbitrary: mutatedText },
  { weight: 2, arbitrary: packetText },
  { weight: 1, arbitrary: grammarText },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 20 }) },
  { weight: 2, arbitrary: fc.constant(Uint8Array.of(4, 1, 2, 3)) },
);

const ending = fc.constantFrom("close", "drop", "stay");

/** An application that uses what it gets in as many ways as fit. */
function furnishWidely(io: ReturnType<typeof stageWith>["io"]): void {
  for (const name of ["/", "/admin"]) {
    io.of(name, (socket) => {
      void socket.join("everybody");
      socket.use((_event, next) => next());
      socket.on("ask", (value, answer) => (typeof answer === "function" ? answer(value) : undefined));
      socket.onAny((_name, ...args) => void socket.volatile.emit("seen", args.length));
      socket.emit("question", () => undefined);
    });
  }
}

describe.each(generations)("over $name", (generation) => {
  test("no frames make the server throw, lose a neighbour or keep anything", async () => {
    const { io, faults } = stageWith();
    furnishWidely(io);
    const canary = await joined(io, generation);
    const stateBefore = stateOf(io);

    await fc.assert(
      fc.asyncProperty(fc.array(frame, { maxLength: 8 }), ending, async (frames, end) => {
        const peer = await joined(io, generation);
        for (const one of frames) peer.send(one);
        if (end === "close") peer.close();
        if (end === "drop") peer.drop();
        if (peer.closing === undefined) peer.close(1001);

        expect(stateOf(io)).toEqual(stateBefore);
        expect(isServed(canary)).toBe(true);
      }),
      { numRuns: 1000 },
    );

    expect(faults).toEqual([]);
    expect(await servesNewcomers(io)).toBe(true);
  });

  test("frames before anything is joined do no harm either", async () => {
    const { io, faults } = stageWith();
    furnishWidely(io);
    const stateBefore = stateOf(io);

    await fc.assert(
      fc.asyncProperty(fc.array(frame, { maxLength: 4 }), async (frames) => {
        const peer = await io.connect({ query: generation.query });
        for (const one of frames) peer.send(one);
        peer.drop();

        expect(stateOf(io)).toEqual(stateBefore);
      }),
      { numRuns: 500 },
    );

    expect(faults).toEqual([]);
    expect(await servesNewcomers(io)).toBe(true);
  });
});
