import type { Clock, Timer } from "@sockeye/internal";
import type { Revision } from "@sockeye/protocol";

/** The times of a heartbeat, in milliseconds. PROTOCOL.md, Heartbeat. */
export interface HeartbeatTimes {
  readonly pingIntervalMs: number;
  readonly pingTimeoutMs: number;
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
  times: HeartbeatTimes,
  { owner, clock }: { readonly owner: HeartbeatOwner; readonly clock: Clock },
): Heartbeat {
  return pingSender === "server"
    ? new AskingHeartbeat(times, owner, clock)
    : new ListeningHeartbeat(times, owner, clock);
}

/** Sends a ping at every interval and wants it answered in time. Only the answer counts, not other traffic. */
class AskingHeartbeat implements Heartbeat {
  readonly #times: HeartbeatTimes;
  readonly #owner: HeartbeatOwner;
  readonly #clock: Clock;
  #timer: Timer;
  #isAwaiting = false;

  constructor(times: HeartbeatTimes, owner: HeartbeatOwner, clock: Clock) {
    this.#times = times;
    this.#owner = owner;
    this.#clock = clock;
    this.#timer = clock.schedule(() => this.#ask(), times.pingIntervalMs);
  }

  heard(): void {
    // other traffic does not show that the peer still answers
  }

  answered(): void {
    if (this.#isAwaiting) {
      this.#isAwaiting = false;
      this.#timer.cancel();
      this.#timer = this.#clock.schedule(() => this.#ask(), this.#times.pingIntervalMs);
    }
  }

  stop(): void {
    this.#timer.cancel();
  }

  #ask(): void {
    this.#isAwaiting = true;
    this.#timer = this.#clock.schedule(() => this.#owner.heartbeatLost(), this.#times.pingTimeoutMs);
    this.#owner.sendPing();
  }
}

/** Wants to hear something within interval and timeout together; the peer is the one who pings. */
class ListeningHeartbeat implements Heartbeat {
  readonly #patienceMs: number;
  readonly #owner: HeartbeatOwner;
  readonly #clock: Clock;
  #timer: Timer;
  #heardAtMs: number;

  constructor(times: HeartbeatTimes, owner: HeartbeatOwner, clock: Clock) {
    this.#patienceMs = times.pingIntervalMs + times.pingTimeoutMs;
    this.#owner = owner;
    this.#clock = clock;
    this.#heardAtMs = clock.now();
    this.#timer = clock.schedule(() => this.#check(), this.#patienceMs);
  }

  // Every message comes here, so this only takes the time; the timer looks at it when it goes off.
  heard(): void {
    this.#heardAtMs = this.#clock.now();
  }

  answered(): void {
    // this side sends no pings
  }

  stop(): void {
    this.#timer.cancel();
  }

  #check(): void {
    const remainingMs = this.#heardAtMs + this.#patienceMs - this.#clock.now();
    if (remainingMs > 0) {
      this.#timer = this.#clock.schedule(() => this.#check(), remainingMs);
    } else {
      this.#owner.heartbeatLost();
    }
  }
}
