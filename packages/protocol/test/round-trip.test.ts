// By node:assert: the equality of `expect` takes an own property `constructor` for a class.
import { deepStrictEqual } from "node:assert";
import {
  attach,
  type Decoded,
  type EngineCodec,
  engineCodecV3,
  engineCodecV3Base64,
  engineCodecV4,
  type SocketCodec,
  type SocketPacket,
  socketCodecV4,
  socketCodecV5,
} from "@sockeye/protocol";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { enginePackets, socketPackets } from "./arbitraries.js";

const runs = { numRuns: 3_000, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true };
const limits = { maxAttachments: 99, maxPacketBytes: 10_000_000 };

function receive(codec: SocketCodec, messages: readonly [string, ...Uint8Array[]]): Decoded {
  const [text, ...attachments] = messages;
  return attachments.reduce<Decoded>(
    (partial, bytes) => (partial.type === "partial" ? attach(partial, bytes) : expect.fail("one too many")),
    codec.decode(text, limits),
  );
}

function binaryCount(value: unknown): number {
  if (value instanceof Uint8Array) {
    return 1;
  }
  const holds = typeof value === "object" && value !== null;
  return holds ? Object.values(value).reduce((sum, inner) => sum + binaryCount(inner), 0) : 0;
}

const canTravel = (packet: SocketPacket) => !("data" in packet) || binaryCount(packet.data) <= 99;

describe.each<[string, SocketCodec, 4 | 5]>([
  ["EIO=3", socketCodecV4, 4],
  ["EIO=4", socketCodecV5, 5],
])("any Socket.IO packet in %s", (_name, codec, revision) => {
  it("decodes to what was encoded", { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(socketPackets(revision).filter(canTravel), (packet) => {
        deepStrictEqual(receive(codec, codec.encode(packet)), packet);
      }),
      runs,
    );
  });

  it("is encoded to the same text that it was decoded from", { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(socketPackets(revision).filter(canTravel), (packet) => {
        const messages = codec.encode(packet);
        const received = receive(codec, messages);
        expect(received.type).not.toMatch(/partial|violation/);
        deepStrictEqual(codec.encode(received as SocketPacket), messages);
      }),
      runs,
    );
  });
});

describe.each<[string, EngineCodec]>([
  ["EIO=3", engineCodecV3],
  ["EIO=3 with b64=1", engineCodecV3Base64],
  ["EIO=4", engineCodecV4],
])("any Engine.IO packet in %s", (_name, codec) => {
  it("decodes to what was encoded", { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(enginePackets, (packet) => {
        deepStrictEqual(codec.decode(codec.encode(packet)), packet);
      }),
      runs,
    );
  });
});
