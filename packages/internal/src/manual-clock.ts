import type { Clock, Timer } from "./clock.js";

interface Appointment {
  readonly dueMs: number;
  readonly run: () => void;
}

/**
 * A clock that stands still until it is told to advance.
 *
 * @example
 * const clock = new ManualClock();
 * clock.schedule(() => console.log("a second later"), 1000);
 * clock.advance(1000);
 */
export class ManualClock implements Clock {
  #nowMs = 0;
  readonly #appointments = new Set<Appointment>();

  /** How many timers are set. */
  get pending(): number {
    return this.#appointments.size;
  }

  now(): number {
    return this.#nowMs;
  }

  schedule(run: () => void, delayMs: number): Timer {
    const appointment = { dueMs: this.#nowMs + delayMs, run };
    this.#appointments.add(appointment);
    return { cancel: () => void this.#appointments.delete(appointment) };
  }

  /** Lets time pass: all timers that fall due go off in their order, each at its own moment. */
  advance(durationMs: number): void {
    const endMs = this.#nowMs + durationMs;
    for (let next = this.#next(endMs); next !== undefined; next = this.#next(endMs)) {
      this.#appointments.delete(next);
      this.#nowMs = next.dueMs;
      next.run();
    }
    this.#nowMs = endMs;
  }

  /** The first appointment up to that moment; of several at one moment, the one that was made first. */
  #next(endMs: number): Appointment | undefined {
    let first: Appointment | undefined;
    for (const appointment of this.#appointments) {
      if (appointment.dueMs <= endMs && (first === undefined || appointment.dueMs < first.dueMs)) {
        first = appointment;
      }
    }
    return first;
  }
}
