import type { Clock, SendFlags, Timer, UserCode } from "@sockeye/internal";
import {
  type ClientRevision,
  decodeHandshake,
  type EngineHandshake,
  type EnginePacket,
  type Frame,
  isTextMessage,
  revisionOfFrame,
  revisionOfHandshake,
  textMessageStart,
  type ViolationCode,
} from "@sockeye/protocol";
import type { DisconnectDetails, DisconnectReason, Engine } from "../api.js";
import { ClientEmitter } from "../emitter.js";
import type { ClientTransport, ClientTransportListener } from "../runtime.js";
import { LinkWatch, type LinkWatchOwner } from "./link-watch.js";

/** Who takes what a session receives; the layer above. */
export interface SessionOwner {
  /** The open packet has come. */
  opened(): void;
  /** Namespaces may be asked for. Told once more when it shows that the server speaks another revision. */
  ready(): void;
  /** A text message, in its frame: the payload starts at `start`. */
  receiveText(frame: string, start: number): void;
  /** A binary message. */
  receiveBinary(data: Uint8Array): void;
  /** The server has asked for a sign of life, and has got it. */
  pinged(): void;
  /** The session has ended; nothing follows. `error` is what there is to say of it. */
  closed(reason: DisconnectReason, details: DisconnectDetails | undefined): void;
}

/** What a session works with. */
export interface SessionContext {
  readonly owner: SessionOwner;
  readonly clock: Clock;
  readonly userCode: UserCode;
  /** The revision that is spoken, or undefined to find out. */
  readonly revision: ClientRevision | undefined;
  /** What is spoken until that has been found out. */
  readonly tentativeRevision: ClientRevision;
  /** Starts to open the WebSocket. */
  openTransport(listener: ClientTransportListener): ClientTransport;
}

/**
 * How long a server that has not said which revision it speaks may take to let the client in by itself, which
 * only those of the older generation do. PROTOCOL.md, Servers of either generation.
 */
const patienceMs = 500;
const transportFacade = { name: "websocket" } as const;
const uncompressed: SendFlags = { compress: false };

/**
 * One connection: turns frames into Engine.IO packets and back, watches over the link, finds out which revision the
 * server speaks, and knows how it ends. Users meet it as `socket.io.engine`. PROTOCOL.md, Connection.
 */
export class Session extends ClientEmitter implements Engine, ClientTransportListener, LinkWatchOwner {
  readonly transport = transportFacade;
  readonly #context: SessionContext;
  #id = "";
  #port: ClientTransport | undefined;
  #state: Engine["readyState"] = "opening";
  #handshake: EngineHandshake | undefined;
  #revision: ClientRevision;
  /** Whether nothing can be learned about the revision any more. */
  #isProven: boolean;
  #patience: Timer | undefined;
  #hasAsked = false;
  #watch: LinkWatch | undefined;

