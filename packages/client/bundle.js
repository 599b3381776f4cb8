// Makes the scripts for pages, in dist/browser: one with a global `io`, and one that is a module.
// `node packages/client/bundle.js`; the build and the tests run it.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const directory = fileURLToPath(new URL(".", import.meta.url));

/** What both scripts are made of: the sources, as a page would run them. */
const shared = {
  absWorkingDir: directory,
  bundle: true,
  minify: true,
  sourcemap: "linked",
  platform: "browser",
  target: "es2022",
  conditions: ["@sockeye/source"],
  legalComments: "none",
  logLevel: "warning",
};

/** Builds both. */
export async function bundle() {
  await build({
    ...shared,
    entryPoints: ["src/script.ts"],
    format: "iife",
    outfile: "dist/browser/socket.io.js",
  });
  await build({
    ...shared,
    entryPoints: ["src/index.ts"],
    format: "esm",
    outfile: "dist/browser/socket.io.esm.min.js",
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundle();
}
