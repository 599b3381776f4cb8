// Runs the kit against every implementation of the matrix and writes docs/conformance.md: `npm run conformance`.
// With --check it writes nothing, and fails if the file says something else than the runs.
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { requirements, testClient, testServer } from "../dist/index.js";
import { renderMatrix } from "./render.js";
import { clients, servers } from "./subjects.js";

const root = new URL("../../../", import.meta.url);
const file = fileURLToPath(new URL("docs/conformance.md", root));
const specification = readFileSync(new URL("PROTOCOL.md", root), "utf8");

const runs = [];
for (const subject of servers()) {
  await report("server", subject, () => testWithRecovery(subject));
}
for (const subject of clients()) {
  await report("client", subject, () =>
    testClient({ command: subject.command, revisions: subject.revisions }),
  );
}

const text = renderMatrix(runs, requirements, chaptersOf(specification));
if (!process.argv.includes("--check")) {
  writeFileSync(file, text);
} else if (withoutDate(readFileSync(file, "utf8")) !== withoutDate(text)) {
  console.error("docs/conformance.md is not what the runs show: npm run conformance");
  process.exitCode = 1;
}

async function report(side, subject, run) {
  process.stderr.write(`${side} ${subject.name} ${subject.version}: `);
  const { outcomes } = await run();
  runs.push({ side, subject, outcomes });
  const count = (verdict) => outcomes.filter((outcome) => outcome.verdict === verdict).length;
  process.stderr.write(`${count("passed")} passed, ${count("failed")} failed, ${count("advised")} advised\n`);
}

/** All cases, and those about recovery against a server that has it switched on. */
async function testWithRecovery({ command, recovery, revisions }) {
  const { outcomes } = await withServer(command, (url) => testServer({ url, revisions }));
  if (recovery === undefined) {
    return { outcomes };
  }
  const recovered = await withServer(recovery, (url) =>
    testServer({ url, revisions: [4], only: ["EIO4-REC"] }),
  );
  const caseIds = new Set(recovered.outcomes.map(({ caseId }) => caseId));
  return { outcomes: [...outcomes.filter(({ caseId }) => !caseIds.has(caseId)), ...recovered.outcomes] };
}

/** Starts the server for as long as `use` takes. */
async function withServer([program, ...args], use) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "ignore"] });
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /^listening on (\S+)$/.exec(line)?.[1];
      if (url !== undefined) {
        return await use(url);
      }
    }
    throw new Error(`expected ${args[0]} to print where it listens`);
  } finally {
    child.kill("SIGKILL");
  }
}

/** The titles of the specification's chapters, by number. */
function chaptersOf(markdown) {
  return new Map([...markdown.matchAll(/^## (\d+)\. (.+)$/gm)].map(([, number, title]) => [number, title]));
}

function withoutDate(text) {
  return text.replace(/\d{4}-\d\d-\d\d/g, "");
}
