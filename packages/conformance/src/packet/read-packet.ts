import type { Revision } from "../requirements/requirement.js";
import type { Packet, PacketType } from "./packet.js";
import { sameJson } from "./same-json.js";

const engineTypes: ReadonlyMap<string, PacketType> = new Map([
  ["0", "open"],
  ["1", "close"],
  ["2", "ping"],
  ["3", "pong"],
  ["5", "upgrade"],
  ["6", "noop"],
]);
const socketTypes: ReadonlyMap<string, PacketType> = new Map([
  ["0", "connect"],
  ["1", "disconnect"],
  ["2", "event"],
  ["3", "ack"],
  ["4", "connect-error"],
  ["5", "binary-event"],
  ["6", "binary-ack"],
]);
/** Count, namespace, id and payload of a message. Only types that have a count or an id look for one. */
const withId = /^(\/[^,]*(?:,|$))?(\d{1,15}(?!\d))?(.*)$/s;
const withoutId = /^(\/[^,]*(?:,|$))?()(.*)$/s;
const counted = /^(\d{1,15})-(.*)$/s;

/**
 * Takes a text frame apart, for comparing and printing: it is not as strict as the protocol. Returns undefined for a
 * text that is no packet. PROTOCOL.md, Packets.
 */
export function readPacket(text: string, revision: Revision): Packet | undefined {
  if (text.startsWith("4")) {
    return readMessage(text.slice(1), revision);
  }
  const type = engineTypes.get(text.charAt(0));
  const rest = text.slice(1);
  if (type === undefined) {
    return undefined;
  }
  return type === "open" ? withJson(plain(type), rest) : { ...plain(type), payload: rest || undefined };
}

/** Whether two text frames are the same packet; texts that are none are compared letter by letter. */
export function samePacket(one: string, other: string, revision: Revision): boolean {
  const [left, right] = [readPacket(one, revision), readPacket(other, revision)];
  return left === undefined || right === undefined ? one === other : sameJson(left, right);
}

function readMessage(text: string, revision: Revision): Packet | undefined {
  const type = socketTypes.get(text.charAt(0));
  if (type === undefined) {
    return undefined;
  }
  const hasCount = type === "binary-event" || type === "binary-ack";
  const [, count, rest = ""] = (hasCount ? counted.exec(text.slice(1)) : ["", "0", text.slice(1)]) ?? [];
  const hasId = hasCount || type === "event" || type === "ack";
  const [, name = "/", id, payload = ""] = (hasId ? withId : withoutId).exec(rest) ?? [];
  if (count === undefined) {
    return undefined;
  }
  const packet = { ...plain(type), ...readName(name.replace(/,$/, ""), revision), count: Number(count) };
  return withJson({ ...packet, id: id ? Number(id) : undefined }, payload);
}

function readName(name: string, revision: Revision): Pick<Packet, "namespace" | "query"> {
  const mark = revision === 3 ? name.indexOf("?") : -1;
  return mark < 0
    ? { namespace: name, query: "" }
    : { namespace: name.slice(0, mark), query: name.slice(mark + 1) };
}

function withJson(packet: Packet, json: string): Packet | undefined {
  if (json === "") {
    return packet;
  }
  try {
    return { ...packet, payload: JSON.parse(json) };
  } catch {
    return undefined; // not JSON, so no packet
  }
}

function plain(type: PacketType): Packet {
  return { type, count: 0, namespace: "/", query: "", id: undefined, payload: undefined };
}
