import { fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

const isPinned = availableParallelism() > 1 && spawnSync("taskset", ["-c", "0,1", "true"]).status === 0;
const clientCore = 0;
const serverCore = 1;

/** A process of the benchmark, on one core where that can be had: clients have the first, the load has the other. */
class Child {
  #process;
  #ended;
  #isStopped = false;

  constructor(file, args, { core, nodeArgs = [] }) {
    const path = fileURLToPath(new URL(file, import.meta.url));
    this.#process = isPinned
      ? fork(path, args, { execPath: "taskset", execArgv: ["-c", `${core}`, process.execPath, ...nodeArgs] })
      : fork(path, args, { execArgv: nodeArgs });
    this.#ended = once(this.#process, "exit").then(([code]) => this.#end(code));
  }

  /** What it says next, or that it never will. */
  async answer() {
    const [answer] = await Promise.race([once(this.#process, "message"), this.#ended]);
    return answer;
  }

  ask(question) {
    this.#process.send(question);
    return this.answer();
  }

  stop() {
    this.#isStopped = true;
    this.#process.disconnect();
    return this.#ended;
  }

  #end(code) {
    if (!this.#isStopped) {
      throw new Error(`a process of the benchmark ended with ${code} before it was asked to`);
    }
  }
}

/** A client in a process of its own. With a folder for it, it leaves a CPU profile there when it is stopped. */
export async function startClient(kind, url, profileFolder) {
  const profiling = profileFolder === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profileFolder}`];
  const nodeArgs = ["--expose-gc", ...profiling];
  const child = new Child("./client-process.js", [kind, url], { core: clientCore, nodeArgs });
  await child.answer();
  return child;
}

/** The process that the load comes from, and where it listens. */
export async function startServer() {
  const child = new Child("./client-server.js", [], { core: serverCore });
  const { port } = await child.answer();
  return { url: `http://127.0.0.1:${port}`, stop: () => child.stop() };
}
