import type { SendFlags } from "@sockeye/internal";
import type { Frame } from "@sockeye/protocol";
import type { ServerTransport, ServerTransportListener } from "../../core/session/server-transport.js";
import type { SharedFrame } from "../../core/session/shared-frame.js";
import { tooLarge } from "../../core/session/too-large.js";
import { largestPendingBytes, type TurnWriter, type WriteTurn } from "../node/write-turn.js";
import {
  type PendingMessage,
  pendingMessage,
  sharedCompressedMessage,
  sharedMessage,
} from "./pending-message.js";
import { droppedBySend, type UwsSocket } from "./uws-app.js";
import { offenceOf } from "./uws-offence.js";
import { text } from "./uws-request.js";

const tooBigCode = 1009;
const abnormalCode = 1006;

/** What all transports of a server have in common. */
export interface UwsTransportSettings {
  readonly turn: WriteTurn;
  readonly maxPayloadBytes: number;
  readonly maxBackpressureBytes: number;
}

/** How the connection is to end when the turn is over. */
type Ending = { readonly code: number; readonly reason: string } | "overflow";

/**
 * A WebSocket of uWebSockets.js as a session's transport. In a handler for a message what is sent leaves when the
 * handlers for all messages of the segment have returned, by uWebSockets.js itself. Anywhere else every send would be a
 * write, so what a turn makes is kept until it is over: five broadcasts to 500 clients cost a quarter then.
 *
 * A connection ends when the turn is over, too: whoever sends the message that is one too many is not told in the middle
 * of it, and there is time for `terminate`, since there is no way to cut a connection that has been closed.
 */
export class UwsTransport implements ServerTransport, TurnWriter {
  readonly #settings: UwsTransportSettings;
  /** Undefined before the handshake is done and when the connection has ended: it must not be touched then. */
  #socket: UwsSocket<unknown> | undefined;
  #listener: ServerTransportListener | undefined;
  /** Whether a handler runs, after which uWebSockets.js writes by itself. */
  #isInHandler = false;
  /** What the turn has made so far; a lone message needs no list. */
  #pending: PendingMessage | PendingMessage[] | undefined;
  #pendingBytes = 0;
  /** Whether the turn knows that there is something to do when it is over. */
  #isJoined = false;
  #ending: Ending | undefined;

  constructor(settings: UwsTransportSettings) {
    this.#settings = settings;
  }

  get bufferedBytes(): number {
    return this.#socket?.getBufferedAmount() ?? 0;
  }

  // --- what the session asks for

  send(frame: Frame, { compress }: SendFlags): void {
    if (this.#isDirect()) {
      this.#write(frame, typeof frame !== "string", compress);
    } else {
      this.#keep(pendingMessage(frame, compress));
    }
  }

  sendShared(shared: SharedFrame, { compress }: SendFlags): void {
    const prepared = shared.formBy(compress ? sharedCompressedMessage : sharedMessage);
    if (this.#isDirect()) {
      this.#write(prepared.message, prepared.isBinary, compress);
    } else {
      this.#keep(prepared);
    }
  }

  close(code: number, reason: string): void {
    if (this.#ending === undefined) {
      this.#end({ code, reason });
    }
  }

  terminate(): void {
    this.#socket?.close();
  }

  // --- what uWebSockets.js tells

  /** The handshake is done. */
  opened(socket: UwsSocket<unknown>): void {
    this.#socket = socket;
  }

  /** From now on the session takes what comes. `accept` makes it, in a handler. */
  connect(accept: (transport: ServerTransport) => ServerTransportListener): void {
    this.#isInHandler = true;
    this.#listener = accept(this);
    this.#isInHandler = false;
  }

  received(message: ArrayBuffer, isBinary: boolean): void {
    if (this.#ending !== undefined) {
      return;
    }
    if (message.byteLength > this.#settings.maxPayloadBytes) {
      this.#refuse(message.byteLength);
      return;
    }
    this.#isInHandler = true;
    this.#listener?.receive(isBinary ? Buffer.from(new Uint8Array(message)) : text(message));
    this.#isInHandler = false;
  }

  /** Some has left; it is told of when nothing is left. */
  drained(): void {
    if (this.bufferedBytes === 0) {
      this.#listener?.drained();
    }
  }

  closed(code: number, cause: string): void {
    this.#socket = undefined;
    this.#pending = undefined;
    if (code !== abnormalCode) {
      this.#listener?.closed(code, cause);
      return;
    }
    const offence = offenceOf(cause, this.#settings.maxPayloadBytes);
    if (offence !== undefined) {
      this.#listener?.failed(offence, "parse error");
    }
    this.#listener?.closed(code, "");
  }

  // --- the end of a turn

  flush(): void {
    this.#isJoined = false;
    this.#writePending();
    const socket = this.#socket;
    const ending = this.#ending;
    if (socket === undefined || ending === undefined) {
      return;
    }
    if (ending === "overflow") {
      this.#listener?.failed(this.#overflow(), "slow consumer");
      this.terminate(); // a close frame would wait behind all that was not taken
    } else {
      socket.end(ending.code, ending.reason);
    }
  }

  /** Whether a message goes out at once; what is kept goes first. */
  #isDirect(): boolean {
    if (this.#isInHandler && this.#pending !== undefined) {
      this.#writePending();
    }
    return this.#isInHandler;
  }

  #keep(pending: PendingMessage): void {
    const { length } = pending.message;
    if (this.#pendingBytes + length > largestPendingBytes) {
      this.#writePending();
    }
    if (length > largestPendingBytes) {
      this.#write(pending.message, pending.isBinary, pending.compress);
      return;
    }
    this.#pendingBytes += length;
    const others = this.#pending;
    if (others === undefined) {
      this.#pending = pending;
      this.#join();
    } else if (Array.isArray(others)) {
      others.push(pending);
    } else {
      this.#pending = [others, pending];
    }
  }

  #writePending(): void {
    const pending = this.#pending;
    this.#pending = undefined;
    this.#pendingBytes = 0;
    if (pending === undefined) {
      return;
    }
    if (Array.isArray(pending)) {
      this.#socket?.cork(() => this.#writeAll(pending));
    } else {
      this.#write(pending.message, pending.isBinary, pending.compress);
    }
  }

  #writeAll(pending: readonly PendingMessage[]): void {
    for (let index = 0; index < pending.length; index += 1) {
      const { message, isBinary, compress } = pending[index] as PendingMessage;
      this.#write(message, isBinary, compress);
    }
  }

  #write(message: string | Uint8Array, isBinary: boolean, compress: boolean): void {
    if (this.#ending === "overflow") {
      return; // nothing may follow what was dropped
    }
    if (this.#socket?.send(message, isBinary, compress) === droppedBySend) {
      this.#end("overflow");
    }
  }

  #end(ending: Ending): void {
    this.#ending = ending;
    this.#join();
  }

  #join(): void {
    if (!this.#isJoined) {
      this.#isJoined = true;
      this.#settings.turn.join(this);
    }
  }

  #refuse(sizeBytes: number): void {
    const reason = tooLarge(sizeBytes, this.#settings.maxPayloadBytes);
    this.#listener?.failed(new RangeError(reason), "parse error");
    this.close(tooBigCode, reason);
  }

  #overflow(): Error {
    const { maxBackpressureBytes } = this.#settings;
    return new Error(
      `a message was dropped: more than ${maxBackpressureBytes} bytes (maxBackpressure) were waiting`,
    );
  }
}
