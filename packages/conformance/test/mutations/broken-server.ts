import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

/** A change of one place in the sources that makes the server wrong. */
export interface Patch {
  /** The source, from the folder of the packages: `server/src/core/session/heartbeat.ts`. */
  readonly file: string;
  /** Must stand there exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** A server that runs in a process of its own. */
export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

const packagesFolder = fileURLToPath(new URL("../../../", import.meta.url));
const fixture = fileURLToPath(new URL("../../fixtures/servers/sockeye.mjs", import.meta.url));

/** Builds a copy of our server's fixture with these changes, from the sources, and starts it. */
export async function startBrokenServer(patches: readonly Patch[]): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), "broken-server-"));
  const outfile = join(folder, "server.mjs");
  await build({
    entryPoints: [fixture],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["@sockeye/source"],
    banner: {
      js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
    },
    plugins: [patching(patches)],
    logLevel: "silent",
  });
  const child = spawn(process.execPath, [outfile, "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const stop = async (): Promise<void> => {
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return { url: await listeningUrl(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function patching(patches: readonly Patch[]): Plugin {
  return {
    name: "patching",
    setup({ onLoad, onEnd }) {
      const applied = new Set<Patch>();
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const file = path.slice(packagesFolder.length);
        const due = patches.filter((patch) => patch.file === file);
        const source = await readFile(path, "utf8");
        for (const patch of due) applied.add(patch);
        return { contents: due.reduce(apply, source), loader: "ts" };
      });
      onEnd(() => {
        const missed = patches.find((patch) => !applied.has(patch));
        if (missed !== undefined) throw new Error(`expected the server to use ${missed.file}`);
      });
    },
  };
}

function apply(source: string, { file, find, replace }: Patch): string {
  const [before, after, ...more] = source.split(find);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`expected exactly once in ${file}: ${find}`);
  }
  return before + replace + after;
}

async function listeningUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("expected a server whose output can be read");
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^listening on (\S+)$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error("the server ended before it listened");
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}
