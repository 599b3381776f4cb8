/** How delays grow, in milliseconds. */
export interface BackoffRules {
  /** The first delay, which doubles from one to the next. */
  delayMs: number;
  maxDelayMs: number;
  /** By what part of itself a delay may be longer or shorter, 0 to 1. */
  randomizationFactor: number;
}

/** The delay before an attempt: longer with each that has failed, and not the same for all who failed together. */
export function backoffDelay(failures: number, rules: BackoffRules, random: () => number): number {
  const { delayMs, maxDelayMs, randomizationFactor } = rules;
  const meanMs = Math.min(delayMs * 2 ** failures, maxDelayMs);
  const shortestMs = meanMs * (1 - randomizationFactor);
  const longestMs = Math.min(meanMs * (1 + randomizationFactor), maxDelayMs);
  return shortestMs + random() * Math.max(longestMs - shortestMs, 0);
}
