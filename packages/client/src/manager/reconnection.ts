import type { Clock, Timer } from "@sockeye/internal";
import { type BackoffRules, backoffDelay } from "./backoff.js";

/** How close to each other two attempts may start, whatever a server does: a loop costs both sides too much. */
const shortestPauseMs = 1_000;

/** When to try again, and how often: counts attempts, and waits for the next. It does not connect by itself. */
export class Reconnection implements BackoffRules {
  isEnabled: boolean;
  maxAttempts: number;
  delayMs: number;
  maxDelayMs: number;
  randomizationFactor: number;
  /** The attempts since there last was a connection. */
  attempts = 0;
  readonly #clock: Clock;
  readonly #random: () => number;
  /** The connections in a row that did not prove themselves, or could not be made. */
  #failures = 0;
  #startedAtMs: number | undefined;
  #openedAtMs: number | undefined;
  #timer: Timer | undefined;
  #waiting: (() => void) | undefined;

  constructor(
    options: {
      readonly reconnection: boolean;
      readonly reconnectionAttempts: number;
      readonly reconnectionDelay: number;
      readonly reconnectionDelayMax: number;
      readonly randomizationFactor: number;
    },
    clock: Clock,
    random: () => number,
  ) {
    this.isEnabled = options.reconnection;
    this.maxAttempts = options.reconnectionAttempts;
    this.delayMs = options.reconnectionDelay;
    this.maxDelayMs = options.reconnectionDelayMax;
    this.randomizationFactor = options.randomizationFactor;
    this.#clock = clock;
    this.#random = random;
  }

  get isExhausted(): boolean {
    return this.attempts >= this.maxAttempts;
  }

  /** An attempt starts. */
  started(): void {
    this.#startedAtMs = this.#clock.now();
  }

  /** The attempt has led to a connection; what it is worth shows when it ends. */
  opened(): void {
    this.attempts = 0;
    this.#openedAtMs = this.#clock.now();
  }

  /** The connection has ended: one that lasted starts the delays from the beginning. */
  ended(): void {
    const { maxDelayMs } = this;
    const lastedMs = this.#openedAtMs === undefined ? 0 : this.#clock.now() - this.#openedAtMs;
    this.#openedAtMs = undefined;
    if (lastedMs >= maxDelayMs) {
      this.#failures = 0;
    }
  }

  /** Waits, and then makes the next attempt. */
  schedule(attempt: () => void): void {
    const delayMs = Math.max(backoffDelay(this.#failures, this, this.#random), this.#pauseMs());
    this.#failures += 1;
    this.attempts += 1;
    this.#wait(attempt, delayMs);
  }

  /** Waits no longer, but for the shortest pause: something has happened that makes the attempt more promising. */
  hasten(): void {
    if (this.#waiting !== undefined) {
      this.#timer?.cancel();
      this.#wait(this.#waiting, this.#pauseMs());
    }
  }

  cancel(): void {
    this.#timer?.cancel();
    this.#waiting = undefined;
  }

  /** What is left of the shortest pause. */
  #pauseMs(): number {
    const pauseMs = Math.min(this.delayMs, shortestPauseMs);
    const sinceMs = this.#startedAtMs === undefined ? pauseMs : this.#clock.now() - this.#startedAtMs;
    return Math.min(Math.max(pauseMs - sinceMs, 0), pauseMs); // the time of day may have been set back
  }

  #wait(attempt: () => void, delayMs: number): void {
    this.#waiting = attempt;
    this.#timer = this.#clock.schedule(() => {
      this.#waiting = undefined;
      attempt();
    }, delayMs);
  }
}
