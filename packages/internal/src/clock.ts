/** A timer that has been set; `cancel` after it went off does nothing. */
export interface Timer {
  cancel(): void;
}

/** Time, passed in: code that waits asks its clock, so that a test can be in charge of it. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  now(): number;
  /** Calls `run` once, `delayMs` milliseconds from now. */
  schedule(run: () => void, delayMs: number): Timer;
}

const longestDelayMs = 2 ** 31 - 1;

/** The time that everybody else has. A delay of more than 24 days, or Infinity, never ends. */
export const systemClock: Clock = {
  now: () => performance.now(),
  schedule(run, delayMs) {
    if (delayMs > longestDelayMs) {
      return { cancel: () => undefined }; // setTimeout would go off at once
    }
    const handle = setTimeout(run, delayMs);
    return { cancel: () => clearTimeout(handle) };
  },
};