  constructor(context: SessionContext) {
    super();
    this.#context = context;
    this.#revision = context.revision ?? context.tentativeRevision;
    this.#isProven = context.revision !== undefined;
    // In a turn of its own, so that one who comes, goes and comes again in one go opens one WebSocket.
    queueMicrotask(() => this.#start());
  }

  get id(): string {
    return this.#id;
  }

  get readyState(): Engine["readyState"] {
    return this.#state;
  }

  get protocol(): 3 | 4 {
    return this.#revision.engine;
  }

  get revision(): ClientRevision {
    return this.#revision;
  }

  /** Bytes that have yet to leave this process. */
  get bufferedAmount(): number {
    return this.#port?.bufferedBytes ?? 0;
  }

  /** Whether what is sent now has a chance to arrive: after a sleep, the link may be dead without anybody knowing. */
  get isOverdue(): boolean {
    return this.#watch?.isOverdue ?? false;
  }

  /** Sends a frame. */
  sendFrame(frame: Frame, flags: SendFlags): void {
    if (this.#state !== "open") {
      return;
    }
    if (this.isObserved) {
      this.#tell("packetCreate", this.#revision.engineCodec.decode(frame));
    }
    this.#port?.send(frame, flags);
  }

  /** Sends a binary message. */
  sendBinary(data: Uint8Array, flags: SendFlags): void {
    this.sendFrame(this.#revision.engineCodec.encodeMessage(data), flags);
  }

  /** Ends the connection in good order; what has been sent still goes out. */
  close(): this {
    this.end("forced close", undefined);
    return this;
  }

  /** Ends the connection. */
  end(
    reason: DisconnectReason,
    details: DisconnectDetails | undefined,
    closeCode = 1000,
    closeReason = "",
  ): void {
    if (this.#finish("closing", reason, details)) {
      this.#port?.close(closeCode, closeReason);
    }
  }

  /** Ends the connection because the server broke the protocol. Pages can't send 1002, so 4002 stands for it. */
  violated(code: ViolationCode): void {
    this.end("parse error", { description: `the server broke the protocol: ${code}`, code }, 4_002, code);
  }

  /** Ends the connection without waiting for anything. */
  abort(reason: DisconnectReason, details: DisconnectDetails | undefined): void {
    if (this.#finish("closing", reason, details)) {
      this.#port?.terminate();
    }
  }

  /** Asks for a sign of life: something has happened that may have cut the link. */
  probe(): void {
    this.#watch?.probe();
  }

  // --- from the transport

  opened(): void {
    // the open packet tells when there is something to talk to
  }

  heard(): void {
    this.#watch?.heard();
  }

  receive(frame: Frame): void {
    if (this.#state !== "open") {
      this.#receiveFirst(frame);
      return;
    }
    this.#watch?.heard();
    if (this.isObserved && !this.#tellReceived(frame)) {
      return;
    }
    if (!this.#isProven) {
      this.#weigh(revisionOfFrame(frame, this.#hasAsked));
    }
    if (typeof frame === "string" && isTextMessage(frame)) {
      this.#context.owner.receiveText(frame, textMessageStart); // read in place: the payload is not cut out twice
    } else {
      this.#receiveOther(frame);
    }
  }

  drained(): void {
    this.#tell("drain");
  }

  failed(error: unknown, reason: "transport error" | "parse error"): void {
    this.#finish("closing", reason, { description: "websocket error", context: error });
  }

  closed(code: number, reason: string): void {
    const description = reason === "" ? "websocket connection closed" : reason;
    this.#finish("closed", "transport close", { description, code });
    this.#state = "closed";
  }

  // --- from the watch

  sendPing(): void {
    this.#sendPacket({ type: "ping", data: "" });
  }

  sendProbe(): boolean {
    if (this.#port?.ping === undefined) {
      this.#sendPacket({ type: "noop" }); // a dead link answers it with a reset, if the network can
      return false;
    }
    this.#port.ping();
    return true;
  }

  linkLost(): void {
    this.abort("ping timeout", undefined);
  }

  // --- details

  #start(): void {
    if (this.#state !== "opening") {
      return;
    }
    try {
      this.#port = this.#context.openTransport(this);
    } catch (error) {
      this.failed(error, "transport error");
    }
  }

  #receiveFirst(frame: Frame): void {
    if (this.#state !== "opening") {
      return;
    }
    const packet = this.#revision.engineCodec.decode(frame);
    const handshake = packet.type === "open" ? decodeHandshake(packet.data) : invalidHandshake;
    if ("type" in handshake) {
      this.violated(packet.type === "violation" ? packet.code : handshake.code);
    } else {
      this.#open(handshake);
    }
  }

