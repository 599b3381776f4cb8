import type { ServerPeer } from "../server-peer.js";

/** The next message must be the fixture's `question` with these arguments. Returns its id. */
export async function expectQuestion(
  peer: ServerPeer,
  args: readonly unknown[],
  namespace = "/",
): Promise<number> {
  const payload = ["question", ...args];
  const { id } = await peer.expectPacket({ type: "event", namespace, id: true, payload });
  return id ?? peer.fail("an id", "none");
}
