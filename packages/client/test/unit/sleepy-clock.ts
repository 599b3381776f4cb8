import { type Clock, ManualClock, type Timer } from "@sockeye/internal";

/** A manual clock on a machine that can fall asleep: the day goes on then, and the timers stand still. */
export class SleepyClock implements Clock {
  readonly #timers: ManualClock;
  #sleptMs = 0;

  constructor(timers = new ManualClock()) {
    this.#timers = timers;
  }

  /** How many timers are set. */
  get pending(): number {
    return this.#timers.pending;
  }

  now(): number {
    return this.#timers.now() + this.#sleptMs;
  }

  schedule(run: () => void, delayMs: number): Timer {
    return this.#timers.schedule(run, delayMs);
  }

  /** Lets time pass, and all timers that fall due run. */
  advance(durationMs: number): void {
    this.#timers.advance(durationMs);
  }

  /** Lets the time of day pass without running a timer; a negative duration sets it back. */
  sleep(durationMs: number): void {
    this.#sleptMs += durationMs;
  }
}
