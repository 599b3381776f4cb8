import type { Duplex } from "node:stream";
import { describe, expect, test } from "vitest";
import * as ws from "ws";
import { FrameReader } from "../src/wire/frame-reader.js";
import { type Arrival, MessageReader } from "../src/wire/message-reader.js";
import { closePayload, encodeFrame, opcodes, type RawFrame } from "../src/wire/raw-frame.js";
import { bytesOf, expand, files, hexOf, type VectorMessage, type WebsocketVector } from "./vectors/vector.js";

const { vectors } = files.websocket;
const messageVectors = vectors.filter(({ messages }) => messages !== undefined);
const violationVectors = vectors.filter(({ violation }) => violation !== undefined);
const writtenVectors = vectors.filter(({ write }) => write === true);
const streamOf = ({ frames }: WebsocketVector): Buffer =>
  Buffer.concat(frames.map(({ hex }) => bytesOf(hex)));

describe("the kit", () => {
  const read = (vector: WebsocketVector, sizeBytes: number): Arrival[] => {
    const reader = new MessageReader(vector.receiver === "server");
    return chunksOf(streamOf(vector), sizeBytes).flatMap((chunk) => reader.push(chunk));
  };

  test.each(messageVectors)("reads $id", (vector) => {
    const expected = vector.messages?.map(plain);

    expect(read(vector, Infinity).map(messageOf).map(plain)).toEqual(expected);
    expect(read(vector, 1_000).map(messageOf).map(plain)).toEqual(expected);
  });

  test.each(messageVectors.filter((vector) => streamOf(vector).length < 1_000))(
    "reads $id byte by byte",
    (vector) => {
      expect(read(vector, 1).map(messageOf).map(plain)).toEqual(vector.messages?.map(plain));
    },
  );

  test.each(violationVectors)("objects to $id", (vector) => {
    expect(read(vector, Infinity).map(({ kind }) => kind)).toEqual(["breach"]);
  });

  test.each(writtenVectors)("writes $id", (vector) => {
    const isClient = vector.receiver === "server";
    const written = vector.messages?.map((message) => encodeFrame(frameOf(message), isClient)) ?? [];

    const frames = [Buffer.concat(written), streamOf(vector)].map((bytes) => new FrameReader().push(bytes));

    expect(frames[0]).toEqual(frames[1]); // masks are random
    expect(frames[0]?.every(({ isMasked }) => isMasked === isClient)).toBe(true);
    expect(isClient || streamOf(vector).equals(Buffer.concat(written))).toBe(true);
  });
});

describe("ws", () => {
  test.each(messageVectors)("reads $id", async (vector) => {
    const { messages, closeCode } = await readByWs(vector);

    expect(messages.map(plain)).toEqual(vector.messages?.map(plain));
    expect(closeCode).toBeUndefined();
  });

  test.each(violationVectors)("objects to $id with $violation.closeCode", async (vector) => {
    expect(await readByWs(vector)).toEqual({ messages: [], closeCode: vector.violation?.closeCode });
  });

  test.each(writtenVectors)("writes $id", (vector) => {
    const written = vector.messages?.flatMap((message) => writeByWs(frameOf(message), vector.mask)) ?? [];

    expect(Buffer.concat(written).equals(streamOf(vector))).toBe(true);
  });
});

/** What `ws` exports beside what its types say. */
interface Internals {
  readonly Receiver: new (options: { isServer: boolean; binaryType: string }) => Duplex;
  readonly Sender: { frame(data: Buffer, options: object): Buffer[] };
}

const { Receiver, Sender } = ws as unknown as Internals;

/** What a receiver of `ws` makes of a vector's bytes: the messages, or the close code for what is wrong with them. */
async function readByWs(
  vector: WebsocketVector,
): Promise<{ messages: VectorMessage[]; closeCode: number | undefined }> {
  const messages: VectorMessage[] = [];
  const receiver = new Receiver({ isServer: vector.receiver === "server", binaryType: "nodebuffer" });
  receiver.on("message", (data: Buffer, isBinary: boolean) => {
    messages.push(isBinary ? { hex: hexOf(data) } : { text: data.toString() });
  });
  receiver.on("ping", (data: Buffer) => messages.push({ ping: hexOf(data) }));
  receiver.on("pong", (data: Buffer) => messages.push({ pong: hexOf(data) }));
  receiver.on("conclude", (code: number, reason: Buffer) => {
    messages.push({ close: { code, reason: reason.toString() } });
  });
  let error: unknown;
  receiver.on("error", (failure) => {
    error = failure;
  });
  receiver.write(streamOf(vector));
  await new Promise(setImmediate); // errors come a turn later
  return { messages, closeCode: statusOf(error) };
}

/** The close code of an error of `ws`, which it has under a symbol. */
function statusOf(error: unknown): number | undefined {
  const [symbol] = error instanceof Error ? Object.getOwnPropertySymbols(error) : [];
  return symbol === undefined ? undefined : (Reflect.get(error as Error, symbol) as number);
}

function writeByWs({ opcode, payload = "" }: RawFrame, mask: string | undefined): Buffer[] {
  const key = Buffer.from(mask ?? "", "hex");
  return Sender.frame(Buffer.from(payload), {
    ...{ opcode, fin: true, rsv1: false, readOnly: true, mask: mask !== undefined },
    generateMask: (target: Buffer) => key.copy(target),
  });
}

/** A message as the frame that carries it in one piece. */
function frameOf(message: VectorMessage): RawFrame {
  if ("text" in message) {
    return { opcode: opcodes.text, payload: message.text };
  }
  if ("hex" in message) {
    return { opcode: opcodes.binary, payload: bytesOf(message.hex) };
  }
  if ("close" in message) {
    const { code, reason } = message.close;
    return { opcode: opcodes.close, payload: closePayload(code === 1005 ? undefined : code, reason) };
  }
  return "ping" in message
    ? { opcode: opcodes.ping, payload: bytesOf(message.ping) }
    : { opcode: opcodes.pong, payload: bytesOf(message.pong) };
}

function messageOf(arrival: Arrival): VectorMessage {
  switch (arrival.kind) {
    case "text":
      return { text: arrival.text };
    case "binary":
      return { hex: hexOf(arrival.bytes) };
    case "close":
      return { close: { code: arrival.code, reason: arrival.reason } };
    case "ping":
      return { ping: hexOf(arrival.bytes) };
    case "pong":
      return { pong: hexOf(arrival.bytes) };
    case "breach":
      throw new Error(`expected messages; got ${arrival.what}`);
  }
}

function plain(message: VectorMessage): VectorMessage {
  return "hex" in message ? { hex: expand(message.hex) } : message;
}

function chunksOf(bytes: Buffer, sizeBytes: number): Buffer[] {
  if (bytes.length <= sizeBytes) {
    return [bytes];
  }
  return [bytes.subarray(0, sizeBytes), ...chunksOf(bytes.subarray(sizeBytes), sizeBytes)];
}
