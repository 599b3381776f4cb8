// One server of server.js, in a process of its own. It serves by itself, and answers what it is asked by process
// messages: the CPU time of a stretch, and its memory.
import { setTimeout as pause } from "node:timers/promises";

const [contender, options] = process.argv.slice(2);
const { start } = await import(`./${contender}.js`);
let stretchStart;

const tasks = {
  /** What was left behind before the stretch is not collected in it. */
  start() {
    globalThis.gc();
    stretchStart = process.cpuUsage();
  },

  stop() {
    const { user, system } = process.cpuUsage(stretchStart);
    return { user, system };
  },

  /** Memory when what the engine frees late is free: finalizers run after a collection, in a turn of their own. */
  async memory() {
    for (let round = 0; round < 3; round += 1) {
      globalThis.gc();
      await pause(50);
    }
    return { rss: process.memoryUsage.rss() };
  },
};

process.on("message", async ({ task }) => process.send((await tasks[task]()) ?? {}));
process.on("disconnect", () => process.exit());
process.send({ port: await start(JSON.parse(options)) });
