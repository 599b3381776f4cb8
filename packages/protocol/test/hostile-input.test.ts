import {
  attach,
  type Decoded,
  decodeHandshake,
  type EnginePacket,
  type Frame,
  type ServerRevision,
  serverRevision3,
  serverRevision3Base64,
  serverRevision4,
  type Violation,
  violationRules,
} from "@sockeye/protocol";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText, socketPackets } from "./arbitraries.js";

const runs = { numRuns: 4_000, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true };
const options = { timeout: 30_000 };

const engineTypes = ["open", "close", "ping", "pong", "message", "upgrade", "noop"];
const socketTypes = ["connect", "disconnect", "event", "ack", "connect_error", "partial"];

function expectKnown(decoded: EnginePacket | Decoded, types: readonly string[]): void {
  if (decoded.type === "violation") {
    expect(Object.keys(violationRules)).toContain((decoded as Violation).code);
  } else {
    expect(types).toContain(decoded.type);
  }
}

/** Texts that look like the grammar here and there. */
const nearlyTexts = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'0123456789-/,?[]{}":\\ \0b4'),
      fc.constantFrom('["a"', '{"_placeholder":true,"num":0}', "1-", "/a?x=%,", "__proto__", "disconnect"),
      anyText,
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

/** A text with one place cut, doubled or overwritten. */
function mutated(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(texts, fc.nat(), fc.nat({ max: 4 }), fc.string({ unit: "binary", maxLength: 3 }))
    .map(([text, place, cut, more]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + more + text.slice(at + cut);
    });
}

describe.each<[string, ServerRevision]>([
  ["EIO=3", serverRevision3],
  ["EIO=3 with b64=1", serverRevision3Base64],
  ["EIO=4", serverRevision4],
])("whatever a peer sends in %s", (_name, { engineCodec, socketCodec, socket }) => {
  const validTexts = socketPackets(socket).map((packet) => {
    try {
      return socketCodec.encode(packet)[0];
    } catch {
      return ""; // more than 99 attachments
    }
  });
  const texts = fc.oneof(anyText, nearlyTexts, mutated(validTexts));
  const frames: fc.Arbitrary<Frame> = fc.oneof(
    texts,
    texts.map((text) => `4${text}`),
    texts.map((text) => `b4${text}`),
    fc.base64String().map((text) => `b4${text}`),
    fc.uint8Array(),
  );

  it("is an engine packet or a violation, and nothing is thrown", options, () => {
    fc.assert(
      fc.property(frames, (frame) => expectKnown(engineCodec.decode(frame), engineTypes)),
      runs,
    );
  });

  it("is a socket packet or a violation, and nothing is thrown", options, () => {
    fc.assert(
      fc.property(texts, fc.nat({ max: 3 }), (text, start) => {
        expectKnown(socketCodec.decode(text, undefined, start), socketTypes);
      }),
      runs,
    );
  });

  it("may be any number of attachments, and nothing is thrown", options, () => {
    const attachments = fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 5 });
    const places = fc.array(fc.integer({ min: -1, max: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.nat({ max: 5 }), places, attachments, (count, numbers, all) => {
        const data = ["a", ...numbers.map((num) => ({ x: { _placeholder: true, num } }))];
        const limits = { maxAttachments: 4, maxPacketBytes: 160 };
        const decoded = socketCodec.decode(`5${count}-${JSON.stringify(data)}`, limits);
        for (const bytes of decoded.type === "partial" ? all : []) {
          expectKnown(attach(decoded as never, bytes), socketTypes);
        }
      }),
      runs,
    );
  });
});

describe("whatever a server says in its open packet", () => {
  it("is a handshake or a violation, and nothing is thrown", options, () => {
    const fields = fc.record(
      { sid: fc.anything(), pingInterval: fc.anything(), pingTimeout: fc.nat(), maxPayload: fc.anything() },
      { requiredKeys: [] },
    );
    const json = fc.oneof(fc.json(), anyText, fields.map(safeJson));
    fc.assert(
      fc.property(json, (data) => {
        const handshake = decodeHandshake(data);
        expect("type" in handshake ? handshake.code : typeof handshake.sid).toMatch(
          /^(HANDSHAKE_INVALID|string)$/,
        );
      }),
      runs,
    );
  });
});

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return ""; // a bigint, or a toJSON of chance
  }
}
