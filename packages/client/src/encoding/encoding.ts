import type { PacketReader, PacketReaderOwner } from "@sockeye/internal";
import type { Attachment, ClientRevision, SocketPacket } from "@sockeye/protocol";

/** A packet as it travels: text as whole frames, binary as messages that each revision frames in its own way. */
export type EncodedPacket = readonly (string | Attachment)[];

/** How packets are written and read: as the protocol has it, or as a parser of the application's does. */
export interface Encoding {
  /** The messages that carry the packet. Throws for a payload that can't travel. */
  encode(packet: SocketPacket, revision: ClientRevision): EncodedPacket;
  /** What reads the messages of one connection. */
  reader(owner: PacketReaderOwner, revision: ClientRevision): PacketReader;
}
