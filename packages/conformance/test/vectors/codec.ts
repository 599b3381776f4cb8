import { AssemblingReader, ManualClock } from "@sockeye/internal";
import {
  clientRevision3,
  clientRevision4,
  type DecodeLimits,
  defaultLimits,
  type EngineCodec,
  engineCodecV3Base64,
  type Frame,
  isTextMessage,
  type SocketCodec,
  type SocketPacket,
  serverRevision3,
  serverRevision3Base64,
  serverRevision4,
  textMessagePrefix,
  textMessageStart,
} from "@sockeye/protocol";
import { expand, type FrameVector, type Side, type VectorPacket, withBytes, withHex } from "./vector.js";

/** What one side speaks, as @sockeye/protocol has it. */
export interface Speech {
  readonly name: string;
  readonly side: Side;
  readonly revision: 3 | 4;
  readonly hasBase64: boolean;
  readonly engineCodec: EngineCodec;
  readonly socketCodec: SocketCodec;
}

const server = { side: "server" } as const;
const client = { side: "client" } as const;
const inBase64 = { revision: 3, hasBase64: true, engineCodec: engineCodecV3Base64 } as const;
const codecOfClient3 = clientRevision3.socketCodec as SocketCodec; // no Blobs here
const codecOfClient4 = clientRevision4.socketCodec as SocketCodec;

const speeches: readonly Speech[] = [
  { ...server, ...serverRevision4, name: "4, as a server", revision: 4, hasBase64: false },
  { ...server, ...serverRevision3, name: "3, as a server", revision: 3, hasBase64: false },
  { ...server, ...serverRevision3Base64, name: "3 with base64, as a server", ...inBase64 },
  {
    ...client,
    ...clientRevision4,
    socketCodec: codecOfClient4,
    name: "4, as a client",
    revision: 4,
    hasBase64: false,
  },
  {
    ...client,
    ...clientRevision3,
    socketCodec: codecOfClient3,
    name: "3, as a client",
    revision: 3,
    hasBase64: false,
  },
  {
    ...client,
    ...clientRevision3,
    socketCodec: codecOfClient3,
    name: "3 with base64, as a client",
    ...inBase64,
  },
];

/** Who receives the frames of a vector, and in which revisions. */
export function receiversOf(vector: FrameVector): readonly Speech[] {
  return speeches.filter(
    (speech) => speech.side === (vector.receiver ?? speech.side) && suits(speech, vector),
  );
}

/** Who sends them: the other side. */
export function sendersOf(vector: FrameVector): readonly Speech[] {
  return speeches.filter((speech) => speech.side !== vector.receiver && suits(speech, vector));
}

function suits(speech: Speech, { revisions, base64 }: FrameVector): boolean {
  return revisions.includes(speech.revision) && speech.hasBase64 === (base64 ?? speech.hasBase64);
}

/** What a receiver makes of frames: packets of Socket.IO, or the code of a violation by the frame of that index. */
export type Reading =
  | { readonly packets: readonly SocketPacket[] }
  | { readonly violation: string; readonly index: number };

export function readFrames(frames: readonly Frame[], speech: Speech, limits: FrameVector["limits"]): Reading {
  const packets: SocketPacket[] = [];
  let violation: string | undefined;
  const owner = {
    receivePacket: (packet: SocketPacket) => void packets.push(packet),
    violated: (code: string) => {
      violation = code;
    },
  };
  const settings = {
    decodeLimits: decodeLimitsOf(limits),
    attachmentsTimeoutMs: 10_000,
    clock: new ManualClock(),
  };
  const reader = new AssemblingReader(speech.socketCodec, owner, settings);
  for (const [index, frame] of frames.entries()) {
    const packet = speech.engineCodec.decode(frame);
    if (packet.type === "violation") {
      return { violation: packet.code, index };
    }
    if (typeof frame === "string" && isTextMessage(frame)) {
      reader.receiveText(frame, textMessageStart);
    } else if (packet.type === "message") {
      reader.receiveBinary(packet.data as Uint8Array);
    }
    if (violation !== undefined) {
      return { violation, index };
    }
  }
  return { packets };
}

function decodeLimitsOf({ attachments, packetBytes }: NonNullable<FrameVector["limits"]> = {}): DecodeLimits {
  return {
    maxAttachments: attachments ?? defaultLimits.maxAttachments,
    maxPacketBytes: packetBytes ?? defaultLimits.maxPacketBytes,
  };
}

/** The frames that a sender writes for a packet. */
export function writeFrames(packet: VectorPacket, { socketCodec, engineCodec }: Speech): Frame[] {
  const [text, ...attachments] = socketCodec.encode(socketPacketOf(packet), textMessagePrefix);
  return [text, ...attachments.map((attachment) => engineCodec.encodeMessage(attachment))];
}

function socketPacketOf({ type, namespace = "/", id, data, json }: VectorPacket): SocketPacket {
  const payload = withBytes(json === undefined ? data : JSON.parse(expand(json)));
  return {
    type: type.replace("-", "_"),
    namespace: expand(namespace),
    ...(id !== undefined && { id }),
    ...(payload !== undefined && { data: payload }),
  } as SocketPacket;
}

/** A packet of a vector on one line, for comparing: the order of keys counts. */
export function lineOfVectorPacket(packet: VectorPacket): string {
  return JSON.stringify(withHex(socketPacketOf(packet)));
}

/** The same of a packet that was read. What a grant of revision 3 carries is ignored: EIO3-NSP-8, EIO3-NSP-9. */
export function lineOfPacket(packet: SocketPacket, { side, revision }: Speech): string {
  const { type, namespace } = packet;
  const isGrant3 = type === "connect" && side === "client" && revision === 3;
  return JSON.stringify(withHex(isGrant3 ? { type, namespace } : packet));
}
