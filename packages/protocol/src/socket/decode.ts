import { type Violation, violation } from "../errors.js";
import type { DecodeLimits } from "../limits.js";
import { type PartialPacket, startPacket } from "./assembler.js";
import { decodeHeader, type Header } from "./header.js";
import { decodeQuery } from "./namespace.js";
import type { SocketPacket } from "./packet.js";
import { payloadDecoders } from "./payload.js";

/** What a text decodes to: a packet, one that waits for attachments, or what is wrong. */
export type Decoded = SocketPacket | PartialPacket | Violation;

/**
 * Reads the text of any packet from `start` on; `hasQuery` is whether a query is split off the namespace.
 * PROTOCOL.md, EIO-TXT-1.
 */
export function decodePacket(text: string, start: number, limits: DecodeLimits, hasQuery: boolean): Decoded {
  const header = decodeHeader(text, start, limits, hasQuery);
  if (header.type === "violation") {
    return header;
  }
  const packet = decodeBody(text, header);
  return header.attachments > 0 && (packet.type === "event" || packet.type === "ack")
    ? startPacket(packet, header.attachments, text.length, limits)
    : packet;
}

function decodeBody(
  text: string,
  { type, namespace, query, id, payloadStart }: Header,
): SocketPacket | Violation {
  const isBare = payloadStart === text.length;
  if (type === "disconnect") {
    return isBare ? { type, namespace } : violation("PAYLOAD_UNEXPECTED"); // EIO-TXT-12
  }
  if (type === "connect" && isBare) {
    return query === undefined ? { type, namespace } : { type, namespace, data: decodeQuery(query) };
  }
  if (type === "ack" && id === undefined) {
    return violation("ACK_ID_INVALID"); // EIO-TXT-10
  }
  const payload = payloadDecoders[type](text, payloadStart);
  if (typeof payload === "string") {
    return violation(payload);
  }
  const data = type === "connect_error" ? (payload as [unknown])[0] : payload;
  const packet = id === undefined ? { type, namespace, data } : { type, namespace, id, data };
  return packet as SocketPacket; // the decoder has seen to what the type asks of its payload
}
