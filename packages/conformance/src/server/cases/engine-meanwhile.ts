import { setTimeout as delay } from "node:timers/promises";

/** So that nothing goes on for ever if the case is given up. */
const mostRounds = 60;

/** Acts now, and again after each interval, until the expectation is met or has failed. */
export async function meanwhile<Result>(
  expectation: Promise<Result>,
  act: () => void,
  intervalMs = 50,
): Promise<Result> {
  let isOver = false;
  const watched = expectation.finally(() => {
    isOver = true;
  });
  const acting = async (): Promise<void> => {
    for (let round = 0; round < mostRounds && !isOver; round += 1) {
      act();
      await delay(intervalMs);
    }
  };
  const [result] = await Promise.all([watched, acting()]);
  return result;
}
