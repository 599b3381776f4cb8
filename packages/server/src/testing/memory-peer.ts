import type { TransportListener } from "@sockeye/internal";
import type { Frame } from "@sockeye/protocol";
import type { Refusal } from "../core/engine/admission.js";
import type { ServerTransport } from "../core/session/server-transport.js";
import { tooLarge } from "../core/session/too-large.js";

/** How a connection ended. */
export interface Closing {
  readonly code: number;
  readonly reason: string;
}

/**
 * The far end of a connection to a `MemoryServer`: sends frames as they are, keeps what it receives, and can behave
 * badly: not read, or vanish.
 *
 * @example
 * peer.send('42["chat","hello"]');
 * peer.take(); // what the server has sent since the last call
 * peer.closing?.code; // 1002 if it was offended
 */
export class MemoryPeer {
  /** Why the server did not accept the connection. */
  refusal: Refusal | undefined;
  /** How the server, or this side, closed the connection; undefined while it is open. */
  closing: Closing | undefined;
  #received: Frame[] = [];
  #unread: Frame[] = [];
  #isReading = true;
  #listener: TransportListener | undefined;
  readonly #maxPayloadBytes: number;

  constructor(maxPayloadBytes: number) {
    this.#maxPayloadBytes = maxPayloadBytes;
  }

  /** Sends a frame to the server. */
  send(frame: Frame): void {
    const sizeBytes = sizeOf(frame);
    if (sizeBytes > this.#maxPayloadBytes) {
      const reason = tooLarge(sizeBytes, this.#maxPayloadBytes);
      this.#listener?.failed(new RangeError(reason), "parse error");
      this.#end({ code: 1009, reason });
    } else {
      this.#listener?.receive(frame);
    }
  }

  /** The frames that have come since the last call. */
  take(): Frame[] {
    const frames = this.#received;
    this.#received = [];
    return frames;
  }

  /** Closes the connection as RFC 6455 has it. */
  close(code = 1000, reason = ""): void {
    this.#end({ code, reason });
  }

  /** Vanishes: the server is told nothing but that the connection is lost. */
  drop(): void {
    this.#end({ code: 1006, reason: "" });
  }

  /** Stops reading: what the server sends stays in its buffer. */
  pause(): void {
    this.#isReading = false;
  }

  /** Reads what has been waiting, and all that follows. */
  resume(): void {
    this.#isReading = true;
    this.#received.push(...this.#unread);
    this.#unread = [];
    this.#listener?.drained();
  }

  /** For the server's side: the connection was refused. */
  refuse(refusal: Refusal): void {
    this.refusal = refusal;
    this.closing = { code: 1006, reason: "" };
  }

  /** For the server's side: the connection is open. */
  open(accept: (transport: ServerTransport) => TransportListener): void {
    this.#listener = accept(this.#transport());
  }

  #transport(): ServerTransport {
    const unread = (): number => this.#unread.reduce((sum, frame) => sum + sizeOf(frame), 0);
    return {
      get bufferedBytes() {
        return unread();
      },
      send: (frame) => this.#receive(frame),
      sendShared: ({ frame }) => this.#receive(frame),
      close: (code, reason) => this.#end({ code, reason }),
      terminate: () => this.#end({ code: 1006, reason: "" }),
    };
  }

  #receive(frame: Frame): void {
    if (this.closing === undefined) {
      (this.#isReading ? this.#received : this.#unread).push(frame);
    }
  }

  #end(closing: Closing): void {
    if (this.closing === undefined) {
      this.closing = closing;
      this.#listener?.closed(closing.code, closing.reason);
    }
  }
}

/** How many bytes the frame would have on the wire. */
function sizeOf(frame: Frame): number {
  return typeof frame === "string" ? new TextEncoder().encode(frame).length : frame.length;
}
