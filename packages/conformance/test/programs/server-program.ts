import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A server in a process of its own. */
export interface ServerProgram {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a program of Node's that prints `listening on <url>` when it is ready, as those in `fixtures/servers` do. */
export async function startServer(file: string, ...args: string[]): Promise<ServerProgram> {
  const child = spawn(process.execPath, [file, "0", ...args], { stdio: ["ignore", "pipe", "ignore"] });
  const stop = (): Promise<void> => end(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^listening on (\S+)$/.exec(line)?.[1];
    if (url !== undefined) return { url, stop };
  }
  throw new Error("the server ended before it listened");
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  }
}
