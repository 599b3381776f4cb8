// Writes src/requirements/requirements.ts from PROTOCOL.md: `npm run conformance:requirements`.
// With --check it writes nothing, and fails if the file is not what it would write.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { extractRequirements } from "./dist/requirements/extract.js";

const protocol = new URL("../../PROTOCOL.md", import.meta.url);
const generated = fileURLToPath(new URL("src/requirements/requirements.ts", import.meta.url));
const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");

const source = format(`\
// Generated from PROTOCOL.md by \`npm run conformance:requirements\`: change the document, not this file.
import type { Requirement } from "./requirement.js";

/** Every rule of PROTOCOL.md, in the order of the document. */
export const requirements: readonly Requirement[] = ${JSON.stringify(read())};
`);

if (!process.argv.includes("--check")) {
  writeFileSync(generated, source);
} else if (readFileSync(generated, "utf8") !== source) {
  fail("src/requirements/requirements.ts is not what PROTOCOL.md says: npm run conformance:requirements");
}

function read() {
  try {
    return extractRequirements(readFileSync(protocol, "utf8"));
  } catch (error) {
    return fail(`PROTOCOL.md, ${error.message}`);
  }
}

/** As the style of this repository wants it. */
function format(text) {
  const command = [biome, "format", `--stdin-file-path=${generated}`];
  return execFileSync(process.execPath, command, { input: text, encoding: "utf8" });
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
