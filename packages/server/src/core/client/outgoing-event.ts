import { type EventPacket, type ServerRevision, textMessagePrefix } from "@sockeye/protocol";
import { SharedFrame } from "../session/shared-frame.js";

/**
 * An event on its way to many clients: encoded once for each revision among them, when the first such client needs
 * it. Throws `EncodeError` then, before anything has been sent.
 */
export class OutgoingEvent {
  readonly #packet: EventPacket;
  readonly #framesByRevision = new Map<ServerRevision, readonly SharedFrame[]>();

  constructor(packet: EventPacket) {
    this.#packet = packet;
  }

  framesFor(revision: ServerRevision): readonly SharedFrame[] {
    const known = this.#framesByRevision.get(revision);
    if (known !== undefined) {
      return known;
    }
    const [text, ...attachments] = revision.socketCodec.encode(this.#packet, textMessagePrefix);
    const frames = [
      new SharedFrame(text),
      ...attachments.map((attachment) => new SharedFrame(revision.engineCodec.encodeMessage(attachment))),
    ];
    this.#framesByRevision.set(revision, frames);
    return frames;
  }
}
