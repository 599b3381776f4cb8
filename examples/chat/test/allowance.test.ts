import { expect, test } from "vitest";
import { Allowance } from "../src/allowance.js";

test("an allowance gives a burst at once, and more as time goes by", () => {
  let nowMs = 0;
  const allowance = new Allowance({ burst: 2, perSecond: 1, now: () => nowMs });
  const take = () => allowance.take();
  expect([take(), take(), take()]).toEqual([true, true, false]);
  nowMs = 1_000;
  expect([take(), take()]).toEqual([true, false]);
  nowMs = 60_000;
  expect([take(), take(), take()]).toEqual([true, true, false]);
});
