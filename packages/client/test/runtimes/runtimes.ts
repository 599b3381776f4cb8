import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The folder whose `node_modules` has the runtimes, as packages; see `.ci/run` for which. */
export const runtimesFolder = process.env["SOCKEYE_RUNTIMES"];

/** One that runs the application of these tests. */
export interface Runtime {
  /** With its version. */
  readonly name: string;
  readonly isInstalled: boolean;
  /** What runs a program, whose name and arguments are to follow. */
  readonly command: readonly [string, ...string[]];
  readonly programs: readonly Program[];
  /** The class of the bytes that an application gets. */
  readonly bytes: "Buffer" | "ArrayBuffer";
  /** Which of the package's files for runtimes it is to take. */
  readonly file: "node.js" | "standard.js";
  /** Whether a client may set headers. */
  readonly hasHeaders: boolean;
}

/** The application, as a module that imports the package, as one that requires it, or with the package in it. */
export type Program = "main.mjs" | "main.cjs" | "worker.js";

const node = {
  programs: ["main.mjs", "main.cjs"],
  bytes: "Buffer",
  file: "node.js",
  hasHeaders: true,
} as const;

/** Where the client is promised to run, pages aside. */
export const runtimes: readonly Runtime[] = [
  { ...node, name: `Node ${process.versions.node}`, isInstalled: true, command: [process.execPath] },
  ...["node22", "node24", "node26"].map((folder) => ({
    ...node,
    ...installed("Node", folder),
    command: [binary(folder, "bin/node")] as const,
  })),
  {
    ...installed("Bun", "@oven/bun-linux-x64"),
    command: [binary("@oven/bun-linux-x64", "bin/bun"), "run", "--no-install"],
    programs: ["main.mjs", "main.cjs"],
    bytes: "Buffer",
    file: "standard.js",
    hasHeaders: true,
  },
  {
    ...installed("Deno", "@deno/linux-x64-glibc"),
    command: [
      binary("@deno/linux-x64-glibc", "deno"),
      "run",
      "--no-remote",
      "--no-prompt",
      "--allow-net=127.0.0.1",
    ],
    programs: ["main.mjs"],
    bytes: "Buffer",
    file: "standard.js",
    hasHeaders: true,
  },
  {
    ...installed("Workers in Miniflare", "miniflare"),
    command: [process.execPath, "worker-host.mjs", miniflareUrl()],
    programs: ["worker.js"],
    bytes: "ArrayBuffer",
    file: "standard.js",
    hasHeaders: false,
  },
];

function installed(name: string, folder: string): Pick<Runtime, "name" | "isInstalled"> {
  const manifest = binary(folder, "package.json");
  if (!existsSync(manifest)) {
    return { name, isInstalled: false };
  }
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  return { name: `${name} ${version}`, isInstalled: true };
}

function binary(folder: string, file: string): string {
  return join(runtimesFolder ?? "", "node_modules", folder, file);
}

function miniflareUrl(): string {
  const manifest = binary("miniflare", "package.json");
  return existsSync(manifest) ? pathToFileURL(createRequire(manifest).resolve("miniflare")).href : "";
}
