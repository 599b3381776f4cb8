import { eventOf } from "../../packet/packet-shape.js";
import { readPacket } from "../../packet/read-packet.js";
import { describeText, type Message } from "../../wire/message.js";
import { type Frame, sendAll } from "../../wire/send.js";
import type { ClientPeer } from "../client-peer.js";

const limitMs = 2_000;
const expected = "the end of the connection, and nothing acted on";

/**
 * Sends frames of which the last text breaks a rule, and behind them an event that asks for an echo. The client must
 * end the connection, and act on neither. PROTOCOL.md, Violations.
 */
export async function expectEndAfter(peer: ClientPeer, frames: readonly Frame[]): Promise<void> {
  sendAll(peer, frames);
  peer.instruct("echo", ["after"]);
  for (;;) {
    const message = await peer.next({ withinMs: limitMs });
    if (message.kind === "close" || message.kind === "end") {
      return;
    }
    failIfActed(peer, message);
  }
}

/** An event or ack shows that something reached the application; DISCONNECT and Engine.IO's packets may be of the end. */
function failIfActed(peer: ClientPeer, message: Message): void {
  if (message.kind !== "text") {
    peer.fail(expected, "a binary frame");
  }
  const packet = readPacket(message.text, peer.revision);
  if (packet === undefined || eventOf(packet) !== undefined || packet.type.endsWith("ack")) {
    peer.fail(expected, describeText(message.text));
  }
}
