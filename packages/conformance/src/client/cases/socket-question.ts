import type { ClientPeer } from "../client-peer.js";

/**
 * Tells the client to ask a question and takes that, unanswered. Returns its id: what the client makes of the ack of
 * this id is an event `answer`. PROTOCOL.md, Acks.
 */
export async function takeQuestion(peer: ClientPeer, value: unknown, namespace = "/"): Promise<number> {
  peer.instruct("ask", [value], namespace);
  const payload = ["question", value];
  const { id } = await peer.expectPacket({ type: "event", namespace, id: true, payload });
  return id ?? peer.fail("a question with an id", "one without");
}
