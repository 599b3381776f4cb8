import {
  AssemblingReader,
  type PacketReader,
  type PacketReaderOwner,
  type PacketReaderSettings,
} from "@sockeye/internal";
import { type ClientRevision, type SocketPacket, textMessagePrefix } from "@sockeye/protocol";
import type { EncodedPacket, Encoding } from "./encoding.js";

/** Writes and reads packets as the protocol has it. PROTOCOL.md, Socket.IO packets. */
export class ProtocolEncoding implements Encoding {
  readonly #settings: PacketReaderSettings;

  constructor(settings: PacketReaderSettings) {
    this.#settings = settings;
  }

  encode(packet: SocketPacket, { socketCodec }: ClientRevision): EncodedPacket {
    return socketCodec.encode(packet, textMessagePrefix);
  }

  reader(owner: PacketReaderOwner, { socketCodec }: ClientRevision): PacketReader {
    return new AssemblingReader(socketCodec, owner, this.#settings);
  }
}
