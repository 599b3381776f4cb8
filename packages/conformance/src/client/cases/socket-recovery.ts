import type { ClientKit } from "../client-kit.js";
import type { ClientPeer } from "../client-peer.js";

/** What a client says to the default namespace, and the connection over which it waits for the answer. */
export interface Question {
  readonly peer: ClientPeer;
  readonly said: unknown;
}

/** The client asks for the default namespace, over a new connection. */
export async function takeConnect(kit: ClientKit): Promise<Question> {
  const peer = await kit.session({ heartbeat: "manual" });
  return { peer, said: await peer.expectConnect() };
}

/**
 * The client is let in with this beside the sid, is sent events, and loses its connection. Returns how it comes back.
 * PROTOCOL.md, Connection state recovery.
 */
export async function loseAfter(
  kit: ClientKit,
  { peer }: Question,
  grant: Readonly<Record<string, string>>,
  events: readonly string[] = [],
): Promise<Question> {
  peer.send(`40${JSON.stringify({ sid: "id-of-the-socket-1", ...grant })}`);
  for (const event of events) {
    peer.send(event);
  }
  await settle(peer);
  peer.drop();
  return takeConnect(kit);
}

/** Recovery is optional, and one who uses it is told by what it comes back with. */
export function skipWithoutRecovery(kit: ClientKit, { said }: Question): void {
  if (!Object.hasOwn(Object(said), "pid")) {
    kit.skip("the client does not use connection state recovery");
  }
}

/** A reset may overtake what has not been read yet. Not by an event: its argument might be taken for an offset. */
async function settle(peer: ClientPeer): Promise<void> {
  for (let times = 0; times < 2; times += 1) {
    peer.send("2");
    await peer.expect("3");
  }
}
