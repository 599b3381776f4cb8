import { randomBytes } from "node:crypto";
import { describeMessage } from "../../wire/message.js";
import type { ServerPeer } from "../server-peer.js";
import type { Unwanted } from "./engine-ending.js";

/** An event is answered, and no text of this kind may come before; anything else may. */
export async function expectAnswerWithout(peer: ServerPeer, { what, isUnwanted }: Unwanted): Promise<void> {
  const token = randomBytes(6).toString("hex");
  peer.send(`42["message","${token}"]`);
  for (;;) {
    const message = await peer.next();
    if (message.kind !== "text" || isUnwanted(message.text)) {
      peer.fail(`42["message-back","${token}"], and ${what} before it`, describeMessage(message));
    }
    if (message.text.includes(token)) {
      return;
    }
  }
}
