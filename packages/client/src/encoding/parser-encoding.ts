import type { PacketReader, PacketReaderOwner } from "@sockeye/internal";
import {
  type Attachment,
  attachmentOf,
  isEventData,
  packetTypes,
  type SocketPacket,
  textMessagePrefix,
} from "@sockeye/protocol";
import type { Parser, ParserDecoder } from "../api.js";
import { defined } from "../options.js";
import type { Encoding } from "./encoding.js";

/** A packet as parsers know it; the numbers of its types are those of the wire. */
interface ParserPacket {
  readonly type?: unknown;
  readonly nsp?: unknown;
  readonly id?: unknown;
  readonly data?: unknown;
}

/** Writes and reads packets by a parser of the application's. */
export function parserEncoding(
  { Encoder, Decoder }: Parser,
  asBinary: (bytes: Uint8Array) => unknown,
): Encoding {
  const encoder = new Encoder();
  return {
    encode(packet) {
      const messages = encoder.encode(parserPacket(packet)) as readonly unknown[];
      return messages.map((message) =>
        typeof message === "string" ? textMessagePrefix + message : (attachmentOf(message) as Attachment),
      );
    },
    reader: (owner) => parserReader(new Decoder(), owner, asBinary),
  };
}

/** Reads packets by a parser, which may keep what is not complete yet. */
function parserReader(
  decoder: ParserDecoder,
  owner: PacketReaderOwner,
  asBinary: (bytes: Uint8Array) => unknown,
): PacketReader {
  let isStopped = false;
  const add = (message: unknown): void => {
    try {
      decoder.add(message);
    } catch {
      owner.violated("PAYLOAD_NOT_JSON"); // what the parser says of it may quote the peer
    }
  };
  decoder.on("decoded", (packet: ParserPacket) => {
    const read = socketPacket(Object(packet) as ParserPacket);
    if (!read) {
      owner.violated("SOCKET_TYPE_UNKNOWN");
    } else if (!isStopped) {
      owner.receivePacket(read);
    }
  });
  return {
    receiveText: (text, start) => add(text.slice(start)),
    receiveBinary: (data) => add(asBinary(data)),
    stop() {
      isStopped = true;
      decoder.destroy?.();
    },
  };
}

/** Without what has no value: some parsers refuse a field that is there and undefined. */
function parserPacket({ type, namespace: nsp, ...payload }: SocketPacket): ParserPacket {
  return { type: packetTypes.indexOf(type), nsp, ...defined(payload) };
}

/** The packet that a parser has read, whatever it may have made of what came; undefined where it is none. */
function socketPacket({ type: digit, nsp: namespace, id, data }: ParserPacket): SocketPacket | undefined {
  const type = typeof digit === "number" ? packetTypes[digit] : undefined;
  const hasPayload = type === "event" ? isEventData(data) : type !== "ack" || Array.isArray(data);
  const isPacket = type !== undefined && typeof namespace === "string" && hasPayload;
  return isPacket ? ({ type, namespace, id, data } as SocketPacket) : undefined;
}
