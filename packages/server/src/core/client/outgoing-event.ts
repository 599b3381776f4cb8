import { type EventPacket, type Frame, type ServerRevision, textMessagePrefix } from "@sockeye/protocol";

/**
 * An event on its way to many clients: encoded once for each revision among them, when the first such client needs
 * it. Throws `EncodeError` then, before anything has been sent.
 */
export class OutgoingEvent {
  readonly #packet: EventPacket;
  readonly #framesByRevision = new Map<ServerRevision, readonly Frame[]>();

  constructor(packet: EventPacket) {
    this.#packet = packet;
  }

  framesFor(revision: ServerRevision): readonly Frame[] {
    const known = this.#framesByRevision.get(revision);
    if (known !== undefined) {
      return known;
    }
    const [text, ...attachments] = revision.socketCodec.encode(this.#packet, textMessagePrefix);
    const frames = [text, ...attachments.map((attachment) => revision.engineCodec.encodeMessage(attachment))];
    this.#framesByRevision.set(revision, frames);
    return frames;
  }
}
