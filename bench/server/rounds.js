import { join } from "node:path";
import { Match } from "./match.js";

/**
 * Figures of each contender, round by round. The rounds are interleaved: every contender in turn, starting with
 * another one each round, so that what else the machine does at a time falls on all of them.
 */
export async function measureRounds(workload, { contenders, roundCount, profileFolder, progress }) {
  const league = new League(workload, profileFolder);
  if (!workload.isFresh) {
    progress.step("warming up");
    for (const contender of contenders) {
      progress.on(contender);
      await league.keep(contender);
    }
  }
  const count = Math.min(roundCount, workload.rounds ?? roundCount);
  const rounds = [];
  for (let round = 0; round < count; round += 1) {
    progress.step(`round ${round + 1} of ${count}`);
    const figures = {};
    for (const contender of rotated(contenders, round)) {
      progress.on(contender);
      figures[contender] = await league.measure(contender);
    }
    rounds.push(figures);
  }
  await league.stop();
  progress.end();
  return rounds;
}

/** The matches of one workload. */
class League {
  #workload;
  #profileFolder;
  #kept = new Map();

  constructor(workload, profileFolder) {
    this.#workload = workload;
    this.#profileFolder = profileFolder;
  }

  /** Starts its servers for all rounds, and measures once for nothing: what has not run before is slow. */
  async keep(contender) {
    const matches = await this.#start(contender);
    this.#kept.set(contender, matches);
    await this.#workload.measure(matches);
  }

  async measure(contender) {
    const kept = this.#kept.get(contender);
    if (kept !== undefined) {
      return this.#workload.measure(kept);
    }
    const matches = await this.#start(contender);
    const figures = await this.#workload.measure(matches);
    await stopAll(matches);
    return figures;
  }

  async stop() {
    for (const matches of this.#kept.values()) {
      await stopAll(matches);
    }
  }

  async #start(contender) {
    const { name, crowds, options, preparation } = this.#workload;
    const folder = this.#profileFolder && join(this.#profileFolder, `${name}-${contender}`);
    const matches = [];
    for (const count of crowds) {
      const match = await Match.start(contender, options, folder);
      matches.push(match);
      await match.connect(count);
      if (preparation !== undefined) {
        await match.prepare(preparation);
      }
    }
    return matches;
  }
}

async function stopAll(matches) {
  for (const match of matches) {
    await match.stop();
  }
}

function rotated(items, by) {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
