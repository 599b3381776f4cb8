import { type SocketPacket, serverRevision4 } from "@sockeye/protocol";
import type { AdapterPacket, PacketEncoder } from "./contract.js";

const eventType = 2;

/**
 * Encodes packets as adapters have them. Events and acks are the same text in both revisions, so that what an adapter
 * encodes once serves every client; how an attachment is framed is left to each session. PROTOCOL.md, Revisions.
 */
export const adapterEncoder: PacketEncoder = {
  encode: (packet) => [...serverRevision4.socketCodec.encode(asSocketPacket(packet))],
};

function asSocketPacket({ type, nsp = "/", id, data }: AdapterPacket): SocketPacket {
  if (type !== eventType) {
    return { type: "ack", namespace: nsp, id: id ?? 0, data };
  }
  return id === undefined
    ? { type: "event", namespace: nsp, data }
    : { type: "event", namespace: nsp, id, data };
}
