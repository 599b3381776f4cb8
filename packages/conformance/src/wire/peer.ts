import type { Packet, PacketShape } from "../packet/packet.js";
import type { Ending, Message } from "./message.js";
import type { RawFrame } from "./raw-frame.js";

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

/** One WebSocket connection, seen from the kit. */
export class Peer {
  /** Sends a whole message: text or binary. */
  send(frame: string | Uint8Array): void {
    throw new Error(String(frame));
  }

  /** Sends an attachment in the form of the revision. PROTOCOL.md, Binary frames. */
  sendAttachment(bytes: Uint8Array): void {
    throw new Error(String(bytes));
  }

  /** Sends one frame of RFC 6455, right or wrong. */
  sendFrame(frame: RawFrame): void {
    throw new Error(String(frame));
  }

  /** Writes bytes to the TCP stream as they are. */
  write(bytes: Uint8Array): void {
    throw new Error(String(bytes));
  }

  /** Sends a WebSocket close frame. */
  sendClose(code?: number, reason?: string): void {
    throw new Error(`${code}${reason}`);
  }

  /** Resets the TCP connection. */
  drop(): void {
    throw new Error();
  }

  /** Stops reading from TCP. */
  pause(): void {
    throw new Error();
  }

  /** Reads on. */
  resume(): void {
    throw new Error();
  }

  /** The next message must be this packet, compared by value. */
  async expect(frame: string, options: WaitOptions = {}): Promise<void> {
    throw new Error(`${frame}${options}`);
  }

  /** The next message must be a packet of this shape. */
  async expectPacket(shape: PacketShape, options: WaitOptions = {}): Promise<Packet> {
    throw new Error(`${shape}${options}`);
  }

  /** The next message must be this attachment, in the form of the revision. */
  async expectAttachment(bytes: Uint8Array, options: WaitOptions = {}): Promise<void> {
    throw new Error(`${bytes}${options}`);
  }

  /** The next pong of WebSocket itself, which must carry this. Messages stay where they are. */
  async expectPong(payload: string | Uint8Array = "", options: WaitOptions = {}): Promise<void> {
    throw new Error(`${payload}${options}`);
  }

  /** The next message, whatever it is. */
  async next(options: WaitOptions = {}): Promise<Message> {
    throw new Error(`${options}`);
  }

  /** The connection must end. */
  async expectEnd(options: EndOptions = {}): Promise<Ending> {
    throw new Error(`${options}`);
  }

  /** No message may come for so long. */
  async expectSilence(ms: number): Promise<void> {
    throw new Error(`${ms}`);
  }

  /** Fails the case. */
  fail(expected: string, actual: string): never {
    throw new Error(expected + actual);
  }
}
