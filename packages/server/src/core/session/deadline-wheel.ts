import { type Clock, longestDelayMs, type Timer } from "@sockeye/internal";

/** Somebody who waits for a moment, on a wheel; a link of the list of all who wait for the same slot. */
export abstract class Deadline {
  /** For the wheel: the number of the slot, -1 while it waits for none. */
  slot = -1;
  /** For the wheel. */
  next: Deadline | undefined;
  /** For the wheel. */
  previous: Deadline | undefined;

  /** The moment has come. */
  abstract expire(): void;
}

/**
 * The deadlines of all connections of a server, with one timer of the clock's for the next of them. Setting and
 * clearing one takes constant time and makes no object: there are two for each heartbeat (bench/server.js, heartbeats).
 */
export class DeadlineWheel {
  readonly #clock: Clock;
  readonly #slotMs: number;
  /** Those that wait, by the number of their slot. */
  readonly #slots = new Map<number, Deadline>();
  #timer: Timer | undefined;
  #timerSlot = Number.POSITIVE_INFINITY;

  /** A deadline is missed by `slotMs` at most, and by nothing where the clock is not coarse. */
  constructor(clock: Clock, slotMs: number) {
    this.#clock = clock;
    this.#slotMs = clock.isCoarse === true ? Math.max(1, Math.floor(Math.min(slotMs, longestDelayMs))) : 1;
  }

  /** Waits from now on for as long, and for nothing else. */
  set(deadline: Deadline, delayMs: number): void {
    this.clear(deadline);
    if (delayMs > longestDelayMs) {
      return;
    }
    const nowMs = this.#clock.now();
    // never one whose moment has come: it may be the one that is being let go
    const slot = Math.max(Math.ceil((nowMs + delayMs) / this.#slotMs), this.#slotAt(nowMs) + 1);
    const first = this.#slots.get(slot);
    deadline.slot = slot;
    deadline.next = first;
    if (first !== undefined) {
      first.previous = deadline;
    }
    this.#slots.set(slot, deadline);
    if (slot < this.#timerSlot) {
      this.#await(slot);
    }
  }

  /** Does not wait any more. */
  clear(deadline: Deadline): void {
    const { slot, next, previous } = deadline;
    if (slot === -1) {
      return;
    }
    deadline.slot = -1;
    deadline.next = undefined;
    deadline.previous = undefined;
    if (next !== undefined) {
      next.previous = previous;
    }
    if (previous !== undefined) {
      previous.next = next;
    } else if (next !== undefined) {
      this.#slots.set(slot, next);
    } else {
      this.#slots.delete(slot);
      if (this.#slots.size === 0) {
        this.#rest();
      }
    }
  }

  #rest(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#timerSlot = Number.POSITIVE_INFINITY;
  }

  #await(slot: number): void {
    this.#timer?.cancel();
    this.#timerSlot = slot;
    this.#timer = this.#clock.schedule(() => this.#turn(), slot * this.#slotMs - this.#clock.now());
  }

  /** Lets go all whose moment has come, and sets the timer for the next. */
  #turn(): void {
    this.#rest();
    const currentSlot = this.#slotAt(this.#clock.now());
    const due = [...this.#slots.keys()].filter((slot) => slot <= currentSlot);
    for (const slot of due.sort((left, right) => left - right)) {
      this.#expireAll(slot);
    }
    const nextSlot = Math.min(...this.#slots.keys());
    if (nextSlot < this.#timerSlot) {
      this.#await(nextSlot);
    }
  }

  /** The last slot whose moment has come by then. */
  #slotAt(nowMs: number): number {
    return Math.floor(nowMs / this.#slotMs);
  }

  #expireAll(slot: number): void {
    // whoever expires may set and clear others, and itself anew
    for (let first = this.#slots.get(slot); first !== undefined; first = this.#slots.get(slot)) {
      this.clear(first);
      first.expire();
    }
  }
}
