import { samePacket } from "../../packet/read-packet.js";
import { describeMessage } from "../../wire/message.js";
import type { ServerKit } from "../server-kit.js";
import type { Grant, ServerPeer } from "../server-peer.js";
import { broadcastText, enterHall, expectBroadcast, freshMark, hall, nextNews } from "./socket-broadcast.js";

/** A client in the hall whose socket can be recovered. */
export interface Recoverable {
  readonly peer: ServerPeer;
  readonly grant: Grant;
  readonly pid: string;
}

/** What a client says that comes back. */
export interface Claim {
  readonly pid: string;
  readonly offset?: string;
}

/** A socket that was lost, and what there was to be missed. */
export interface Lost extends Recoverable {
  /** The offset of the last broadcast before the loss. */
  readonly offset: string;
  /** Another client in the hall, which makes the broadcasts. */
  readonly other: ServerPeer;
  readonly mark: string;
}

/** Joins the hall; skips the case where the grant has no secret. PROTOCOL.md, Connection state recovery. */
export async function recoverable(kit: ServerKit): Promise<Recoverable> {
  const peer = await kit.joined();
  const grant = await enterHall(peer);
  const { pid } = grant;
  return pid === undefined
    ? kit.skip("the server does not offer connection state recovery")
    : { peer, grant, pid };
}

/** Makes a broadcast, of which the offset must come back. */
export async function expectOffset(peer: ServerPeer, mark: string, name: string): Promise<string> {
  peer.send(broadcastText(mark, name));
  const [offset, ...more] = await expectBroadcast(peer, mark, name);
  return typeof offset === "string" && more.length === 0
    ? offset
    : peer.fail("a string behind the arguments", JSON.stringify([offset, ...more]));
}

/** A client that has seen one broadcast and then lost its connection; `at the loss` comes for it then. */
export async function lost(kit: ServerKit): Promise<Lost> {
  const [client, other] = [await recoverable(kit), await kit.joined()];
  await enterHall(other);
  const mark = freshMark();
  const offset = await expectOffset(client.peer, mark, "seen");
  client.peer.drop();
  // Two answers to the other one later, the server has noticed the loss.
  other.send(broadcastText(mark, "at the loss"));
  await expectBroadcast(other, mark, "seen");
  await expectBroadcast(other, mark, "at the loss");
  return { ...client, offset, other, mark };
}

/** Who came back, and the names of the broadcasts that came before the grant. */
export interface Returned {
  readonly peer: ServerPeer;
  readonly early: readonly unknown[];
}

/** Comes back over a new connection, and must be granted the same socket. */
export async function comeBack(kit: ServerKit, { pid, offset, grant, mark }: Lost): Promise<Returned> {
  const peer = await kit.session();
  peer.send(`40${hall},${JSON.stringify({ token: "secret", pid, offset })}`);
  const early: unknown[] = [];
  let news = await nextNews(peer, mark);
  while (news.kind === "broadcast") {
    early.push(news.name);
    news = await nextNews(peer, mark);
  }
  const { message } = news;
  const expected = `40${hall},${JSON.stringify(grant)}`;
  if (message.kind !== "text" || !samePacket(message.text, expected, 4)) {
    peer.fail(expected, describeMessage(message));
  }
  return { peer, early };
}
