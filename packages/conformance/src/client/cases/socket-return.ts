import { sameJson } from "../../packet/same-json.js";
import type { ClientPeer } from "../client-peer.js";
import { custom } from "./socket-joining.js";

/**
 * A client that comes back asks for the default namespace, which it gets, and for `/custom`, in whatever order. Returns
 * what it says to the latter. PROTOCOL.md, Namespaces.
 */
export async function takeReturn(peer: ClientPeer): Promise<unknown> {
  if (peer.revision === 3) {
    peer.grant();
    return peer.expectConnect(custom);
  }
  const { namespace, payload } = await peer.expectPacket({ type: "connect" });
  if (namespace === custom) {
    await peer.expectJoined();
    return payload;
  }
  peer.grant();
  return peer.expectConnect(custom);
}

/** What came with a CONNECT must be this. */
export function expectSaid(peer: ClientPeer, said: unknown, expected: unknown): void {
  if (!sameJson(said, expected)) {
    peer.fail(`CONNECT with ${describe(expected)}`, `CONNECT with ${describe(said)}`);
  }
}

function describe(said: unknown): string {
  return said === undefined ? "nothing" : JSON.stringify(said);
}
