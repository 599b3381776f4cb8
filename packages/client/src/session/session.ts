import type { Clock, PacketReader, Timer, UserCode } from "@sockeye/internal";
import {
  type BlobLike,
  type ClientRevision,
  clientRevision4,
  decodeHandshake,
  type EnginePacket,
  type Frame,
  type HeartbeatPacket,
  isTextMessage,
  revisionOfFrame,
  revisionOfHandshake,
  textMessageStart,
  type Violation,
  type ViolationCode,
} from "@sockeye/protocol";
import type { DisconnectDetails, DisconnectReason, Engine } from "../api.js";
import { ClientEmitter } from "../emitter.js";
import type { ClientTransport, ClientTransportListener } from "../runtime.js";
import { LinkWatch, type LinkWatchOwner } from "./link-watch.js";

/** What a session works with; the manager. */
export interface SessionHome {
  readonly clock: Clock;
  readonly userCode: UserCode;
  /** The revision that is spoken, or undefined to find out. */
  readonly revision: ClientRevision | undefined;
  /** Starts to open the WebSocket. Throws for an address that is none. */
  openTransport(listener: ClientTransportListener): ClientTransport;
  /** The connection is open; what can be said over it shows a little later. */
  opened(): void;
  /** The server has asked for a sign of life, and has got it, or has answered ours. */
  heartbeat(): void;
  /** The session has ended; nothing follows. */
  closed(reason: DisconnectReason, details: DisconnectDetails | undefined, wasOpen: boolean): void;
}

/** How long a server may take to answer where silence says something, too. PROTOCOL.md, Servers of either generation. */
const patienceMs = 500;
const transportFacade = { name: "websocket" } as const;
// A server's ping carries nothing, or a word. More would make an amplifier of the client.
const maxEchoLength = 125;
/** A page can't send 1002 as a close code, so this stands for it. */
const protocolErrorCode = 4_002;

/**
 * One connection: turns frames into Engine.IO packets and back, watches over the link, finds out which revision the
 * server speaks, and knows how it ends. What its messages mean is up to the layer above, which extends it. Users meet
 * it as `socket.io.engine`. PROTOCOL.md, Connection.
 */
