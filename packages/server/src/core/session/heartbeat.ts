import type { Clock } from "@sockeye/internal";
import type { Revision } from "@sockeye/protocol";
import { Deadline, DeadlineWheel } from "./deadline-wheel.js";

/** The times of a heartbeat, in milliseconds. PROTOCOL.md, Heartbeat. */
export interface HeartbeatTimes {
  readonly pingIntervalMs: number;
  readonly pingTimeoutMs: number;
}

/** Into how many slots the wheel divides the shorter time: so late a ping may be, and the end of a silent peer. */
const slotsPerDelay = 250;

/** What all heartbeats of a server have in common. */
export class HeartbeatSettings implements HeartbeatTimes {
  readonly pingIntervalMs: number;
  readonly pingTimeoutMs: number;
  readonly clock: Clock;
  readonly wheel: DeadlineWheel;

  constructor({ pingIntervalMs, pingTimeoutMs }: HeartbeatTimes, clock: Clock) {
    this.pingIntervalMs = pingIntervalMs;
    this.pingTimeoutMs = pingTimeoutMs;
    this.clock = clock;
    this.wheel = new DeadlineWheel(clock, Math.min(pingIntervalMs, pingTimeoutMs) / slotsPerDelay);
  }
}

/** What a heartbeat asks of the session that it watches. */
export interface HeartbeatOwner {
  sendPing(): void;
  /** The peer has been silent for too long. */
  heartbeatLost(): void;
}

/** Watches over a connection. */
export interface Heartbeat {
  /** Anything at all came from the peer. */
  heard(): void;
  /** A pong came. */
  answered(): void;
  stop(): void;
}

/** Starts the heartbeat that the revision prescribes. */
export function startHeartbeat(
  pingSender: Revision["pingSender"],
  owner: HeartbeatOwner,
  settings: HeartbeatSettings,
): Heartbeat {
  return pingSender === "server"
    ? new AskingHeartbeat(owner, settings)
    : new ListeningHeartbeat(owner, settings);
}

/** Sends a ping at every interval and wants it answered in time. Only the answer counts, not other traffic. */
class AskingHeartbeat extends Deadline implements Heartbeat {
  readonly #owner: HeartbeatOwner;
  readonly #settings: HeartbeatSettings;
  #isAwaiting = false;

  constructor(owner: HeartbeatOwner, settings: HeartbeatSettings) {
    super();
    this.#owner = owner;
    this.#settings = settings;
    settings.wheel.set(this, settings.pingIntervalMs);
  }

  heard(): void {
    // other traffic does not show that the peer still answers
  }

  answered(): void {
    if (this.#isAwaiting) {
      this.#isAwaiting = false;
      this.#settings.wheel.set(this, this.#settings.pingIntervalMs);
    }
  }

  stop(): void {
    this.#settings.wheel.clear(this);
  }

  expire(): void {
    if (this.#isAwaiting) {
      this.#owner.heartbeatLost();
      return;
    }
    this.#isAwaiting = true;
    this.#settings.wheel.set(this, this.#settings.pingTimeoutMs);
    this.#owner.sendPing();
  }
}

/** Wants to hear something within interval and timeout together; the peer is the one who pings. */
class ListeningHeartbeat extends Deadline implements Heartbeat {
  readonly #owner: HeartbeatOwner;
  readonly #settings: HeartbeatSettings;
  #heardAtMs: number;

  constructor(owner: HeartbeatOwner, settings: HeartbeatSettings) {
    super();
    this.#owner = owner;
    this.#settings = settings;
    this.#heardAtMs = settings.clock.now();
    settings.wheel.set(this, this.#patienceMs);
  }

  // Every message comes here, so this only takes the time; the deadline looks at it when it has come.
  heard(): void {
    this.#heardAtMs = this.#settings.clock.now();
  }

  answered(): void {
    // this side sends no pings
  }

  stop(): void {
    this.#settings.wheel.clear(this);
  }

  expire(): void {
    const remainingMs = this.#heardAtMs + this.#patienceMs - this.#settings.clock.now();
    if (remainingMs > 0) {
      this.#settings.wheel.set(this, remainingMs);
    } else {
      this.#owner.heartbeatLost();
    }
  }

  get #patienceMs(): number {
    return this.#settings.pingIntervalMs + this.#settings.pingTimeoutMs;
  }
}
