import type { SendFlags, UserCode } from "@sockeye/internal";
import {
  type DisconnectReason,
  disconnectRules,
  type EnginePacket,
  encodeHandshake,
  type Frame,
  isTextMessage,
  type ServerRevision,
  textMessageStart,
  type ViolationCode,
  violationRules,
} from "@sockeye/protocol";
import type { Connection, UpgradeRequest } from "../../api.js";
import { type Heartbeat, type HeartbeatOwner, type HeartbeatSettings, startHeartbeat } from "./heartbeat.js";
import type { KeptRequest } from "./kept-request.js";
import { LazyEmitter } from "./lazy-emitter.js";
import type { ServerTransport, ServerTransportListener } from "./server-transport.js";
import type { SharedFrame } from "./shared-frame.js";

/** Who takes what a session receives; the layer above. */
export interface SessionOwner {
  /** A text message, in its frame: the payload starts at `start`. */
  receiveText(frame: string, start: number): void;
  /** A binary message. */
  receiveBinary(data: Uint8Array): void;
  /** The session has ended; nothing follows. */
  closed(reason: DisconnectReason, description?: unknown): void;
}

/** What all sessions of a server have in common. */
export interface SessionSettings {
  readonly heartbeat: HeartbeatSettings;
  readonly maxPayloadBytes: number;
  readonly userCode: UserCode;
  /** Bytes as the runtime's applications expect them. */
  readonly asBinary: (bytes: Uint8Array) => Uint8Array;
  /** Called once for each session, as it ends. */
  readonly sessionEnded: (session: Session) => void;
}

/** What is known of a connection before its first frame. */
export interface SessionOrigin {
  readonly id: string;
  readonly revision: ServerRevision;
  readonly kept: KeptRequest;
  readonly remoteAddress: string;
  /** Whether TLS ends at this process. */
  readonly isSecure: boolean;
}

const transportFacade = { name: "websocket" } as const;

/**
 * One connection: turns frames into Engine.IO packets and back, keeps the heartbeat, and knows how it ends.
 * Users meet it as `socket.conn`. PROTOCOL.md, Connection.
 */
export class Session extends LazyEmitter implements Connection, ServerTransportListener, HeartbeatOwner {
  readonly origin: SessionOrigin;
  readonly transport = transportFacade;
  readonly #settings: SessionSettings;
  readonly #port: ServerTransport;
  #owner: SessionOwner | undefined;
  #heartbeat: Heartbeat | undefined;
  #state: Connection["readyState"] = "opening";

  constructor(origin: SessionOrigin, port: ServerTransport, settings: SessionSettings) {
    super();
    this.origin = origin;
    this.#port = port;
    this.#settings = settings;
  }

  get id(): string {
    return this.origin.id;
  }

  get protocol(): 3 | 4 {
    return this.origin.revision.engine;
  }

  get request(): UpgradeRequest {
    return this.origin.kept.request;
  }

  get remoteAddress(): string {
    return this.origin.remoteAddress;
  }

  get readyState(): Connection["readyState"] {
    return this.#state;
  }

  /** Bytes that the peer has yet to take. */
  get bufferedBytes(): number {
    return this.#port.bufferedBytes;
  }

  /** Sends the open packet and starts the heartbeat; from now on frames are received. */
  open(owner: SessionOwner): void {
    if (this.#state !== "opening") {
      return; // it was closed by somebody who heard of it first
    }
    const { revision, id } = this.origin;
    const { heartbeat, maxPayloadBytes } = this.#settings;
    const { pingIntervalMs, pingTimeoutMs } = heartbeat;
    const handshake = { sid: id, pingIntervalMs, pingTimeoutMs };
    const isLimitTold = revision.announcesMaxPayload && Number.isFinite(maxPayloadBytes);
    const data = encodeHandshake(isLimitTold ? { ...handshake, maxPayloadBytes } : handshake);
    this.#owner = owner;
    this.#state = "open";
    this.#heartbeat = startHeartbeat(revision.pingSender, this, heartbeat);
    this.#sendPacket({ type: "open", data });
  }

  receive(frame: Frame): void {
    if (this.#state !== "open") {
      return;
    }
    if (this.observers !== undefined && !this.#tellReceived(frame)) {
      return;
    }
    if (typeof frame === "string" && isTextMessage(frame)) {
      this.#heartbeat?.heard();
      this.#owner?.receiveText(frame, textMessageStart); // read in place: the payload is not cut out twice
    } else {
      this.#receiveOther(frame);
    }
  }

  drained(): void {
    this.#tell("drain");
  }

  failed(error: Error, reason: "transport error" | "parse error" | "slow consumer"): void {
    this.#tell("error", error);
    this.#finish("closing", reason, error);
  }

  closed(code: number, reason: string): void {
    this.#finish("closed", "transport close", { code, reason });
    this.#state = "closed";
  }

  sendPing(): void {
    this.#sendPacket({ type: "ping", data: "" });
  }

