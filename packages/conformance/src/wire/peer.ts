import { readHandshake } from "../packet/handshake.js";
import type { Packet, PacketShape } from "../packet/packet.js";
import { describeShape, hasShape } from "../packet/packet-shape.js";
import { readPacket, samePacket } from "../packet/read-packet.js";
import type { Revision } from "../requirements/requirement.js";
import { ExpectationError } from "../run/expectation.js";
import { Inbox } from "../run/inbox.js";
import type { Scope } from "../run/scope.js";
import { counted, hex } from "../run/transcript.js";
import { Connection, type ConnectionOptions } from "./connection.js";
import { Heartbeat } from "./heartbeat.js";
import { describeMessage, describeText, type Ending, type Message } from "./message.js";
import type { RawFrame } from "./raw-frame.js";

/** A connection for a peer, and how it behaves there. */
export interface PeerOptions extends Omit<ConnectionOptions, "transcript"> {
  readonly scope: Scope;
  readonly revision: Revision;
  /** Whether attachments travel as base64: revision 3 with `b64=1`. */
  readonly isBase64: boolean;
  /** Whether the kit keeps up Engine.IO's heartbeat, out of the case's sight. */
  readonly keepsHeartbeat: boolean;
  /** How long a wait takes that says nothing else. */
  readonly limitMs: number;
}

/** How long to wait; the peer's own limit if left out. */
export interface WaitOptions {
  readonly withinMs?: number;
}

/** What an ending has to be like. */
export interface EndOptions extends WaitOptions {
  /** The close codes that are allowed; given, an end without a close frame fails too. */
  readonly codes?: readonly number[];
  /** Whether a message before the end fails; otherwise it is passed over. */
  readonly silent?: boolean;
}

/**
 * One WebSocket connection, seen from the kit. Every wait has a limit; what does not come, or comes otherwise, fails
 * the case with an `ExpectationError`. Messages are looked at one by one, in the order in which they came.
 */
export class Peer {
  readonly revision: Revision;
  /** How long a wait takes that says nothing else. */
  protected readonly limitMs: number;
  readonly #scope: Scope;
  readonly #connection: Connection;
  readonly #messages: Inbox<Message>;
  readonly #pongs: Inbox<Uint8Array>;
  readonly #isBase64: boolean;
  readonly #heartbeat: Heartbeat | undefined;
  /** In revision 3 the client asks, and so often that a busy machine is not late. */
  readonly #beatShare: number;

