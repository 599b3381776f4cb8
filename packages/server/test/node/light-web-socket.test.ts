import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closePayload, encodeFrame, opcode, type RawFrame } from "../contract/raw-frames.js";
import { type Handler, isLightAfter, maxPayloadBytes, transcriptOf } from "./light-web-socket-stage.js";

/** The bytes of a client's frame, under a mask. */
function masked(frame: RawFrame, mask: readonly number[]): Buffer {
  const bytes = encodeFrame(frame);
  if (frame.isMasked === false) {
    return bytes;
  }
  const payload = bytes.length - Buffer.from(frame.payload ?? "").length;
  mask.forEach((byte, index) => {
    bytes[payload - 4 + index] = byte;
  });
  return bytes.map((byte, index) =>
    index < payload ? byte : byte ^ (mask[(index - payload) % 4] ?? 0),
  ) as Buffer;
}

const plainText = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.constantFrom(125, 126, 127, 300, 4096, 4097, maxPayloadBytes).map((length) => "x".repeat(length)),
);
const anyBytes = fc.uint8Array({ maxLength: 60 });
const plainFrame = fc.oneof(
  plainText.map((payload): RawFrame => ({ opcode: opcode.text, payload })),
  anyBytes.map((payload): RawFrame => ({ opcode: opcode.binary, payload })),
);
const closeFrame = fc.oneof(
  fc.constant<RawFrame>({ opcode: opcode.close }),
  fc
    .tuple(fc.constantFrom(1000, 1001, 1003, 1011, 1014, 3000, 4000, 4999), fc.string({ maxLength: 20 }))
    .map(([code, reason]): RawFrame => ({ opcode: opcode.close, payload: closePayload(code, reason) })),
  fc
    .tuple(fc.constantFrom(0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000), anyBytes)
    .map(([code, reason]): RawFrame => ({ opcode: opcode.close, payload: closePayload(code, reason) })),
  fc.constant<RawFrame>({ opcode: opcode.close, payload: Uint8Array.of(3) }),
);
const otherFrame = fc.oneof(
  fc.record({
    opcode: fc.integer({ min: 0, max: 15 }),
    payload: fc.oneof(anyBytes, fc.string({ maxLength: 130 })),
    isFinal: fc.boolean(),
    isMasked: fc.boolean(),
    rsv: fc.constantFrom(0, 0, 0, 1, 4),
  }),
  fc.constant<RawFrame>({ opcode: opcode.text, payload: Uint8Array.of(0xc3, 0x28) }),
  fc.constant<RawFrame>({ opcode: opcode.text, payload: "without a mask", isMasked: false }),
  fc.constant<RawFrame>({ opcode: opcode.text, payload: "x".repeat(maxPayloadBytes + 1) }),
  fc.constant<RawFrame>({ opcode: opcode.binary, payload: "x".repeat(70_000) }),
);
const mask = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 4, maxLength: 4 });
const anyFrame = fc.oneof(
  { weight: 6, arbitrary: plainFrame },
  { weight: 1, arbitrary: closeFrame },
  { weight: 1, arbitrary: otherFrame },
);
const stream = fc
  .array(fc.tuple(anyFrame, mask), { minLength: 1, maxLength: 8 })
  .map((frames) => Buffer.concat(frames.map(([frame, bytes]) => masked(frame, bytes))));
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });

/** Pieces of a stream of bytes, each of them at least one byte. */
function pieces(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => Math.round(place * bytes.length)))].sort((a, b) => a - b);
  return [...ends, bytes.length]
    .map((end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end))
    .filter(({ length }) => length > 0);
}

/** With a message like this an application loses its patience. */
const isLast = (message: string): boolean => message.length % 3 === 1;

const handlers: Record<string, Handler> = {
  "listens only": () => undefined,
  "closes at a message": (webSocket, message) => {
    if (isLast(message)) webSocket.close(4000, "enough");
    return undefined;
  },
  "cuts the connection at a message": (webSocket, message) => {
    if (!isLast(message)) return undefined;
    webSocket.terminate();
    return "deaf"; // ws still reads what has come in one piece with it
  },
};

describe("a WebSocket that reads plain frames itself", () => {
  test.each(Object.keys(handlers))(
    "is like one of ws, whatever comes in whatever pieces, for an application that %s",
    async (name) => {
      const handle = handlers[name] as Handler;
      await fc.assert(
        fc.asyncProperty(stream, cuts, async (bytes, places) => {
          const chunks = pieces(bytes, places);
          const [light, bare] = await Promise.all([
            transcriptOf("light", chunks, handle),
            transcriptOf("bare", chunks, handle),
          ]);

          expect(light).toEqual(bare);
        }),
        { numRuns: 2000 },
      );
    },
    60_000,
  );

  test.each<[what: string, frame: RawFrame, isLight: boolean]>([
    ["a text", { opcode: opcode.text, payload: "hello" }, true],
    ["a longer text", { opcode: opcode.text, payload: "x".repeat(maxPayloadBytes) }, true],
    ["bytes", { opcode: opcode.binary, payload: Uint8Array.of(1, 2) }, true],
    ["a close frame", { opcode: opcode.close, payload: closePayload(1000, "bye") }, true],
    ["a ping", { opcode: opcode.ping, payload: "?" }, false],
    ["a first fragment", { opcode: opcode.text, payload: "hel", isFinal: false }, false],
    ["too much", { opcode: opcode.text, payload: "x".repeat(maxPayloadBytes + 1) }, false],
    ["a text that is none", { opcode: opcode.text, payload: Uint8Array.of(0xff) }, false],
  ])("after %s does without the receiver of ws, or not", async (_, frame, isLight) => {
    expect(await isLightAfter([masked(frame, [9, 8, 7, 6])])).toBe(isLight);
  });

  test("reads a message that comes in two pieces, wherever it is cut", async () => {
    const bytes = Buffer.concat(
      ["short", "y".repeat(200), "é🐟", ""].map((payload) =>
        masked({ opcode: opcode.text, payload }, [1, 130, 7, 255]),
      ),
    );
    for (let cut = 1; cut < bytes.length; cut += 1) {
      const { events } = await transcriptOf(
        "light",
        [bytes.subarray(0, cut), bytes.subarray(cut)],
        () => undefined,
      );

      expect(events.slice(0, -2)).toEqual(
        ["short", "y".repeat(200), "é🐟", ""].map((payload) => ["text", payload]),
      );
    }
  });
});
