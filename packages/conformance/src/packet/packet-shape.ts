import type { Packet, PacketShape } from "./packet.js";
import { sameJson } from "./same-json.js";

/** Whether a packet is of the shape. */
export function hasShape(packet: Packet, shape: PacketShape): boolean {
  return (
    packet.type === shape.type &&
    (shape.count === undefined || packet.count === shape.count) &&
    (shape.namespace === undefined || packet.namespace === shape.namespace) &&
    hasId(packet, shape.id) &&
    (!("payload" in shape) || sameJson(packet.payload, shape.payload)) &&
    (shape.event === undefined || eventOf(packet) === shape.event)
  );
}

/** A shape in words: `an event "message-back" in /custom`. */
export function describeShape(shape: PacketShape): string {
  return [
    /^[aeo]/.test(shape.type) ? "an" : "a",
    shape.type.replace("-", " "),
    "packet",
    shape.event === undefined ? "" : JSON.stringify(shape.event),
    shape.namespace === undefined ? "" : `in ${shape.namespace}`,
    describeId(shape.id),
    shape.count === undefined ? "" : `with ${shape.count} attachments`,
    describePayload(shape),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** The name of an event, undefined for other packets. */
export function eventOf(packet: Packet): unknown {
  const isEvent = packet.type === "event" || packet.type === "binary-event";
  return isEvent && Array.isArray(packet.payload) ? packet.payload[0] : undefined;
}

function hasId(packet: Packet, id: PacketShape["id"]): boolean {
  return id === undefined || (typeof id === "boolean" ? (packet.id !== undefined) === id : packet.id === id);
}

function describeId(id: PacketShape["id"]): string {
  if (typeof id === "boolean") {
    return id ? "with an id" : "without an id";
  }
  return id === undefined ? "" : `with the id ${id}`;
}

function describePayload(shape: PacketShape): string {
  if (!("payload" in shape)) {
    return "";
  }
  return shape.payload === undefined ? "without a payload" : `with ${JSON.stringify(shape.payload)}`;
}