  #open(handshake: EngineHandshake): void {
    this.#handshake = handshake;
    this.#id = handshake.sid;
    this.#state = "open";
    this.#startWatch(handshake);
    this.#context.owner.opened();
    this.#tell("open");
    this.#weigh(revisionOfHandshake(handshake));
    if (!this.#isProven && this.#state === "open") {
      this.#patience = this.#context.clock.schedule(() => this.#ready(), patienceMs);
    }
  }

  /** Takes note of what something has proved about the revision, and goes on where that was awaited. */
  #weigh(proof: ClientRevision | undefined): void {
    if (this.#isProven) {
      if (!this.#hasAsked && this.#state === "open") {
        this.#ready();
      }
      return;
    }
    if (proof === undefined || this.#state !== "open") {
      return;
    }
    const isNews = proof !== this.#revision || !this.#hasAsked;
    this.#isProven = true;
    this.#revision = proof;
    this.#patience?.cancel();
    if (isNews) {
      this.#watch?.stop();
      this.#startWatch(this.#handshake);
      this.#ready();
    }
  }

  #ready(): void {
    this.#hasAsked = true;
    this.#context.owner.ready();
  }

  #startWatch(handshake: EngineHandshake | undefined): void {
    if (handshake !== undefined) {
      const asks = this.#revision.pingSender === "client";
      this.#watch = new LinkWatch({ ...handshake, asks }, this, this.#context.clock);
    }
  }

  #receiveOther(frame: Frame): void {
    const packet = this.#revision.engineCodec.decode(frame);
    if (packet.type === "violation") {
      this.violated(packet.code);
    } else {
      this.#receivePacket(packet);
    }
  }

  #receivePacket(packet: EnginePacket): void {
    switch (packet.type) {
      case "message":
        this.#receiveMessage(packet.data);
        return;
      case "ping":
        this.#receivePing(packet.data);
        return;
      case "pong":
        this.#receivePong();
        return;
      case "close":
        this.end("transport close", { description: "the server has closed the connection" });
        return;
      case "open":
        this.violated("ENGINE_OPEN_UNEXPECTED");
        return;
      case "upgrade":
      case "noop":
        return; // there is nothing to upgrade
    }
  }

  #receiveMessage(data: string | Uint8Array): void {
    if (typeof data === "string") {
      this.#context.owner.receiveText(data, 0);
    } else {
      this.#context.owner.receiveBinary(data);
    }
  }

  #receivePing(data: string): void {
    if (this.#revision.pingSender === "client") {
      this.violated("HEARTBEAT_DIRECTION");
      return;
    }
    this.#sendPacket({ type: "pong", data: data.slice(0, maxEchoLength) });
    this.#context.owner.pinged();
  }

  #receivePong(): void {
    if (this.#revision.pingSender === "server") {
      this.violated("HEARTBEAT_DIRECTION");
    }
  }

  #sendPacket(packet: EnginePacket): void {
    this.sendFrame(this.#revision.engineCodec.encode(packet), uncompressed);
  }

  /** The one place where a session ends. False when it had ended before. */
  #finish(
    state: "closing" | "closed",
    reason: DisconnectReason,
    details: DisconnectDetails | undefined,
  ): boolean {
    if (this.#state !== "open" && this.#state !== "opening") {
      return false;
    }
    this.#state = state;
    this.#patience?.cancel();
    this.#watch?.stop();
    this.#context.owner.closed(reason, details);
    this.#tell("close", reason, details);
    return true;
  }

  /** False when a listener has ended the session: what it was told of goes no further. */
  #tellReceived(frame: Frame): boolean {
    const packet = this.#revision.engineCodec.decode(frame);
    if (packet.type !== "violation") {
      this.#tell("packet", packet);
    }
    return this.#state === "open";
  }

  #tell(event: string, ...args: unknown[]): void {
    if (this.isObserved) {
      this.#context.userCode.dispatch(this, event, args);
    }
  }
}

const invalidHandshake = { type: "violation", code: "HANDSHAKE_INVALID" } as const;
// A server's ping carries nothing, or a word. More would make an amplifier of the client.
const maxEchoLength = 125;
