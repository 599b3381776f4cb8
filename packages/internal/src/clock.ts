/** A timer that has been set; `cancel` after it went off does nothing. */
export interface Timer {
  cancel(): void;
}

/** Time, passed in: code that waits asks its clock, so that a test can be in charge of it. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  now(): number;
  /** Whether nobody minds a timer that goes off late by some thousandths of its delay, with others: not in a test. */
  readonly isCoarse?: boolean;
  /** Calls `run` once, `delayMs` milliseconds from now. */
  schedule(run: () => void, delayMs: number): Timer;
}

/** The runtime's timers take no longer delays; one that is longer never ends. */
export const longestDelayMs = 2 ** 31 - 1;

/** A timer of the runtime's. A class, since there is one at least for each connection. */
class SystemTimer implements Timer {
  readonly #handle: ReturnType<typeof setTimeout> | undefined;

  constructor(handle: ReturnType<typeof setTimeout> | undefined) {
    this.#handle = handle;
  }

  cancel(): void {
    clearTimeout(this.#handle);
  }
}

/**
 * A clock of that time, with the runtime's timers, set by `set` where they are to be of another kind. A delay of more
 * than 24 days, or Infinity, never ends.
 */
export function clockOf(now: () => number, set: typeof setTimer = setTimer): Clock {
  return {
    now,
    // the runtime's timer would go off at once if it were to wait longer
    schedule: (run, delayMs) => new SystemTimer(delayMs > longestDelayMs ? undefined : set(run, delayMs)),
  };
}

function setTimer(run: () => void, delayMs: number): ReturnType<typeof setTimeout> {
  return setTimeout(run, delayMs);
}

/** The time that has passed since the start, which is never set back. */
export const systemClock: Clock = /* @__PURE__ */ coarse(/* @__PURE__ */ clockOf(() => performance.now()));

function coarse(clock: Clock): Clock {
  return { ...clock, isCoarse: true };
}
