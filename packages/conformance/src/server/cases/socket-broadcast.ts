import { randomBytes } from "node:crypto";
import { readPacket, samePacket } from "../../packet/read-packet.js";
import { describeMessage, type Message } from "../../wire/message.js";
import type { Grant, ServerPeer } from "../server-peer.js";

/** Broadcasts reach the clients of other cases, too, so they are made in a namespace where no case minds them. */
export const hall = "/private";

/** Joins the hall. */
export async function enterHall(peer: ServerPeer): Promise<Grant> {
  return await peer.join(hall, { token: "secret" });
}

/** What one case calls its broadcasts, to tell them from those of the others. */
export function freshMark(): string {
  return randomBytes(6).toString("hex");
}

/** The event that makes the fixture send `broadcast-back` to all in the hall. */
export function broadcastText(mark: string, name: string): string {
  return `42${hall},["broadcast","${mark}","${name}"]`;
}

/** A broadcast of this case, or a message that is none. */
export type News =
  | { readonly kind: "broadcast"; readonly name: unknown; readonly rest: readonly unknown[] }
  | { readonly kind: "other"; readonly message: Message };

/** The next message; the broadcasts of other cases are passed over. */
export async function nextNews(peer: ServerPeer, mark: string): Promise<News> {
  for (;;) {
    const message = await peer.next();
    const args = broadcastArgs(peer, message);
    if (args === undefined) {
      return { kind: "other", message };
    }
    const [itsMark, name, ...rest] = args;
    if (itsMark === mark) {
      return { kind: "broadcast", name, rest };
    }
  }
}

/** The next message must be the broadcast of this case with that name. Returns what stands behind the name. */
export async function expectBroadcast(
  peer: ServerPeer,
  mark: string,
  name: string,
): Promise<readonly unknown[]> {
  const news = await nextNews(peer, mark);
  if (news.kind === "other") {
    peer.fail(`the broadcast "${name}"`, describeMessage(news.message));
  }
  return news.name === name
    ? news.rest
    : peer.fail(`the broadcast "${name}"`, `the broadcast ${JSON.stringify(news.name)}`);
}

/** The next message that is no broadcast of another case must be this packet. */
export async function expectPastBroadcasts(peer: ServerPeer, mark: string, frame: string): Promise<void> {
  const news = await nextNews(peer, mark);
  if (news.kind === "broadcast") {
    peer.fail(frame, `the broadcast ${JSON.stringify(news.name)}`);
  }
  const { message } = news;
  if (message.kind !== "text" || !samePacket(message.text, frame, peer.revision)) {
    peer.fail(frame, describeMessage(message));
  }
}

function broadcastArgs(peer: ServerPeer, message: Message): readonly unknown[] | undefined {
  const packet = message.kind === "text" ? readPacket(message.text, peer.revision) : undefined;
  const isEvent = packet?.type === "event" && Array.isArray(packet.payload);
  const [event, ...args] = isEvent ? (packet.payload as unknown[]) : [];
  return event === "broadcast-back" ? args : undefined;
}