export abstract class Session<Home extends SessionHome>
  extends ClientEmitter
  implements Engine, ClientTransportListener, LinkWatchOwner
{
  id = "";
  readyState: Engine["readyState"] = "opening";
  readonly transport = transportFacade;
  /** What the server speaks, as far as that is known. */
  revision: ClientRevision;
  protected readonly home: Home;
  /** What reads the messages. There is none before namespaces can be asked for. */
  protected reader: PacketReader | undefined;
  #port: ClientTransport | undefined;
  /** Whether nothing can be learned about the revision any more. */
  #isProven = false;
  #patience: Timer | undefined;
  #watch: LinkWatch | undefined;

  constructor(home: Home) {
    super();
    this.home = home;
    this.revision = home.revision ?? clientRevision4;
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

  /** Whether it is open, or about to be. */
  get isAlive(): boolean {
    return this.readyState === "open" || this.readyState === "opening";
  }

  /** Whether namespaces can be asked for. */
  get isReady(): boolean {
    return this.reader !== undefined;
  }

  /** Makes the reader: namespaces may be asked for. Told again when the server shows that it speaks another revision. */
  protected abstract ready(): void;

  /** Sends a frame. */
  sendFrame(frame: Frame | BlobLike, compress = true): void {
    if (this.readyState !== "open") {
      return;
    }
    if (this.isObserved) {
      this.#tell("packetCreate", this.revision.engineCodec.decode(frame as Frame)); // of a Blob it says that it is one
    }
    this.#port?.send(frame, compress);
  }

  /** Ends the connection in good order; what has been sent still goes out. */
  close(): this {
    this.end("forced close");
    return this;
  }

  /** Ends the connection. The code and the reason go to the server. */
  end(reason: DisconnectReason, details?: DisconnectDetails, code = 1_000, closeReason = ""): void {
    this.#finish(reason, details)?.close(code, closeReason);
  }

  /** Ends the connection without waiting for anything. */
  abort(reason: DisconnectReason, details?: DisconnectDetails): void {
    this.#finish(reason, details)?.terminate();
  }

  /** Ends the connection because the server broke the protocol. */
  violated(code: ViolationCode): void {
    const description = `the server broke the protocol: ${code}`;
    this.end("parse error", { description, code }, protocolErrorCode, code);
  }

  /** Ends the connection if the link has been dead for long: after a sleep, nobody may have noticed yet. */
  checkLink(): void {
    this.#watch?.gaveUp();
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
    this.heard();
    if (this.isObserved) {
      this.#tellReceived(this.revision.engineCodec.decode(frame));
    }
    if (this.readyState !== "open") {
      return; // a listener has ended it
    }
    if (!this.#isProven) {
      this.#weigh(revisionOfFrame(frame, this.isReady));
    }
    if (typeof frame === "string" && isTextMessage(frame)) {
      this.reader?.receiveText(frame, textMessageStart); // read in place: the payload is not cut out twice
    } else {
      this.#receiveOther(this.revision.engineCodec.decode(frame));
    }
  }

  drained(): void {
    this.#tell("drain");
  }

  failed(error: unknown, reason: "transport error" | "parse error"): void {
    if (this.isAlive) {
      this.#tell("error", error);
    }
    this.#finish(reason, { description: "websocket error", context: error });
  }

  closed(code: number, reason: string): void {
    this.#finish("transport close", { description: reason || "websocket connection closed", code });
    this.readyState = "closed";
  }

  // --- from the watch

  get isPinging(): boolean {
    return this.revision.pingSender === "client";
  }

  sendProbe(): boolean {
    if (this.isPinging) {
      this.#sendPacket({ type: "ping", data: "" });
    } else if (!this.#port?.ping) {
      this.#sendPacket({ type: "noop" }); // a dead link answers it with a reset, if the network can
      return false;
    } else {
      this.#port.ping();
    }
    return this.isAlive; // who listens to packets may have ended it
  }

  linkLost(): void {
    this.abort("ping timeout");
  }

  // --- details

  #start(): void {
    if (this.readyState === "opening") {
      try {
        this.#port = this.home.openTransport(this);
      } catch (error) {
        this.failed(error, "transport error");
      }
    }
  }

  /** The first packet of a connection is the open packet, and tells how the heartbeat goes. */
  #open(packet: EnginePacket | Violation): void {
    const handshake =
      packet.type === "violation" ? packet : decodeHandshake(packet.type === "open" ? packet.data : "");
    if ("type" in handshake) {
      this.violated(handshake.code);
      return;
    }
    this.id = handshake.sid;
    this.readyState = "open";
    this.#watch = new LinkWatch(handshake, this, this.home.clock);
    this.home.opened();
    this.#tell("open");
    if (this.readyState !== "open") {
      return;
    }
    this.#weigh(this.home.revision ?? revisionOfHandshake(handshake));
    if (!this.isReady) {
      this.afterSilence(() => this.ready());
    }
  }

  /** Takes note of what something proves about the revision. */
  #weigh(proof: ClientRevision | undefined): void {
    if (!proof) {
      return;
    }
    this.#isProven = true;
    this.breakSilence();
    if (proof !== this.revision || !this.isReady) {
      this.revision = proof;
      this.#watch?.start(); // pings may be up to this side now
      this.ready();
    }
  }

  /** Does what the server's silence means, unless it is broken before. */
  protected afterSilence(act: () => void): void {
    this.#patience = this.home.clock.schedule(act, patienceMs);
  }

  protected breakSilence(): void {
    this.#patience?.cancel();
  }

  #receiveOther(packet: EnginePacket | Violation): void {
    if (packet.type === "violation") {
      this.violated(packet.code);
    } else if (packet.type === "message") {
      this.reader?.receiveBinary(packet.data as Uint8Array); // text is read in place
    } else if (packet.type === "close") {
      this.end("transport close", { description: "the server has closed the connection" });
    } else if (packet.type === "open") {
      this.violated("ENGINE_OPEN_UNEXPECTED");
    } else if (packet.type === "ping" || packet.type === "pong") {
      this.#receiveHeartbeat(packet);
    }
  }

  #receiveHeartbeat({ type, data }: HeartbeatPacket): void {
    const isAsked = type === "ping";
    if (isAsked === this.isPinging) {
      this.violated("HEARTBEAT_DIRECTION");
      return;
    }
    if (isAsked) {
      this.#sendPacket({ type: "pong", data: data.slice(0, maxEchoLength) });
    }
    this.home.heartbeat();
  }

  #sendPacket(packet: EnginePacket): void {
    this.sendFrame(this.revision.engineCodec.encode(packet), false);
  }

  /** The one place where a session ends. Returns the WebSocket that goes with it, unless it had ended before. */
  #finish(reason: DisconnectReason, details: DisconnectDetails | undefined): ClientTransport | undefined {
    if (!this.isAlive) {
      return undefined;
    }
    const wasOpen = this.readyState === "open";
    this.readyState = this.#port ? "closing" : "closed";
    this.breakSilence();
    this.#watch?.stop();
    this.reader?.stop();
    this.home.closed(reason, details, wasOpen);
    this.#tell("close", reason, details);
    return this.#port;
  }

  #tellReceived(packet: EnginePacket | Violation): void {
    if (packet.type === "violation") {
      return;
    }
    this.#tell("packet", packet);
    if ("data" in packet && packet.type !== "open") {
      this.#tell(packet.type, packet.data);
    }
    if (packet.type === "message") {
      this.#tell("data", packet.data);
    }
  }

  #tell(event: string, ...args: unknown[]): void {
    this.home.userCode.dispatch(this, event, args);
  }
}
