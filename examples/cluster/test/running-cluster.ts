import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const entry = fileURLToPath(new URL("../server.js", import.meta.url));
const endingMs = 5_000;

/** The example as one file, made from the sources like all that is tested: it runs in processes of its own. */
export class ClusterProgram {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async bundle(): Promise<ClusterProgram> {
    const program = new ClusterProgram(await mkdtemp(join(tmpdir(), "example-cluster-")));
    await build({
      entryPoints: [entry],
      outfile: program.#file,
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      conditions: ["@sockeye/source"],
      banner: {
        js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
      },
      logLevel: "silent",
    });
    return program;
  }

  /** Starts it on a free port, and waits until all of its workers are ready. */
  async start(workers: number): Promise<RunningCluster> {
    const env = { ...process.env, PORT: "0", WORKERS: `${workers}` };
    const child = spawn(process.execPath, [this.#file], { env, stdio: ["ignore", "pipe", "inherit"] });
    const cluster = new RunningCluster(child);
    await cluster.listening;
    return cluster;
  }

  remove(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }

  get #file(): string {
    return join(this.#folder, "server.mjs");
  }
}

/** A primary and its workers. */
export class RunningCluster {
  readonly #primary: ChildProcess;
  readonly #lines: string[] = [];
  readonly #seekers = new Set<() => void>();
  /** The address, once all workers are ready. */
  readonly listening: Promise<string>;

  constructor(primary: ChildProcess) {
    this.#primary = primary;
    if (primary.stdout === null) throw new Error("expected the primary's output to be piped");
    const output = createInterface({ input: primary.stdout });
    output.on("line", (line) => {
      this.#lines.push(line);
      for (const seek of this.#seekers) seek();
    });
    this.listening = this.output(/^listening on (\S+)$/).then(([url = ""]) => url);
  }

  /** What the first `count` lines that match say between parentheses. */
  async output(pattern: RegExp, count = 1): Promise<string[]> {
    return new Promise((resolve) => {
      const seek = (): void => {
        const found = this.#lines.flatMap((line) => pattern.exec(line)?.[1] ?? []);
        if (found.length < count) return;
        this.#seekers.delete(seek);
        resolve(found.slice(0, count));
      };
      this.#seekers.add(seek);
      seek();
    });
  }

  /** The ids of the first so many workers, those included that have ended since. */
  async workers(count: number): Promise<number[]> {
    return (await this.output(/^worker (\d+) is ready$/, count)).map(Number);
  }

  /** Asks the primary to end, and gives its exit code. */
  async stop(): Promise<number | null> {
    if (this.#primary.exitCode === null && this.#primary.signalCode === null) {
      const exit = once(this.#primary, "exit");
      const timer = setTimeout(() => this.#primary.kill("SIGKILL"), endingMs); // which ends its workers as well
      this.#primary.kill("SIGTERM");
      await exit;
      clearTimeout(timer);
    }
    return this.#primary.exitCode;
  }
}
