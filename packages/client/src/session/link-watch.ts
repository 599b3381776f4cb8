import type { Clock, Timer } from "@sockeye/internal";
import type { EngineHandshake } from "@sockeye/protocol";

type HeartbeatTimes = Pick<EngineHandshake, "pingIntervalMs" | "pingTimeoutMs">;

/** What a watch over a connection asks of the session. */
export interface LinkWatchOwner {
  /** Whether this side sends the pings; otherwise it only listens. PROTOCOL.md, Heartbeat. */
  readonly isPinging: boolean;
  /** Sends a ping, or else what makes a dead link show itself. True if the server has to answer it. */
  sendProbe(): boolean;
  /** The server has been silent for too long. */
  linkLost(): void;
}

/** A machine that sleeps does not run timers: one that comes late by more than a slice shows that it slept. */
const sliceMs = 5_000;
const shortestMs = 1_000;
const longestMs = 24 * 60 * 60 * 1_000;

/**
 * Watches over a connection: sends the pings where the revision has the client send them, notices when the server has
 * fallen silent, and when the machine has been asleep. It looks at the time of day in slices, since a timer may stand
 * still while the day goes on; each frame only notes when it came.
 */
export class LinkWatch {
  readonly #owner: LinkWatchOwner;
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #timeoutMs: number;
  #heardAtMs = 0;
  /** When the server has to have said something. */
  #deadlineMs = 0;
  #pingAtMs = 0;
  #tickAtMs = 0;
  #timer: Timer | undefined;

  constructor(times: HeartbeatTimes, owner: LinkWatchOwner, clock: Clock) {
    this.#owner = owner;
    this.#clock = clock;
    this.#intervalMs = clamp(times.pingIntervalMs);
    this.#timeoutMs = clamp(times.pingTimeoutMs);
    this.start();
  }

  /** Starts, or starts over: the intervals begin now. */
  start(): void {
    this.heard();
    this.#pingAtMs = this.#heardAtMs + this.#intervalMs;
    this.#schedule(this.#heardAtMs);
  }

  /** Something came. */
  heard(): void {
    this.#heardAtMs = this.#clock.now();
    this.#deadlineMs = this.#heardAtMs + this.#intervalMs + this.#timeoutMs;
  }

  /** Gives the link up if it is overdue: a timer that would have done so may not have run. */
  gaveUp(nowMs = this.#clock.now()): boolean {
    const isOverdue = nowMs >= this.#deadlineMs;
    if (isOverdue) {
      this.#owner.linkLost();
    }
    return isOverdue;
  }

  /** Finds out at once whether the link is alive. */
  probe(): void {
    const nowMs = this.#clock.now();
    if (this.gaveUp(nowMs)) {
      return;
    }
    this.#pingAtMs = nowMs + this.#intervalMs;
    if (this.#owner.sendProbe()) {
      this.#deadlineMs = Math.min(this.#deadlineMs, nowMs + this.#timeoutMs);
      this.#schedule(nowMs);
    }
  }

  stop(): void {
    this.#timer?.cancel();
  }

  readonly #tick = (): void => {
    const nowMs = this.#clock.now();
    const hasSlept = nowMs - this.#tickAtMs > sliceMs && this.#heardAtMs < this.#tickAtMs;
    if (nowMs < this.#heardAtMs) {
      this.start(); // the time of day was set back
    }
    this.#schedule(nowMs);
    if (hasSlept || (this.#owner.isPinging && nowMs >= this.#pingAtMs)) {
      this.probe();
    } else {
      this.gaveUp(nowMs);
    }
  };

  #schedule(nowMs: number): void {
    const dueMs = this.#owner.isPinging ? Math.min(this.#deadlineMs, this.#pingAtMs) : this.#deadlineMs;
    const delayMs = Math.min(sliceMs, Math.max(dueMs - nowMs, 1));
    this.#tickAtMs = nowMs + delayMs;
    this.#timer?.cancel();
    this.#timer = this.#clock.schedule(this.#tick, delayMs);
  }
}

function clamp(durationMs: number): number {
  return Math.min(Math.max(durationMs, shortestMs), longestMs);
}