  heartbeatLost(): void {
    this.end("ping timeout");
  }

  /** Sends a message: the text of a Socket.IO packet, or one of its attachments. */
  sendMessage(data: string | Uint8Array, flags: SendFlags): void {
    this.sendFrame(this.origin.revision.engineCodec.encodeMessage(data), flags);
  }

  /** Sends a frame that was encoded before, for this session's revision. */
  sendFrame(frame: Frame, flags: SendFlags): void {
    if (this.#state !== "open") {
      return;
    }
    if (this.observers !== undefined) {
      this.#tell("packetCreate", this.origin.revision.engineCodec.decode(frame));
    }
    this.#port.send(frame, flags);
  }

  /** Sends a frame that goes to others of this session's revision, too. */
  sendShared(shared: SharedFrame, flags: SendFlags): void {
    if (this.#state !== "open") {
      return;
    }
    if (this.observers !== undefined) {
      this.#tell("packetCreate", this.origin.revision.engineCodec.decode(shared.frame));
    }
    this.#port.sendShared(shared, flags);
  }

  /** Ends the connection because the peer broke the protocol. */
  violated(code: ViolationCode): void {
    const { closeCode, message } = violationRules[code];
    if (this.#finish("closing", "parse error", { code, message })) {
      this.#port.close(closeCode, `${code}: ${message}`);
    }
  }

  /** Ends the connection; what has been sent still goes out. `detail` goes to the peer beside the reason. */
  end(reason: DisconnectReason, detail?: string): void {
    if (this.#finish("closing", reason, undefined)) {
      const closeCode = disconnectRules[reason].closeCode ?? 1000;
      this.#port.close(closeCode, detail === undefined ? reason : `${reason}: ${detail}`);
    }
  }

  /** Ends the connection as the application asks it to, with `discard` without the closing handshake. */
  close(discard = false): void {
    this.end("forced close");
    if (discard) {
      this.#port.terminate();
    }
  }

  #receiveOther(frame: Frame): void {
    const packet = this.origin.revision.engineCodec.decode(frame);
    if (packet.type === "violation") {
      this.violated(packet.code);
      return;
    }
    this.#heartbeat?.heard();
    this.#receivePacket(packet);
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
        this.#receiveClose();
        return;
      case "open":
        this.violated("ENGINE_OPEN_UNEXPECTED");
        return;
      case "upgrade":
      case "noop":
        return; // some clients send them, and there is nothing to upgrade
    }
  }

  #receiveMessage(data: string | Uint8Array): void {
    if (typeof data === "string") {
      this.#owner?.receiveText(data, 0);
    } else {
      this.#owner?.receiveBinary(this.#settings.asBinary(data));
    }
  }

  #receivePing(data: string): void {
    if (this.origin.revision.pingSender === "server") {
      this.violated("HEARTBEAT_DIRECTION");
      return;
    }
    this.#sendPacket({ type: "pong", data: data.slice(0, maxEchoLength) });
    this.#tell("heartbeat");
  }

  #receivePong(): void {
    if (this.origin.revision.pingSender === "client") {
      this.violated("HEARTBEAT_DIRECTION");
      return;
    }
    this.#heartbeat?.answered();
    this.#tell("heartbeat");
  }

  #receiveClose(): void {
    if (this.#finish("closing", "transport close", undefined)) {
      this.#port.close(1000, "");
    }
  }

  #sendPacket(packet: EnginePacket): void {
    if (this.observers !== undefined) {
      this.#tell("packetCreate", packet);
    }
    this.#port.send(this.origin.revision.engineCodec.encode(packet), uncompressed);
  }

  /** The one place where a session ends. False when it had ended before. */
  #finish(state: "closing" | "closed", reason: DisconnectReason, description: unknown): boolean {
    if (this.#state !== "open" && this.#state !== "opening") {
      return false;
    }
    this.#state = state;
    this.#heartbeat?.stop();
    const owner = this.#owner;
    this.#owner = undefined;
    this.#settings.sessionEnded(this);
    owner?.closed(reason, description);
    this.#tell("close", reason, description);
    return true;
  }

  /** False when a listener has ended the session: what it was told of goes no further. */
  #tellReceived(frame: Frame): boolean {
    const packet = this.origin.revision.engineCodec.decode(frame);
    if (packet.type !== "violation") {
      this.#tell("packet", packet);
    }
    if (packet.type === "message") {
      this.#tell("message", packet.data);
      this.#tell("data", packet.data);
    }
    return this.#state === "open";
  }

  #tell(event: string, ...args: unknown[]): void {
    if (this.observers !== undefined) {
      this.#settings.userCode.dispatch(this.observers, event, args);
    }
  }
}

// What RFC 6455 allows a ping to carry; clients send nothing, or `probe`. More would make an amplifier of the server.
const maxEchoLength = 125;
const uncompressed: SendFlags = { compress: false };
