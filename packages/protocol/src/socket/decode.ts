import { type Violation, violation } from "../errors.js";
import type { DecodeLimits } from "../limits.js";
import { type PartialPacket, startPacket } from "./assembler.js";
import { type DecodeRules, decodeHeader, type Header, wireType } from "./header.js";
import { decodeQuery } from "./namespace.js";
import type {
  AckPacket,
  BinaryCapablePacket,
  ConnectErrorPacket,
  ConnectPacket,
  DisconnectPacket,
  EventPacket,
  SocketPacket,
} from "./packet.js";
import { decodeAny, decodeArray, decodeObject } from "./payload.js";
import { isEventData } from "./short-event.js";

/** What a text decodes to: a packet, one that waits for attachments, or what is wrong. */
export type Decoded = SocketPacket | PartialPacket | Violation;

/** Reads the text of any packet from `start` on. */
export function decodePacket(text: string, start: number, rules: DecodeRules): Decoded {
  const header = decodeHeader(text, start, rules);
  return header.type === "violation" ? header : decodeBody(text, header, rules.limits);
}

function decodeBody(text: string, header: Header, limits: DecodeLimits): Decoded {
  switch (header.type) {
    case wireType.connect:
      return decodeConnect(text, header);
    case wireType.disconnect:
      return decodeDisconnect(text, header);
    case wireType.connectError:
      return decodeConnectError(text, header);
    case wireType.event:
      return decodeEvent(text, header);
    case wireType.ack:
      return decodeAck(text, header);
    case wireType.binaryEvent:
      return awaitAttachments(decodeEvent(text, header), header, text.length, limits);
    case wireType.binaryAck:
      return awaitAttachments(decodeAck(text, header), header, text.length, limits);
  }
}

function decodeConnect(text: string, header: Header): ConnectPacket | Violation {
  const { namespace, query, payloadStart } = header;
  if (payloadStart === text.length) {
    return query === undefined
      ? { type: "connect", namespace }
      : { type: "connect", namespace, data: decodeQuery(query) };
  }
  const data = decodeObject(text, payloadStart);
  return typeof data === "string" ? violation(data) : { type: "connect", namespace, data };
}

function decodeDisconnect(text: string, { namespace, payloadStart }: Header): DisconnectPacket | Violation {
  if (payloadStart !== text.length) {
    return violation("PAYLOAD_UNEXPECTED");
  }
  return { type: "disconnect", namespace };
}

function decodeConnectError(text: string, header: Header): ConnectErrorPacket | Violation {
  const { namespace, payloadStart } = header;
  const elements = decodeAny(text, payloadStart);
  return typeof elements === "string"
    ? violation(elements)
    : { type: "connect_error", namespace, data: elements[0] };
}

function decodeEvent(text: string, { namespace, id, payloadStart }: Header): EventPacket | Violation {
  const data = decodeArray(text, payloadStart);
  if (typeof data === "string") {
    return violation(data);
  }
  if (!isEventData(data)) {
    return violation(typeof data[0] === "string" ? "EVENT_NAME_RESERVED" : "EVENT_NAME_INVALID");
  }
  return id === undefined ? { type: "event", namespace, data } : { type: "event", namespace, id, data };
}

function decodeAck(text: string, { namespace, id, payloadStart }: Header): AckPacket | Violation {
  if (id === undefined) {
    return violation("ACK_ID_INVALID");
  }
  const data = decodeArray(text, payloadStart);
  return typeof data === "string" ? violation(data) : { type: "ack", namespace, id, data };
}

function awaitAttachments(
  packet: BinaryCapablePacket | Violation,
  { attachments }: Header,
  textLength: number,
  limits: DecodeLimits,
): PartialPacket | Violation {
  return packet.type === "violation" ? packet : startPacket(packet, attachments, textLength, limits);
}
