import type { SendFlags } from "@sockeye/internal";
import type { Frame } from "@sockeye/protocol";
import type { ServerTransport, ServerTransportListener } from "../../core/session/server-transport.js";
import type { SharedFrame } from "../../core/session/shared-frame.js";
import { tooLarge } from "../../core/session/too-large.js";
import type { TurnWriter, WriteTurn } from "../node/write-turn.js";
import { droppedBySend, type UwsSocket } from "./uws-app.js";
import { text } from "./uws-request.js";

/** With so many bytes a write is due before the turn is over: so it shows at once that a peer does not keep up. */
const largestPendingBytes = 16_384;
const tooBigCode = 1009;
const abnormalCode = 1006;

/** What uWebSockets.js gives as the reason when it cuts a connection because of what the peer sent; and other causes. */
const offenceStart = "Received ";
const tooBig = "Received too big message";
const endOfStream = "Received TCP FIN before WebSocket close frame";

/** What all transports of a server have in common. */
export interface UwsTransportSettings {
  readonly turn: WriteTurn;
  readonly maxPayloadBytes: number;
  readonly maxBackpressureBytes: number;
  /** Whether messages may be compressed. */
  readonly isCompressing: boolean;
}

/** A message as uWebSockets.js takes it. Text that goes to many is bytes by then: it need not be encoded each time. */
interface Prepared {
  readonly message: string | Uint8Array;
  readonly isBinary: boolean;
}

/** How the connection is to end when the turn is over. */
type Ending = { readonly code: number; readonly reason: string } | "overflow";

/**
 * A WebSocket of uWebSockets.js as a session's transport. In a handler for a message what is sent leaves when the
 * handlers for all messages of the segment have returned, by uWebSockets.js itself; anywhere else every send would be
 * a write, so what a turn makes is kept until it is over (bench/server.js, broadcast).
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
  #pending: Prepared[] | undefined;
  #pendingBytes = 0;
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
    if (this.#ending !== undefined) {
      return;
    }
    const isBinary = typeof frame !== "string";
    if (this.#isDirect(compress)) {
      this.#write(frame, isBinary, compress);
    } else {
      this.#keep({ message: frame, isBinary });
    }
  }

  sendShared(shared: SharedFrame, { compress }: SendFlags): void {
    if (this.#ending !== undefined) {
      return;
    }
    const prepared = shared.formBy(prepare);
    if (this.#isDirect(compress)) {
      this.#write(prepared.message, prepared.isBinary, compress);
    } else {
      this.#keep(prepared);
    }
  }

  close(code: number, reason: string): void {
    this.#end({ code, reason });
  }

  terminate(): void {
    this.#socket?.close();
  }

  // --- what uWebSockets.js tells

  /** The handshake is done. */
  opened(socket: UwsSocket<unknown>): void {
    this.#socket = socket;
  }

  /** Whether there is a connection. */
  get isOpen(): boolean {
    return this.#socket !== undefined;
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
    if (cause.startsWith(offenceStart) && cause !== endOfStream) {
      const isTooLarge = cause.startsWith(tooBig);
      const error = isTooLarge ? this.#tooLarge(undefined, cause) : new Error(cause);
      this.#listener?.failed(error, "parse error");
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
      socket.close(); // a close frame would wait behind all that was not taken
    } else {
      socket.end(ending.code, ending.reason);
    }
  }

  /** Whether a message goes out at once: behind what is kept, if there is anything. */
  #isDirect(compress: boolean): boolean {
    const isDirect = this.#isInHandler || (compress && this.#settings.isCompressing);
    if (isDirect && this.#pending !== undefined) {
      this.#writePending();
    }
    return isDirect;
  }

  #keep(prepared: Prepared): void {
    const { length } = prepared.message;
    if (this.#pendingBytes + length > largestPendingBytes) {
      this.#writePending();
    }
    if (length > largestPendingBytes) {
      this.#write(prepared.message, prepared.isBinary, false);
      return;
    }
    this.#pendingBytes += length;
    if (this.#pending === undefined) {
      this.#pending = [prepared];
      this.#join();
    } else {
      this.#pending.push(prepared);
    }
  }

  #writePending(): void {
    const pending = this.#pending;
    this.#pending = undefined;
    this.#pendingBytes = 0;
    if (pending === undefined) {
      return;
    }
    if (pending.length === 1) {
      this.#writeAll(pending);
    } else {
      this.#socket?.cork(() => this.#writeAll(pending));
    }
  }

  #writeAll(pending: readonly Prepared[]): void {
    for (let index = 0; index < pending.length; index += 1) {
      const { message, isBinary } = pending[index] as Prepared;
      this.#write(message, isBinary, false);
    }
  }

  #write(message: string | Uint8Array, isBinary: boolean, compress: boolean): void {
    if (this.#socket?.send(message, isBinary, compress) === droppedBySend) {
      this.#end("overflow");
    }
  }

  #end(ending: Ending): void {
    if (this.#ending === undefined) {
      this.#ending = ending;
      this.#join();
    }
  }

  #join(): void {
    if (!this.#isJoined) {
      this.#isJoined = true;
      this.#settings.turn.join(this);
    }
  }

  #refuse(sizeBytes: number): void {
    const error = this.#tooLarge(sizeBytes, undefined);
    this.#listener?.failed(error, "parse error");
    this.close(tooBigCode, error.message);
  }

  #tooLarge(sizeBytes: number | undefined, cause: string | undefined): RangeError {
    return new RangeError(tooLarge(sizeBytes, this.#settings.maxPayloadBytes), { cause });
  }

  #overflow(): Error {
    const { maxBackpressureBytes } = this.#settings;
    return new Error(
      `a message was dropped: more than ${maxBackpressureBytes} bytes (maxBackpressure) were waiting`,
    );
  }
}

/** A message that goes to many. */
function prepare(frame: Frame): Prepared {
  return typeof frame === "string"
    ? { message: Buffer.from(frame), isBinary: false }
    : { message: frame, isBinary: true };
}
