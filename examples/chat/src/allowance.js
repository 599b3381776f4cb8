/** A token bucket: allows short bursts, and a steady rate in the long run. */
export class Allowance {
  #tokens;
  #filledAtMs;

  /** @param {{ burst: number, perSecond: number, now?: () => number }} options */
  constructor({ burst, perSecond, now = () => performance.now() }) {
    this.burst = burst;
    this.perSecond = perSecond;
    this.now = now;
    this.#tokens = burst;
    this.#filledAtMs = now();
  }

  /** Whether one more is allowed now; if so, it is counted. */
  take() {
    this.#refill();
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  #refill() {
    const elapsedSeconds = (this.now() - this.#filledAtMs) / 1000;
    this.#tokens = Math.min(this.burst, this.#tokens + elapsedSeconds * this.perSecond);
    this.#filledAtMs = this.now();
  }
}
