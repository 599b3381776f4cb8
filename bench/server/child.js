import { Child } from "../child.js";

const loadCore = 0;
const serverCore = 1;
/** An optional module that happens to be installed would speed up one version of `ws`, and not the other. */
const env = { ...process.env, WS_NO_BUFFER_UTIL: "1", WS_NO_UTF_8_VALIDATE: "1" };

/** A server in a process of its own. With a folder for it, it leaves a CPU profile there when it is stopped. */
export async function startServer(contender, options, profileFolder) {
  const url = new URL("./server-process.js", import.meta.url);
  const child = new Child(url, [contender, JSON.stringify(options)], {
    name: `the server ${contender}`,
    core: serverCore,
    nodeArgs: ["--expose-gc"],
    env,
    profileFolder,
  });
  const { port } = await child.answer();
  return { port, ask: (task) => child.ask(task), stop: () => child.stop() };
}

/** The clients of one server. */
export async function startLoad(contender, port) {
  const child = new Child(new URL("./load-process.js", import.meta.url), [`${port}`], {
    name: `the load on ${contender}`,
    core: loadCore,
    env,
  });
  await child.answer();
  return child;
}
