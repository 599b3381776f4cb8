import type { Clock, SendFlags, Timer, UserCode } from "@sockeye/internal";
import {
  type BlobLike,
  type ClientRevision,
  decodeHandshake,
  type EngineHandshake,
  type EnginePacket,
  type Frame,
  isTextMessage,
  revisionOfFrame,
  revisionOfHandshake,
  textMessageStart,
  type Violation,
  type ViolationCode,
  violation,
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
  /** The server has asked for a sign of life, and has got it, or has answered ours. */
  heartbeat(): void;
  /** The session has ended; nothing follows. */
  closed(reason: DisconnectReason, details: DisconnectDetails | undefined): void;
}

/** What a session works with; the manager. */
export interface SessionHome {
  readonly clock: Clock;
  readonly userCode: UserCode;
  /** The revision that is spoken, or undefined to find out. */
  readonly revision: ClientRevision | undefined;
  /** What is spoken until that has been found out. */
  readonly tentativeRevision: ClientRevision;
  /** Starts to open the WebSocket. Throws for an address that is none. */
  openTransport(listener: ClientTransportListener): ClientTransport;
}

/**
 * How long a server that has not said which revision it speaks may take to let the client in by itself, which
 * only those of the older generation do. PROTOCOL.md, Servers of either generation.
 */
const patienceMs = 500;
const transportFacade = { name: "websocket" } as const;
const uncompressed: SendFlags = { compress: false };
// A server's ping carries nothing, or a word. More would make an amplifier of the client.
const maxEchoLength = 125;
/** A page can't send 1002 as a close code, so this stands for it. */
const protocolErrorCode = 4_002;

/**
 * One connection: turns frames into Engine.IO packets and back, watches over the link, finds out which revision the
 * server speaks, and knows how it ends. Users meet it as `socket.io.engine`. PROTOCOL.md, Connection.
 */
export class Session extends ClientEmitter implements Engine, ClientTransportListener, LinkWatchOwner {
  id = "";
  readyState: Engine["readyState"] = "opening";
  readonly transport = transportFacade;
  /** What the server speaks, as far as that is known. */
  revision: ClientRevision;
  readonly #home: SessionHome;
  readonly #owner: SessionOwner;
  #port: ClientTransport | undefined;
  #handshake: EngineHandshake | undefined;
  /** Whether nothing can be learned about the revision any more. */
  #isProven: boolean;
  #isReady = false;
  #patience: Timer | undefined;
  #watch: LinkWatch | undefined;

  constructor(home: SessionHome, owner: SessionOwner) {
    super();
    this.#home = home;
    this.#owner = owner;
    this.revision = home.revision ?? home.tentativeRevision;
    this.#isProven = home.revision !== undefined;
    // In a turn of its own, so that one who comes, goes and comes again in one go opens one WebSocket.
    queueMicrotask(() => this.#start());
  }

  get protocol(): 3 | 4 {
    return this.revision.engine;
  }

  /** Bytes that have yet to leave this process. */
  get bufferedAmount(): number {
    return this.#port?.bufferedBytes ?? 0;
  }

  /** Whether what is sent now has no chance: after a sleep, the link may be dead without anybody knowing. */
  get isOverdue(): boolean {
    return this.#watch?.isOverdue === true;
  }

  /** Sends a frame. */
  sendFrame(frame: Frame | BlobLike, flags: SendFlags): void {
    if (this.readyState !== "open") {
      return;
    }
    if (this.isObserved) {
      this.#tell("packetCreate", this.revision.engineCodec.decode(frame as Frame)); // of a Blob it says that it is one
    }
    this.#port?.send(frame, flags);
  }

  /** Ends the connection in good order; what has been sent still goes out. */
  close(): this {
    this.end("forced close", undefined);
    return this;
  }

  /** Ends the connection. The code and the reason go to the server. */
  end(reason: DisconnectReason, details?: DisconnectDetails, code = 1_000, closeReason = ""): void {
    if (this.#finish(reason, details)) {
      this.#port?.close(code, closeReason);
    }
  }

  /** Ends the connection without waiting for anything. */
  abort(reason: DisconnectReason, details?: DisconnectDetails): void {
    if (this.#finish(reason, details)) {
      this.#port?.terminate();
    }
  }

  /** Ends the connection because the server broke the protocol. */
  violated(code: ViolationCode): void {
    const description = `the server broke the protocol: ${code}`;
    this.end("parse error", { description, code }, protocolErrorCode, code);
  }

  /** Asks for a sign of life: something has happened that may have cut the link. */
  probe(): void {
    this.#watch?.probe();
  }

  // --- from the transport

  heard(): void {
    this.#watch?.heard();
  }

  receive(frame: Frame): void {
    if (this.readyState === "opening") {
      this.#open(this.revision.engineCodec.decode(frame));
      return;
    }
    this.#watch?.heard();
    if (this.isObserved) {
      this.#tellReceived(this.revision.engineCodec.decode(frame));
    }
    if (this.readyState !== "open") {
      return; // a listener has ended it
    }
    if (!this.#isProven) {
      this.#weigh(revisionOfFrame(frame, this.#isReady));
    }
    if (typeof frame === "string" && isTextMessage(frame)) {
      this.#owner.receiveText(frame, textMessageStart); // read in place: the payload is not cut out twice
    } else {
      this.#receiveOther(this.revision.engineCodec.decode(frame));
    }
  }

  drained(): void {
    this.#tell("drain");
  }

  failed(error: unknown, reason: "transport error" | "parse error"): void {
    if (this.#isAlive) {
      this.#tell("error", error);
    }
    this.#finish(reason, { description: "websocket error", context: error });
  }

  closed(code: number, reason: string): void {
    this.#finish("transport close", { description: reason || "websocket connection closed", code });
    this.readyState = "closed";
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
    this.abort("ping timeout");
  }

  // --- details

  #start(): void {
    if (this.readyState === "opening") {
      try {
        this.#port = this.#home.openTransport(this);
      } catch (error) {
        this.failed(error, "transport error");
      }
    }
  }

