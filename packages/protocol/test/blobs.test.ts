import {
  type BlobLike,
  clientRevision3,
  clientRevision4,
  clientSocketCodecV4,
  clientSocketCodecV5,
  EncodeError,
  socketCodecV4,
  socketCodecV5,
} from "@sockeye/protocol";
import { describe, expect, test } from "vitest";

const blob = new Blob(["hello"]);
const event = {
  type: "event",
  namespace: "/",
  data: ["file", { name: "a", blob }, Uint8Array.of(1)],
} as const;

/** The bytes of what is sent in place of a Blob. */
async function bytesOf(frame: BlobLike): Promise<Uint8Array> {
  return new Uint8Array(await (frame as Blob).arrayBuffer());
}

describe("a Blob", () => {
  test.each([
    ["EIO=3", clientSocketCodecV4],
    ["EIO=4", clientSocketCodecV5],
  ])("is an attachment like any other where a client encodes it, %s", (_name, codec) => {
    const [text, first, second] = codec.encode(event);

    expect(text).toBe(
      '52-["file",{"name":"a","blob":{"_placeholder":true,"num":0}},{"_placeholder":true,"num":1}]',
    );
    expect(first).toBe(blob);
    expect(second).toEqual(Uint8Array.of(1));
  });

  test("is framed as it is in revision 4", async () => {
    expect(await bytesOf(clientRevision4.encodeBlob(blob))).toEqual(new TextEncoder().encode("hello"));
  });

  test("is framed behind the byte of its type in revision 3", async () => {
    expect(await bytesOf(clientRevision3.encodeBlob(blob))).toEqual(new TextEncoder().encode("\u0004hello"));
  });

  test.each([
    ["EIO=3", socketCodecV4],
    ["EIO=4", socketCodecV5],
  ])("is refused where a server encodes it, %s", (_name, codec) => {
    expect(() => codec.encode(event)).toThrow(EncodeError);
  });
});
