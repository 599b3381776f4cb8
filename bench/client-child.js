import { Child } from "./child.js";

// clients have the first core, the load has the other
const clientCore = 0;
const serverCore = 1;

/** A client in a process of its own. With a folder for it, it leaves a CPU profile there when it is stopped. */
export async function startClient(kind, url, profileFolder) {
  const child = new Child(new URL("./client-process.js", import.meta.url), [kind, url], {
    name: `the client ${kind}`,
    core: clientCore,
    nodeArgs: ["--expose-gc"],
    profileFolder,
  });
  await child.answer();
  return child;
}

/** The process that the load comes from, and where it listens. */
export async function startServer() {
  const child = new Child(new URL("./client-server.js", import.meta.url), [], {
    name: "the server of the clients",
    core: serverCore,
  });
  const { port } = await child.answer();
  return { url: `http://127.0.0.1:${port}`, stop: () => child.stop() };
}
