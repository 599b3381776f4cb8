import { describe, expect, it } from "vitest";
import type { Options } from "./stage.js";
import { open4, Stage, settled } from "./stage.js";

/** The milliseconds until the next attempt is made, seen from now. */
async function untilNext(stage: Stage): Promise<number> {
  const attempts = stage.transports.length;
  for (let waitedMs = 0; waitedMs < 100_000; waitedMs += 1) {
    stage.clock.advance(waitedMs === 0 ? 0 : 1);
    await Promise.resolve(); // a connection is asked for in a turn of its own
    if (stage.transports.length > attempts) {
      return waitedMs;
    }
  }
  throw new Error("expected another attempt within 100 s");
}

/** The delays between attempts that all fail at once. */
async function delays(count: number, options: Options, chance: number): Promise<number[]> {
  const stage = new Stage();
  stage.chance = chance;
  await stage.socket(options);
  const waited: number[] = [];
  while (waited.length < count) {
    stage.transport.drop();
    waited.push(await untilNext(stage));
  }
  return waited;
}

describe("the delays between attempts", () => {
  it.each([
    ["least", 0, [1_000, 1_000, 2_000, 2_500, 2_500]],
    ["middle", 0.5, [1_000, 2_000, 3_500, 3_750, 3_750]],
    ["most", 0.999_999, [1_500, 3_000, 5_000, 5_000, 5_000]],
  ])("double up to the maximum: the %s that chance gives", async (_which, chance, expected) => {
    expect(await delays(5, {}, chance)).toEqual(expected);
  });

  it("are exact without chance", async () => {
    const options = { randomizationFactor: 0, reconnectionDelay: 1_500, reconnectionDelayMax: 4_000 };

    expect(await delays(4, options, 0.9)).toEqual([1_500, 3_000, 4_000, 4_000]);
  });

  it("are never over the maximum, though the first one would be", async () => {
    const options = { reconnectionDelay: 9_000, reconnectionDelayMax: 2_000, randomizationFactor: 1 };

    expect(await delays(2, options, 0.999_999)).toEqual([2_000, 2_000]);
  });

  it("may be shorter than a second when that is asked for", async () => {
    const options = { reconnectionDelay: 100, reconnectionDelayMax: 300, randomizationFactor: 0 };

    expect(await delays(4, options, 0.5)).toEqual([100, 200, 300, 300]);
  });

  it("may be none at all", async () => {
    const options = { reconnectionDelay: 0, reconnectionDelayMax: 0 };

    expect(await delays(3, options, 0.5)).toEqual([0, 0, 0]);
  });

  it("are not shorter than the shortest pause, by chance", async () => {
    const options = { reconnectionDelay: 100, randomizationFactor: 1 };

    expect(await delays(2, options, 0)).toEqual([100, 100]);
  });

  it("take away from the shortest pause what the attempt took itself", async () => {
    const stage = new Stage();
    stage.chance = 0;
    await stage.socket();
    stage.clock.advance(300);
    stage.transport.drop();
    expect(await untilNext(stage)).toBe(700);

    stage.clock.advance(800);
    stage.transport.drop();
    expect(await untilNext(stage)).toBe(1_000);
  });

  it("follow a change of the options", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    socket.io.reconnectionDelay(2_000).randomizationFactor(0).reconnectionDelayMax(3_000);
    stage.transport.drop();
    expect(await untilNext(stage)).toBe(2_000);
    stage.transport.drop();
    expect(await untilNext(stage)).toBe(3_000);
  });
});

describe("a server that lets clients in and drops them", () => {
  it("is tried at growing delays, like one that is away", async () => {
    const stage = new Stage();
    await stage.socket();
    const waited: number[] = [];
    for (const _ of [1, 2, 3, 4]) {
      stage.grant();
      stage.clock.advance(4_999);
      stage.transport.drop();
      waited.push(await untilNext(stage));
    }

    expect(waited).toEqual([1_000, 2_000, 3_500, 3_750]);
  });

  it("is tried from the first delay on again once a connection has lasted", async () => {
    const stage = new Stage();
    await stage.socket();
    for (const expected of [1_000, 2_000]) {
      stage.transport.drop();
      expect(await untilNext(stage)).toBe(expected);
    }
    stage.grant();
    stage.clock.advance(5_000);
    stage.transport.drop();

    expect(await untilNext(stage)).toBe(1_000);
    stage.transport.drop();
    expect(await untilNext(stage)).toBe(2_000);
  });

  it("does not count the time of an attempt that never led to a connection as lasting", async () => {
    const stage = new Stage();
    await stage.socket();
    stage.transport.drop();
    expect(await untilNext(stage)).toBe(1_000);
    stage.clock.advance(19_000);
    stage.transport.drop();

    expect(await untilNext(stage)).toBe(2_000);
  });

  it("does not count the time before a connection was open as lasting", async () => {
    const stage = new Stage();
    await stage.socket();
    stage.transport.drop();
    await untilNext(stage);
    stage.clock.advance(10_000);
    stage.transport.receive(open4);
    stage.clock.advance(100);
    stage.transport.drop();

    expect(await untilNext(stage)).toBe(2_000);
  });

  it("is not tried without a pause when the application connects as soon as it hears of it", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    socket.on("disconnect", () => socket.connect());
    stage.grant();
    stage.transport.drop();
    await settled();

    expect(stage.transports).toHaveLength(1);
  });

  it("is not tried without a pause by who connects at a connect_error", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    socket.on("connect_error", () => socket.connect());
    stage.transport.drop();
    await settled();

    expect(stage.transports).toHaveLength(1);
  });
});
