import { fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

const isPinned = availableParallelism() > 1 && spawnSync("taskset", ["-c", "0,1", "true"]).status === 0;
const loadCore = 0;
const serverCore = 1;
const patienceMs = 300_000;
/** An optional module that happens to be installed would speed up one version of `ws`, and not the other. */
const environment = { ...process.env, WS_NO_BUFFER_UTIL: "1", WS_NO_UTF_8_VALIDATE: "1" };

/** A process of the benchmark, on one core where that can be had. It ends when it is stopped, and when we end. */
class Child {
  #name;
  #process;
  #ended;
  #isStopped = false;

  constructor(file, args, { name, core, nodeArgs = [] }) {
    this.#name = name;
    const path = fileURLToPath(new URL(file, import.meta.url));
    const placement = isPinned
      ? { execPath: "taskset", execArgv: ["-c", `${core}`, process.execPath, ...nodeArgs] }
      : { execArgv: nodeArgs };
    this.#process = fork(path, args, { ...placement, env: environment });
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

/** A server in a process of its own. With a folder for it, it leaves a CPU profile there when it is stopped. */
export async function startServer(contender, options, profileFolder) {
  const profiling = profileFolder === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profileFolder}`];
  const child = new Child("./server-process.js", [contender, JSON.stringify(options)], {
    name: `the server ${contender}`,
    core: serverCore,
    nodeArgs: ["--expose-gc", ...profiling],
  });
  const { port } = await child.answer();
  return { port, ask: (task) => child.ask(task), stop: () => child.stop() };
}

/** The clients of one server. */
export async function startLoad(contender, port) {
  const child = new Child("./load-process.js", [`${port}`], {
    name: `the load on ${contender}`,
    core: loadCore,
  });
  await child.answer();
  return child;
}
