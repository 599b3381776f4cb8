import type { ClientPeer } from "../client-peer.js";

const expected = "no echo from a namespace that the client is not in";

/**
 * An event that asks for an echo has been sent to a namespace that the client must not be in; it must not act on it.
 * It may end the connection. Events in the default namespace still tell that it lives. PROTOCOL.md, Namespaces.
 */
export async function expectOutside(peer: ClientPeer): Promise<"ended" | "alive"> {
  peer.instruct("echo", ["inside"]);
  return passOver(peer, '42["echo-back","inside"]');
}

/**
 * The same where the client is in no namespace at all: its pongs tell that it lives, the second one also that what
 * came before the first one was looked at. For revision 4, with the heartbeat in the hands of the case.
 */
export async function expectOutsideAll(peer: ClientPeer): Promise<"ended" | "alive"> {
  peer.send("2");
  const first = await passOver(peer, "3");
  if (first === "ended") {
    return first;
  }
  peer.send("2");
  return passOver(peer, "3");
}

async function passOver(peer: ClientPeer, sign: string): Promise<"ended" | "alive"> {
  for (;;) {
    const message = await peer.next();
    if (message.kind === "close" || message.kind === "end") {
      return "ended";
    }
    if (message.kind === "text" && message.text === sign) {
      return "alive";
    }
    if (message.kind === "text" && message.text.includes('"echo-back"')) {
      peer.fail(expected, message.text);
    }
  }
}
