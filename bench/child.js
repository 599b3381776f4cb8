import { fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

const isPinned = availableParallelism() > 1 && spawnSync("taskset", ["-c", "0,1", "true"]).status === 0;
const patienceMs = 300_000;

/** A process of a benchmark, on one core where that can be had. It ends when it is stopped, and when we end. */
export class Child {
  #name;
  #process;
  #ended;
  #isStopped = false;

  /** With a folder for profiles, it leaves one of its CPU time there when it is stopped. */
  constructor(url, args, { name, core, nodeArgs = [], env = process.env, profileFolder }) {
    this.#name = name;
    const profiling = profileFolder === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profileFolder}`];
    const allNodeArgs = [...nodeArgs, ...profiling];
    const placement = isPinned
      ? { execPath: "taskset", execArgv: ["-c", `${core}`, process.execPath, ...allNodeArgs] }
      : { execArgv: allNodeArgs };
    this.#process = fork(fileURLToPath(url), args, { ...placement, env });
    this.#ended = once(this.#process, "exit").then(([code]) => this.#end(code));
  }

  /** What it says next; it throws if nothing is said in time, or never will be. */
  async answer() {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), patienceMs);
    try {
      const answered = once(this.#process, "message", { signal: late.signal });
      const [answer] = await Promise.race([answered, this.#ended]);
      return answer;
    } catch (error) {
      throw late.signal.aborted ? new Error(`${this.#name} has not answered for ${patienceMs} ms`) : error;
    } finally {
      clearTimeout(timer);
    }
  }

  ask(task, details) {
    this.#process.send({ task, ...details });
    return this.answer();
  }

  stop() {
    this.#isStopped = true;
    this.#process.disconnect();
    return this.#ended;
  }

  #end(code) {
    if (!this.#isStopped) {
      throw new Error(`${this.#name} ended with ${code} before it was asked to`);
    }
  }
}
