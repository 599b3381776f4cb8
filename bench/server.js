// Servers side by side: ours and socket.io, each on `ws` and on uWebSockets.js, and the floors under them (bare `ws`,
// bare `node:net`, bare uWebSockets.js). Run it after `npm run build` with
// `node bench/server.js [workload …] [--contenders a,b] [--rounds 5] [--json file] [--svg file] [--profile folder]`;
// it fails when a target is missed. With a folder, every server leaves a CPU profile there (and is slower).
//
// Each server runs in a process of its own, and all serve the same application; measured are the CPU time of that
// process, for each message, and its memory. The clients are another process, on another core where there is one.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { chart } from "./server/chart.js";
import { contenders, missingModule } from "./server/contenders.js";
import { Progress } from "./server/progress.js";
import { report } from "./server/report.js";
import { isMissed, resultOf } from "./server/results.js";
import { measureRounds } from "./server/rounds.js";
import { workloads } from "./server/workloads.js";

/** Those of a process beside its connections. */
const otherFiles = 200;
const { values, positionals } = parseArgs({
  options: {
    contenders: { type: "string", default: contenders.join() },
    rounds: { type: "string", default: "5" },
    json: { type: "string" },
    svg: { type: "string" },
    profile: { type: "string" },
  },
  allowPositionals: true,
});
const roundCount = Number(values.rounds);
const names = workloads.map(({ name }) => name);
const wanted = positionals.length === 0 ? names : positionals;
const wantedContenders = values.contenders.split(",");

assertKnown("workloads", wanted, names);
assertKnown("contenders", wantedContenders, contenders);
if (!(roundCount >= 1)) {
  throw new Error(`expected at least one round; got ${values.rounds}`);
}

const chosen = workloads.filter(({ name }) => wanted.includes(name));
assertFilesFor(Math.max(...chosen.map(({ mostClients }) => mostClients)));
const ready = wantedContenders.filter(isReady);
const progress = new Progress();
const results = [];
for (const workload of chosen) {
  progress.begin(workload.name);
  const options = { contenders: ready, roundCount, profileFolder: values.profile, progress };
  const rounds = await measureRounds(workload, options);
  for (const row of workload.rows) {
    const result = { workload: workload.name, ...resultOf(row, rounds) };
    report(result);
    results.push(result);
  }
}
const missed = results.flatMap(({ title, checks }) =>
  checks.filter(isMissed).map(({ name }) => `${title}, ${name}`),
);
console.log(missed.length === 0 ? "\nno target is missed" : `\nMISSED:\n  ${missed.join("\n  ")}`);
save();
process.exitCode = missed.length === 0 ? 0 : 1;

function assertKnown(what, given, known) {
  const unknown = given.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`expected ${what} out of ${known.join(", ")}; got ${unknown.join(", ")}`);
  }
}

/** Every connection is a file of the server's process and of the clients'. */
function assertFilesFor(connections) {
  const needed = connections + otherFiles;
  const limit = Number(spawnSync("sh", ["-c", "ulimit -n"], { encoding: "utf8" }).stdout); // NaN: there is none
  if (limit < needed) {
    throw new Error(
      `expected a process to be allowed ${needed} open files, with ulimit -n ${needed}; it is ${limit}`,
    );
  }
}

function isReady(contender) {
  const missing = missingModule(contender);
  if (missing !== undefined) {
    console.log(`${contender} is skipped: there is no ${missing} (yet, or it is not built)`);
  }
  return missing === undefined;
}

function save() {
  const { json, svg } = values;
  const setting = {
    date: new Date().toISOString(),
    node: process.version,
    cpu: cpus()[0].model,
    cores: cpus().length,
    loadAverage: loadavg(),
    rounds: roundCount,
  };
  if (json !== undefined) {
    writeFileSync(json, `${JSON.stringify({ ...setting, results }, undefined, 2)}\n`);
  }
  if (svg !== undefined) {
    const caption = `CPU time and memory of one server process. Node ${setting.node}, ${setting.cpu}, ${setting.date.slice(0, 10)}.`;
    writeFileSync(svg, chart(results, caption));
  }
}
