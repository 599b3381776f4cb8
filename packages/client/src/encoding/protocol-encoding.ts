import { AssemblingReader, type PacketReaderSettings } from "@sockeye/internal";
import { textMessagePrefix } from "@sockeye/protocol";
import type { Encoding } from "./encoding.js";

/** Writes and reads packets as the protocol has it. PROTOCOL.md, Socket.IO packets. */
export function protocolEncoding(settings: PacketReaderSettings): Encoding {
  return {
    encode: (packet, { socketCodec }) => socketCodec.encode(packet, textMessagePrefix),
    reader: (owner, { socketCodec }) => new AssemblingReader(socketCodec, owner, settings),
  };
}
