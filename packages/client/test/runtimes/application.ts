import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import type { Addresses, Report } from "./programs/scenario.js";
import type { Program, Runtime } from "./runtimes.js";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../../..", import.meta.url));
const programs = fileURLToPath(new URL("programs", import.meta.url));

/** Longer than all steps of the scenario may take, and the start of a runtime. */
const patienceMs = 30_000;

/** What goes into the folder of an application that depends on `@sockeye/client`. */
const packages = ["protocol", "internal", "client"];

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** What a bundler builds for, as it finds its way through a package. */
export interface Target {
  readonly platform: "browser" | "neutral" | "node";
  readonly conditions: string[];
}

/** As the tool of Cloudflare bundles. */
export const workers: Target = { platform: "browser", conditions: ["workerd", "worker", "browser"] };

/** The application in a folder of its own, where the packages are installed as the registry would have them. */
export class Application {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Packs the packages as they are built, installs them, and adds the programs. */
  static async install(): Promise<Application> {
    const application = new Application(await mkdtemp(join(tmpdir(), "sockeye-runtimes-")));
    try {
      await application.#install();
      await application.#addPrograms();
      return application;
    } catch (error) {
      await application.remove();
      throw error;
    }
  }

  /** What the application reports. Rejects when it complains of anything, or does not end by itself. */
  async play(runtime: Runtime, program: Program, addresses: Addresses): Promise<Report> {
    return JSON.parse(await this.#outputOf(runtime, program, JSON.stringify(addresses)));
  }

  /** Which of the package's files for runtimes this one takes. */
  async resolve(runtime: Runtime): Promise<string> {
    return basename(await this.#outputOf(runtime, "node_modules/@sockeye/client/resolution.js"));
  }

  /** Which of the package's files for runtimes a bundler takes; it leaves the Worker with all that it needs. */
  async bundle({ platform, conditions }: Target, outfile = "bundle.js"): Promise<string[]> {
    const { metafile } = await build({
      absWorkingDir: this.#folder,
      entryPoints: ["worker.mjs"],
      outfile,
      platform,
      conditions,
      bundle: true,
      format: "esm",
      metafile: true,
    });
    return ["node.js", "page.js", "standard.js"].filter(
      (file) => metafile.inputs[`node_modules/@sockeye/client/dist/runtimes/${file}`] !== undefined,
    );
  }

  remove(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }

  async #install(): Promise<void> {
    const workspaces = packages.flatMap((name) => ["--workspace", `@sockeye/${name}`]);
    const options = ["--ignore-scripts", "--pack-destination", this.#folder];
    await run("npm", ["pack", ...options, ...workspaces], { cwd: root });
    await this.#write("package.json", JSON.stringify({ type: "module" }));
    for (const name of packages) await this.#unpack(name);
    await this.#write(
      "node_modules/@sockeye/client/resolution.js",
      'import process from "node:process";\nprocess.stdout.write(import.meta.resolve("#runtime"));',
    );
  }

  /** Unpacks a package, and adds what it says that it depends on: what it does not say is not there. */
  async #unpack(name: string): Promise<void> {
    const manifest = await readFile(join(root, "packages", name, "package.json"), "utf8");
    const { version, dependencies = {} } = JSON.parse(manifest) as Manifest;
    const folder = join(this.#folder, "node_modules", "@sockeye", name);
    await mkdir(folder, { recursive: true });
    const archive = join(this.#folder, `sockeye-${name}-${version}.tgz`);
    await run("tar", ["-xzf", archive, "-C", folder, "--strip-components=1"]);
    for (const dependency of Object.keys(dependencies).filter((other) => !other.startsWith("@sockeye/"))) {
      const target = join(this.#folder, "node_modules", dependency);
      await cp(join(root, "node_modules", dependency), target, { recursive: true });
    }
  }

  /** The programs, without their types; what they import stays outside, but for each other. */
  async #addPrograms(): Promise<void> {
    const transpile = (entry: string, format: "esm" | "cjs", outfile: string): Promise<unknown> =>
      build({
        entryPoints: [join(programs, entry)],
        outfile: join(this.#folder, outfile),
        format,
        platform: "neutral",
        bundle: true,
        external: ["@sockeye/client", "node:*"],
      });
    await transpile("main.ts", "esm", "main.mjs");
    await transpile("main.ts", "cjs", "main.cjs");
    await transpile("worker.ts", "esm", "worker.mjs");
    await transpile("worker-host.ts", "esm", "worker-host.mjs");
    await this.bundle(workers, "worker.js");
  }

  async #outputOf({ command, name }: Runtime, ...args: string[]): Promise<string> {
    const [program, ...flags] = command;
    const { stdout, stderr } = await run(program, [...flags, ...args], {
      cwd: this.#folder,
      timeout: patienceMs,
      env: { PATH: process.env["PATH"], HOME: this.#folder, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    });
    if (stderr !== "") throw new Error(`expected no complaint of ${name}, got ${stderr}`);
    return stdout;
  }

  #write(file: string, text: string): Promise<void> {
    return writeFile(join(this.#folder, file), text);
  }
}
