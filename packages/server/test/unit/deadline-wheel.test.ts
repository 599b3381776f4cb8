import { type Clock, ManualClock } from "@sockeye/internal";
import { describe, expect, test } from "vitest";
import { Deadline, DeadlineWheel } from "../../src/core/session/deadline-wheel.js";

/** A deadline that notes when it came. */
class Noted extends Deadline {
  readonly cameAtMs: number[] = [];
  readonly #clock: Clock;
  readonly #also: () => void;

  constructor(clock: Clock, also: () => void = () => undefined) {
    super();
    this.#clock = clock;
    this.#also = also;
  }

  expire(): void {
    this.cameAtMs.push(this.#clock.now());
    this.#also();
  }
}

/** A clock that lets timers be late. */
class CoarseClock extends ManualClock {
  readonly isCoarse = true;
}

describe("a wheel under an exact clock", () => {
  test("lets each deadline come at its moment", () => {
    const clock = new ManualClock();
    const wheel = new DeadlineWheel(clock, 100);
    const deadlines = [25_000, 1, 333, 334, 25_000].map((delayMs) => {
      const deadline = new Noted(clock);
      wheel.set(deadline, delayMs);
      return deadline;
    });

    clock.advance(60_000);

    expect(deadlines.map(({ cameAtMs }) => cameAtMs)).toEqual([[25_000], [1], [333], [334], [25_000]]);
  });

  test("counts from the moment when a deadline is set", () => {
    const clock = new ManualClock();
    const wheel = new DeadlineWheel(clock, 100);
    const deadline = new Noted(clock);
    clock.advance(12_345);

    wheel.set(deadline, 10);
    clock.advance(1_000);

    expect(deadline.cameAtMs).toEqual([12_355]);
  });

  test("waits for a deadline that is set again from then on only", () => {
    const clock = new ManualClock();
    const wheel = new DeadlineWheel(clock, 100);
    const deadline = new Noted(clock);
    wheel.set(deadline, 10);
    clock.advance(5);

    wheel.set(deadline, 10);
    clock.advance(1_000);

    expect(deadline.cameAtMs).toEqual([15]);
  });

  test.each(["first", "second", "third"])("forgets the %s of three that wait for one moment", (which) => {
    const clock = new ManualClock();
    const wheel = new DeadlineWheel(clock, 100);
    const deadlines = { first: new Noted(clock), second: new Noted(clock), third: new Noted(clock) };
    for (const deadline of Object.values(deadlines)) wheel.set(deadline, 10);

    wheel.clear(deadlines[which as keyof typeof deadlines]);
    clock.advance(10);

    const came = Object.entries(deadlines).filter(([, { cameAtMs }]) => cameAtMs.length === 1);
    expect(came.map(([name]) => name)).toEqual(["first", "second", "third"].filter((name) => name !== which));
  });

  test("lets a deadline that comes clear another of the same moment", () => {
    const clock = new ManualClock();
    const wheel = new DeadlineWheel(clock, 100);
    const others = [new Noted(clock), new Noted(clock)];
    for (const other of others) wheel.set(other, 10);
    wheel.set(new Noted(clock, () => others.forEach((other) => void wheel.clear(other))), 10);

    clock.advance(1_000);

    expect(others.map(({ cameAtMs }) => cameAtMs)).toEqual([[], []]);
    expect(clock.pending).toBe(0);
  });

  test("lets a deadline set itself anew as it comes, without a delay as well", () => {
    const clock = new ManualClock();
    const wheel = new DeadlineWheel(clock, 100);
    const again: Noted = new Noted(clock, () => {
      if (again.cameAtMs.length < 3) wheel.set(again, again.cameAtMs.length === 1 ? 0 : 20);
    });
    wheel.set(again, 10);

    clock.advance(1_000);

    expect(again.cameAtMs).toEqual([10, 11, 31]);
  });

  test("has one timer for all, and none when nobody waits", () => {
    const clock = new ManualClock();
    const wheel = new DeadlineWheel(clock, 100);
    const deadlines = Array.from({ length: 50 }, () => new Noted(clock));
    deadlines.forEach((deadline, index) => void wheel.set(deadline, 1_000 - index));

    expect(clock.pending).toBe(1);

    for (const deadline of deadlines) wheel.clear(deadline);

    expect(clock.pending).toBe(0);
  });

  test.each([Number.POSITIVE_INFINITY, 2 ** 31])("never lets a deadline of %d ms come", (delayMs) => {
    const clock = new ManualClock();
    const wheel = new DeadlineWheel(clock, 100);
    const deadline = new Noted(clock);
    wheel.set(deadline, 10);

    wheel.set(deadline, delayMs);

    expect(clock.pending).toBe(0);
  });
});

describe("a wheel under a coarse clock", () => {
  test("is late by less than a slot, and never early", () => {
    const clock = new CoarseClock();
    const wheel = new DeadlineWheel(clock, 100);
    const set = Array.from({ length: 300 }, (_, index) => {
      clock.advance(7);
      const deadline = new Noted(clock);
      const delayMs = 1_000 + 13 * index;
      wheel.set(deadline, delayMs);
      return { deadline, dueMs: clock.now() + delayMs };
    });

    clock.advance(60_000);

    const late = set.map(({ deadline, dueMs }) => Number(deadline.cameAtMs[0]) - dueMs);
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...late)).toBeLessThan(100);
  });

  test("lets those that fall due in one slot come together", () => {
    const clock = new CoarseClock();
    const wheel = new DeadlineWheel(clock, 100);
    const deadlines = [110, 150, 199].map((delayMs) => {
      const deadline = new Noted(clock);
      wheel.set(deadline, delayMs);
      return deadline;
    });

    clock.advance(60_000);

    expect(deadlines.map(({ cameAtMs }) => cameAtMs)).toEqual([[200], [200], [200]]);
  });
});
