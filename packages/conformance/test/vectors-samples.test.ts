import { describe, expect, test } from "vitest";
import { acceptKey } from "../src/wire/accept-key.js";
import { FrameReader } from "../src/wire/frame-reader.js";
import { type Arrival, MessageReader } from "../src/wire/message-reader.js";
import { readFrames, receiversOf } from "./vectors/codec.js";
import { sampleOf } from "./vectors/sample.js";
import { bytesOf, expand, files, hexOf } from "./vectors/vector.js";

const samples = [
  { number: "21.4", revision: 4, count: 12, ...sampleOf("21.4") },
  { number: "21.5", revision: 3, count: 11, ...sampleOf("21.5") },
] as const;

const framesOf = (sample: (typeof samples)[number]) =>
  sample.frames.map((frame) => ({ ...frame, number: sample.number, revision: sample.revision }));
const frames = samples.flatMap(framesOf);

describe.each(samples)("sample $number", (sample) => {
  test("starts with the request of its revision", () => {
    const [request, answer] = sample.heads;

    expect(sample.heads).toHaveLength(2);
    expect(request?.get("")).toBe(`GET /socket.io/?EIO=${sample.revision}&transport=websocket HTTP/1.1`);
    expect(answer?.get("")).toBe("HTTP/1.1 101 Switching Protocols");
    for (const head of sample.heads) {
      expect(head.get("Upgrade")).toBe("websocket");
      expect(head.get("Connection")).toBe("Upgrade");
    }
    expect(request?.get("Sec-WebSocket-Version")).toBe("13");
    expect(request?.get("Host")).toBe("example.com");
  });

  test("has the Sec-WebSocket-Accept of its key", () => {
    const [request, answer] = sample.heads;

    expect(Buffer.from(request?.get("Sec-WebSocket-Key") ?? "", "base64")).toHaveLength(16);
    expect(answer?.get("Sec-WebSocket-Accept")).toBe(acceptKey(request?.get("Sec-WebSocket-Key") ?? ""));
  });

  test("has as many frames as were counted by hand", () => {
    expect(sample.frames).toHaveLength(sample.count);
  });

  test("breaks no rule on either side", () => {
    for (const side of ["server", "client"] as const) {
      const received = sample.frames
        .filter(({ sender, shown }) => sender !== side && !shown.startsWith("close"))
        .map(({ shown }) => (shown.startsWith("<") ? shownBytes(shown) : shown));
      const [speech] = receiversOf({ ...emptyVector, receiver: side, revisions: [sample.revision] });

      expect(speech && readFrames(received, speech, undefined)).not.toHaveProperty("violation");
    }
  });
});

test.each(frames)("$number, $sender: $shown is what its bytes say", ({ sender, shown, bytes }) => {
  const arrivals = new MessageReader(sender === "client").push(bytes);

  expect(arrivals.map(show)).toEqual([shown]);
});

test.each(frames)("$number, $sender: $shown is one frame, masked as is said", ({ sender, bytes }) => {
  const [frame, ...more] = new FrameReader().push(bytes);

  expect(more).toEqual([]);
  expect(frame).toMatchObject({ isFinal: true, isMasked: sender === "client", rsv: 0 });
  expect(bytes.subarray(2, 6).toString("hex") === "37fa213d").toBe(sender === "client");
  expect(bytes).toHaveLength((frame?.payload.length ?? 0) + (sender === "client" ? 6 : 2));
});

test.each(frames)("$number, $sender: $shown is a vector", ({ sender, bytes, revision }) => {
  const receiver = sender === "client" ? "server" : "client";
  const hexes = files.websocket.vectors
    .filter((vector) => vector.receiver === receiver && vector.revisions.includes(revision))
    .map((vector) => vector.frames.map(({ hex }) => expand(hex)).join(""));

  expect(hexes).toContain(bytes.toString("hex"));
});

const emptyVector = { id: "", title: "", requirements: [], frames: [], base64: false };

function shownBytes(shown: string): Uint8Array {
  return bytesOf(shown.replace(/[<> ]/g, ""));
}

function show(arrival: Arrival): string {
  switch (arrival.kind) {
    case "text":
      return arrival.text;
    case "binary":
      return `<${hexOf(arrival.bytes).replace(/(..)(?=.)/g, "$1 ")}>`;
    case "close":
      return `close ${arrival.code}`;
    default:
      return arrival.kind;
  }
}
