import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

/** A change of one place in the sources of our packages. */
export interface Patch {
  /** The source, from the folder of the packages: `server/src/core/session/heartbeat.ts`. */
  readonly file: string;
  /** Must stand there exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** A program made of sources, in a file of its own. */
export interface BundledProgram {
  readonly file: string;
  remove(): Promise<void>;
}

const packagesFolder = fileURLToPath(new URL("../../../", import.meta.url));

/**
 * Makes a program out of one of the fixtures that use our packages, `servers/sockeye.mjs`: from the sources, as all that
 * is tested, with these changes.
 */
export async function bundleProgram(
  fixture: string,
  patches: readonly Patch[] = [],
): Promise<BundledProgram> {
  const folder = await mkdtemp(join(tmpdir(), "conformance-program-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const file = join(folder, "program.mjs");
  try {
    await build({
      entryPoints: [join(packagesFolder, "conformance", "fixtures", fixture)],
      outfile: file,
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
    return { file, remove };
  } catch (error) {
    await remove();
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
        if (missed !== undefined) throw new Error(`expected the program to use ${missed.file}`);
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