  /** The first packet of a connection is the open packet, and tells how the heartbeat goes. */
  #open(packet: EnginePacket | Violation): void {
    const handshake = packet.type === "open" ? decodeHandshake(packet.data) : violation("HANDSHAKE_INVALID");
    if ("type" in handshake) {
      this.violated(packet.type === "violation" ? packet.code : handshake.code);
      return;
    }
    this.#handshake = handshake;
    this.id = handshake.sid;
    this.readyState = "open";
    this.#startWatch();
    this.#owner.opened();
    this.#tell("open");
    if (this.readyState !== "open") {
      return;
    }
    if (this.#isProven) {
      this.#ready();
    } else {
      this.#weigh(revisionOfHandshake(handshake));
    }
    if (!this.#isProven) {
      this.#patience = this.#home.clock.schedule(() => this.#ready(), patienceMs);
    }
  }

  /** Takes note of what something proves about the revision. */
  #weigh(proof: ClientRevision | undefined): void {
    if (proof === undefined || this.#isProven) {
      return;
    }
    this.#isProven = true;
    this.#patience?.cancel();
    const isNews = this.revision !== proof;
    this.revision = proof;
    if (isNews) {
      this.#watch?.stop();
      this.#startWatch();
    }
    if (isNews || !this.#isReady) {
      this.#ready();
    }
  }

  #ready(): void {
    this.#isReady = true;
    this.#owner.ready();
  }

  #startWatch(): void {
    if (this.#handshake !== undefined) {
      const asks = this.revision.pingSender === "client";
      this.#watch = new LinkWatch(this.#handshake, asks, this, this.#home.clock);
    }
  }

  #receiveOther(packet: EnginePacket | Violation): void {
    switch (packet.type) {
      case "violation":
        this.violated(packet.code);
        return;
      case "message":
        this.#owner.receiveBinary(packet.data as Uint8Array); // text is read in place
        return;
      case "ping":
      case "pong":
        this.#receiveHeartbeat(packet.type, packet.data);
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

  #receiveHeartbeat(type: "ping" | "pong", data: string): void {
    if ((type === "ping") !== (this.revision.pingSender === "server")) {
      this.violated("HEARTBEAT_DIRECTION");
      return;
    }
    if (type === "ping") {
      this.#sendPacket({ type: "pong", data: data.slice(0, maxEchoLength) });
    }
    this.#owner.heartbeat();
  }

  #sendPacket(packet: EnginePacket): void {
    this.sendFrame(this.revision.engineCodec.encode(packet), uncompressed);
  }

  get #isAlive(): boolean {
    return this.readyState === "open" || this.readyState === "opening";
  }

  /** The one place where a session ends. False when it had ended before. */
  #finish(reason: DisconnectReason, details: DisconnectDetails | undefined): boolean {
    if (!this.#isAlive) {
      return false;
    }
    this.readyState = this.#port === undefined ? "closed" : "closing";
    this.#patience?.cancel();
    this.#watch?.stop();
    this.#owner.closed(reason, details);
    this.#tell("close", reason, details);
    return true;
  }

  #tellReceived(packet: EnginePacket | Violation): void {
    if (packet.type !== "violation") {
      this.#tell("packet", packet);
    }
    if (packet.type === "message" || packet.type === "ping" || packet.type === "pong") {
      this.#tell(packet.type, packet.data);
    }
    if (packet.type === "message") {
      this.#tell("data", packet.data);
    }
  }

  #tell(event: string, ...args: unknown[]): void {
    if (this.isObserved) {
      this.#home.userCode.dispatch(this, event, args);
    }
  }
}