  constructor(options: PeerOptions) {
    const { scope, revision, role } = options;
    this.revision = revision;
    this.#scope = scope;
    this.limitMs = options.limitMs;
    this.#isBase64 = options.isBase64;
    this.#messages = new Inbox(scope);
    this.#pongs = new Inbox(scope);
    this.#beatShare = role === "client" ? 0.75 : 1;
    const asks = role === (revision === 3 ? "client" : "server");
    this.#connection = new Connection({ ...options, transcript: scope.transcript });
    const send = (packet: string): void => this.#connection.sendText(packet);
    this.#heartbeat = options.keepsHeartbeat ? new Heartbeat({ asks, send }) : undefined;
    scope.defer(() => this.#heartbeat?.stop());
    this.#connection.start({
      receive: (message) => this.#receive(message),
      receivePong: (bytes) => this.#pongs.push(bytes),
      breached: (what) => this.#breached(what),
    });
  }

  /** Sends a whole message: text or binary. */
  send(frame: string | Uint8Array): void {
    if (typeof frame === "string") {
      this.#connection.sendText(frame);
      this.#noticeOpen(frame);
    } else {
      this.#connection.sendBinary(frame);
    }
  }

  /** Sends an attachment in the form of the revision. PROTOCOL.md, Binary frames. */
  sendAttachment(bytes: Uint8Array): void {
    this.send(this.#attachment(bytes));
  }

  /** Sends one frame of RFC 6455, right or wrong. */
  sendFrame(frame: RawFrame): void {
    this.#connection.sendFrame(frame);
  }

  /** Writes bytes to the TCP stream as they are. */
  write(bytes: Uint8Array): void {
    this.#connection.write(bytes);
  }

  /** Sends a WebSocket close frame; without a code, one that is empty. */
  sendClose(code?: number, reason = ""): void {
    this.#heartbeat?.stop();
    this.#connection.sendClose(code, reason);
  }

  /** Resets the TCP connection. */
  drop(): void {
    this.#connection.drop();
  }

  /** Stops reading from TCP. */
  pause(): void {
    this.#connection.pause();
  }

  /** Reads on. */
  resume(): void {
    this.#connection.resume();
  }

  /** The next message must be this packet: type, count, namespace and id are compared, and JSON by value. */
  async expect(frame: string, options: WaitOptions = {}): Promise<void> {
    const expected = describeText(frame);
    const message = await this.#take(expected, options);
    if (message.kind !== "text" || !samePacket(message.text, frame, this.revision)) {
      this.fail(expected, describeMessage(message));
    }
  }

  /** The next message must be a packet of this shape. */
  async expectPacket(shape: PacketShape, options: WaitOptions = {}): Promise<Packet> {
    const expected = describeShape(shape);
    const message = await this.#take(expected, options);
    const packet = message.kind === "text" ? readPacket(message.text, this.revision) : undefined;
    if (packet === undefined || !hasShape(packet, shape)) {
      this.fail(expected, describeMessage(message));
    }
    return packet;
  }

  /** The next message must be this attachment, in the form of the revision. PROTOCOL.md, Binary frames. */
  async expectAttachment(bytes: Uint8Array, options: WaitOptions = {}): Promise<void> {
    const frame = this.#attachment(bytes);
    const expected = typeof frame === "string" ? frame : hex(frame);
    const message = await this.#take(`the attachment ${expected}`, options);
    const isSame =
      message.kind === "binary"
        ? typeof frame !== "string" && Buffer.compare(message.bytes, frame) === 0
        : message.kind === "text" && message.text === frame;
    if (!isSame) {
      this.fail(`the attachment ${expected}`, describeMessage(message));
    }
  }

  /** The next pong of WebSocket itself must carry this; one must come. Messages stay where they are. */
  async expectPong(payload: string | Uint8Array = "", options: WaitOptions = {}): Promise<void> {
    const { withinMs = this.limitMs } = options;
    const what = `a pong frame ${hex(Buffer.from(payload))}`;
    const bytes = await this.#pongs.take({ what, withinMs });
    if (Buffer.compare(bytes, Buffer.from(payload)) !== 0) {
      this.fail(what, `a pong frame ${hex(bytes)}`);
    }
  }

  /** The next message, whatever it is. Behind the end of TCP there is only that end, again and again. */
  async next(options: WaitOptions = {}): Promise<Message> {
    return this.#take("any message", options);
  }

  /** The connection must end, by a close frame or with TCP. */
  async expectEnd(options: EndOptions = {}): Promise<Ending> {
    const { withinMs = this.limitMs, codes, silent = false } = options;
    const expected = describeEnd(codes);
    const deadlineMs = performance.now() + withinMs;
    for (;;) {
      const leftMs = Math.max(0, deadlineMs - performance.now());
      const message = await this.#messages.poll({ what: expected, withinMs: leftMs });
      if (message === undefined) {
        return this.fail(expected, `an open connection after ${counted(withinMs)} ms`);
      }
      if (message.kind === "close" || message.kind === "end") {
        return this.#ending(message, expected, codes);
      }
      if (silent) {
        return this.fail(`${expected}, and no message before it`, describeMessage(message));
      }
    }
  }

  /** No message may come for so long, and the connection may not end. */
  async expectSilence(ms: number): Promise<void> {
    const what = `silence for ${counted(ms)} ms`;
    const message = await this.#messages.poll({ what, withinMs: ms });
    if (message !== undefined) {
      this.fail(what, describeMessage(message));
    }
  }

  /** Fails the case. */
  fail(expected: string, actual: string): never {
    throw new ExpectationError(expected, actual);
  }

  /** Takes the first message that is wanted, or the end of the connection; leaves the others where they are. */
  protected async pick(
    what: string,
    withinMs: number,
    isWanted: (message: Message) => boolean,
  ): Promise<Message> {
    const isAwaited = (message: Message): boolean =>
      message.kind === "close" || message.kind === "end" || isWanted(message);
    return this.#messages.take({ what, withinMs, isWanted: isAwaited });
  }

  /** Lets a while pass, if the case does not end meanwhile. */
  protected async rest(ms: number): Promise<void> {
    await new Inbox<never>(this.#scope).poll({ what: `${counted(ms)} ms to pass`, withinMs: ms });
  }

  #receive(message: Message): void {
    if (message.kind === "end" || message.kind === "close") {
      this.#heartbeat?.stop();
    }
    if (message.kind === "end") {
      this.#messages.finish(message);
      this.#pongs.finish(new ExpectationError("a pong frame", describeMessage(message)));
    } else if (message.kind !== "text" || !this.#heartbeat?.takes(message.text)) {
      this.#messages.push(message);
      this.#noticeOpen(message.kind === "text" ? message.text : "");
    }
  }

  #breached(what: string): void {
    const error = new ExpectationError("frames as RFC 6455 wants them", what);
    this.#messages.finish(error);
    this.#pongs.finish(error);
  }

  async #take(what: string, { withinMs = this.limitMs }: WaitOptions): Promise<Message> {
    return this.#messages.take({ what, withinMs });
  }

  #attachment(bytes: Uint8Array): string | Uint8Array {
    if (this.revision === 4) {
      return bytes;
    }
    return this.#isBase64
      ? `b4${Buffer.from(bytes).toString("base64")}`
      : Buffer.concat([Buffer.of(4), bytes]);
  }

  /** The heartbeat begins with the open packet, whoever sends it. */
  #noticeOpen(text: string): void {
    const handshake = text.startsWith("0") ? readHandshake(readPacket(text, this.revision)) : undefined;
    if (handshake !== undefined) {
      this.#heartbeat?.begin(handshake.pingInterval * this.#beatShare);
    }
  }

  #ending(message: Message, expected: string, codes: readonly number[] | undefined): Ending {
    if (message.kind !== "close") {
      return codes === undefined
        ? { reason: "" }
        : this.fail(expected, `${describeMessage(message)} without a close frame`);
    }
    if (codes !== undefined && !codes.includes(message.code)) {
      return this.fail(expected, describeMessage(message));
    }
    return { code: message.code, reason: message.reason };
  }
}

function describeEnd(codes: readonly number[] | undefined): string {
  return codes === undefined ? "the end of the connection" : `a close frame with code ${codes.join(" or ")}`;
}
