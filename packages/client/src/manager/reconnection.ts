import type { Clock } from "@sockeye/internal";
import type { ResolvedOptions } from "../options.js";

/** When and how often to try again; the options of these names. */
export type ReconnectionRules = Pick<
  ResolvedOptions,
  "reconnectionAttempts" | "reconnectionDelay" | "reconnectionDelayMax" | "randomizationFactor"
>;

/** How close to each other two attempts may start, whatever a server does: a loop costs both sides too much. */
const shortestPauseMs = 1_000;

/** Counts the attempts to connect, and says when the next is due. It neither waits nor connects by itself. */
export class Reconnection {
  /** The attempts since there last was a connection. */
  attempts = 0;
  readonly #rules: ReconnectionRules;
  readonly #clock: Clock;
  readonly #random: () => number;
  /** The connections in a row that did not prove themselves, or could not be made. */
  #failures = 0;
  #startedAtMs = -Infinity;
  #openedAtMs = Infinity;

  constructor(rules: ReconnectionRules, clock: Clock, random: () => number) {
    this.#rules = rules;
    this.#clock = clock;
    this.#random = random;
  }

  /** An attempt starts. */
  started(): void {
    this.#startedAtMs = this.#clock.now();
  }

  /** The attempt has led to a connection; what it is worth shows when it ends. */
  opened(): void {
    this.attempts = 0;
    this.#openedAtMs = this.#clock.now();
  }

  /** The connection has ended: one that lasted starts the delays from the beginning. */
  ended(): void {
    if (this.#clock.now() - this.#openedAtMs >= this.#rules.reconnectionDelayMax) {
      this.#failures = 0;
    }
    this.#openedAtMs = Infinity;
  }

  /** How long to wait for the next attempt, which is counted herewith. */
  nextDelayMs(): number {
    const delayMs = backoffDelay(this.#failures, this.#rules, this.#random);
    this.#failures += 1;
    this.attempts += 1;
    return Math.max(delayMs, this.pauseMs);
  }

  /** What is left of the shortest pause. */
  get pauseMs(): number {
    const pauseMs = Math.min(this.#rules.reconnectionDelay, shortestPauseMs);
    const sinceMs = this.#clock.now() - this.#startedAtMs;
    return Math.min(Math.max(pauseMs - sinceMs, 0), pauseMs); // the time of day may have been set back
  }
}

/** The delay before an attempt: longer with each that has failed, and not the same for all who failed together. */
export function backoffDelay(failures: number, rules: ReconnectionRules, random: () => number): number {
  const { reconnectionDelay, reconnectionDelayMax: maxMs, randomizationFactor } = rules;
  const meanMs = Math.min(reconnectionDelay * 2 ** Math.min(failures, 100), maxMs); // 0 times Infinity is no delay
  const shortestMs = meanMs * (1 - randomizationFactor);
  const longestMs = Math.min(meanMs * (1 + randomizationFactor), maxMs);
  return shortestMs + random() * (longestMs - shortestMs);
}
