import {
  decodeHandshake,
  type EnginePacket,
  encodeHandshake,
  selectRevision,
  type ViolationCode,
  violationRules,
} from "@sockeye/protocol";
import { describe, expect, test } from "vitest";
import {
  lineOfPacket,
  lineOfVectorPacket,
  readFrames,
  receiversOf,
  sendersOf,
  writeFrames,
} from "./vectors/codec.js";
import { type FrameVector, files, framesOf, withBytes, withHex } from "./vectors/vector.js";

/** What a codec can't know: which side of a connection it is on, and what has happened there. */
const knownToSessions = [
  "ENGINE_OPEN_UNEXPECTED",
  "HEARTBEAT_DIRECTION",
  "CONNECT_ERROR_UNEXPECTED",
] as readonly (string | undefined)[];

const textVectors = [...files.socket.vectors, ...files.attachments.vectors];
const frameVectors = [...files.engine.vectors, ...textVectors];

const rowsOf = (vectors: readonly FrameVector[], speechesOf: typeof receiversOf) =>
  vectors.flatMap((vector) =>
    speechesOf(vector).map((speech) => ({ ...speech, id: vector.id, speech, vector })),
  );
const packetRows = (vectors: readonly FrameVector[]) =>
  rowsOf(
    vectors.filter(({ packet }) => packet !== undefined),
    receiversOf,
  );
const writtenRows = (vectors: readonly FrameVector[]) =>
  rowsOf(
    vectors.filter(({ write }) => write === true),
    sendersOf,
  );
const violationRows = rowsOf(
  frameVectors.filter(
    ({ violation, given }) =>
      violation !== undefined && given === undefined && !knownToSessions.includes(violation.code),
  ),
  receiversOf,
);

describe("engine.json", () => {
  test.each(packetRows(files.engine.vectors))("$id is read ($name)", ({ vector, speech }) => {
    const packets = framesOf(vector).map((frame) => speech.engineCodec.decode(frame));

    expect(packets.map(withHex)).toEqual([withHex(withBytes(vector.packet))]);
  });

  test.each(writtenRows(files.engine.vectors))("$id is written ($name)", ({ vector, speech }) => {
    const frame = speech.engineCodec.encode(withBytes(vector.packet) as EnginePacket);

    expect([frame].map(withHex)).toEqual(framesOf(vector).map(withHex));
  });
});

describe("socket.json and attachments.json", () => {
  test.each(packetRows(textVectors))("$id is read ($name)", ({ vector, speech }) => {
    const reading = readFrames(framesOf(vector), speech, vector.limits);

    const packets = "packets" in reading ? reading.packets : [];
    expect(reading).not.toHaveProperty("violation");
    expect(packets.map((packet) => lineOfPacket(packet, speech))).toEqual([
      lineOfVectorPacket(vector.packet ?? { type: "none" }),
    ]);
  });

  test.each(writtenRows(textVectors))("$id is written ($name)", ({ vector, speech }) => {
    const frames = writeFrames(vector.packet ?? { type: "none" }, speech);

    expect(frames.map(withHex)).toEqual(framesOf(vector).map(withHex));
  });
});

describe("violations", () => {
  test.each(violationRows)("$id is $vector.violation.code ($name)", ({ vector, speech }) => {
    const frames = framesOf(vector);

    expect(readFrames(frames, speech, vector.limits)).toEqual({
      violation: vector.violation?.code,
      index: frames.length - 1, // those before are taken
    });
  });

  test.each(frameVectors.concat(files.handshake.vectors).filter(({ violation }) => violation !== undefined))(
    "$id has the close code of its code",
    ({ violation }) => {
      expect(violationRules[violation?.code as ViolationCode]).toMatchObject({
        closeCode: violation?.closeCode,
      });
    },
  );
});

describe("handshake.json", () => {
  const openPackets = files.handshake.vectors.filter(({ packet }) => packet !== undefined);

  test.each(openPackets)("$id is read", (vector) => {
    const { pingInterval, pingTimeout, maxPayload, ...rest } = vector.packet as unknown as OpenFields;

    expect(framesOf(vector).map((frame) => decodeHandshake(String(frame).slice(1)))).toEqual([
      {
        sid: rest.sid,
        pingIntervalMs: pingInterval,
        pingTimeoutMs: pingTimeout,
        ...(maxPayload !== undefined && { maxPayloadBytes: maxPayload }),
      },
    ]);
  });

  test.each(openPackets.filter(({ write }) => write === true))("$id is written", (vector) => {
    const { sid, pingInterval, pingTimeout, maxPayload } = vector.packet as unknown as OpenFields;
    const fields = { sid, pingIntervalMs: pingInterval, pingTimeoutMs: pingTimeout };

    const json = encodeHandshake({ ...fields, maxPayloadBytes: maxPayload });

    expect([`0${json}`]).toEqual(framesOf(vector));
  });

  test.each(files.handshake.vectors.filter(({ id }) => /^handshake-(?!first|twice|later)/.test(id)))(
    "$id is judged by its payload alone",
    (vector) => {
      const judged = decodeHandshake(String(framesOf(vector)[0]).slice(1));

      expect("type" in judged ? judged.code : undefined).toBe(vector.violation?.code);
    },
  );
});

describe("requests.json", () => {
  const accepted = files.requests.vectors.flatMap((vector) =>
    vector.accepted === undefined ? [] : [{ ...vector, ...vector.accepted }],
  );

  test.each(accepted)("$id chooses a revision", ({ request, revision, base64 }) => {
    const query = new URLSearchParams(request.target.slice(request.target.indexOf("?")));

    const selected = selectRevision({ eio: query.get("EIO"), b64: query.get("b64") });

    expect(selected?.engine).toBe(revision);
    expect(selected?.engineCodec.encodeMessage(Uint8Array.of(0)) === "b4AA==").toBe(base64);
  });
});

interface OpenFields {
  readonly sid: string;
  readonly pingInterval: number;
  readonly pingTimeout: number;
  readonly maxPayload?: number;
}
