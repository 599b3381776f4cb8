import {
  attach,
  type DecodeLimits,
  type PartialPacket,
  type SocketCodec,
  type SocketPacket,
  type Violation,
  type ViolationCode,
} from "@sockeye/protocol";
import type { Clock, Timer } from "./clock.js";

/** Who takes the packets that were read. */
export interface PacketReaderOwner {
  receivePacket(packet: SocketPacket): void;
  /** A packet has come whose attachments are still due: the time to object to it, before any of them is kept. */
  packetBegun?(namespace: string): void;
  violated(code: ViolationCode): void;
}

/** What all readers of a server, or of a client, have in common. */
export interface PacketReaderSettings {
  readonly decodeLimits: DecodeLimits;
  readonly attachmentsTimeoutMs: number;
  readonly clock: Clock;
  /** Bytes as the application expects to find them in a packet; as they are, unless said. */
  readonly asBinary?: (bytes: Uint8Array) => unknown;
}

/** Turns the messages of a connection into packets. */
export interface PacketReader {
  /** A text message, whose payload starts at `start`. */
  receiveText(text: string, start: number): void;
  receiveBinary(data: Uint8Array): void;
  /** Frees what is kept of an unfinished packet. */
  stop(): void;
}

/** Reads packets of the protocol, and keeps the one that waits for its attachments. PROTOCOL.md, Attachments. */
export class AssemblingReader implements PacketReader {
  readonly #codec: Pick<SocketCodec, "decode">;
  readonly #owner: PacketReaderOwner;
  readonly #settings: PacketReaderSettings;
  #partial: PartialPacket | undefined;
  #timer: Timer | undefined;

  constructor(codec: Pick<SocketCodec, "decode">, owner: PacketReaderOwner, settings: PacketReaderSettings) {
    this.#codec = codec;
    this.#owner = owner;
    this.#settings = settings;
  }

  receiveText(text: string, start: number): void {
    if (this.#partial !== undefined) {
      this.#owner.violated("ATTACHMENT_AWAITED");
      return;
    }
    const { decodeLimits } = this.#settings;
    if (text.length > decodeLimits.maxPacketBytes) {
      this.#owner.violated("ATTACHMENTS_TOO_LARGE"); // where the runtime's WebSocket has no limit of its own
      return;
    }
    this.#take(this.#codec.decode(text, decodeLimits, start));
  }

  receiveBinary(data: Uint8Array): void {
    this.#take(attach(this.#partial, data, this.#settings.asBinary?.(data)));
  }

  stop(): void {
    this.#partial = undefined;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #take(read: SocketPacket | PartialPacket | Violation): void {
    if (read.type === "violation") {
      this.#owner.violated(read.code);
    } else if (read.type === "partial") {
      this.#awaitAttachments(read);
    } else {
      if (this.#partial !== undefined) {
        this.stop();
      }
      this.#owner.receivePacket(read);
    }
  }

  #awaitAttachments(partial: PartialPacket): void {
    if (this.#partial !== undefined) {
      return; // there are some more to come
    }
    const { clock, attachmentsTimeoutMs } = this.#settings;
    this.#partial = partial;
    this.#timer = clock.schedule(() => this.#owner.violated("ATTACHMENTS_TIMEOUT"), attachmentsTimeoutMs);
    this.#owner.packetBegun?.(partial.packet.namespace);
  }
}
