// Clients side by side: ours, the official one, and the floor under both (a bare `ws` with JSON). Run it with
// `node bench/client.js [workload …] [--rounds 5] [--profile folder]` after `npm run build`; it fails when a target is
// missed. With a folder, the client of each kind and workload leaves a CPU profile there (and is slower).
//
// Each client runs in a process of its own; measured are the CPU time of that process, for each event, and its memory.
// The rounds are interleaved, who goes first changes, and the ratios are the medians of the rounds' ratios.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { startClient, startServer } from "./client-child.js";
import { report } from "./client-report.js";
import { workloads } from "./client-workloads.js";

const clientsInMemory = 1000;
const targetRatio = 1.5;
/** The measures that have a target: CPU time of a received and of a sent event, memory of a client. */
const targets = new Set(["receive", "send", "memory, heap"]);
const bundles = {
  ours: "../packages/client/dist/browser/socket.io.js",
  official: "../node_modules/sioc4/dist/socket.io.min.js",
};
const isBuilt = existsSync(file("../packages/client/dist/index.js"));
const kinds = isBuilt ? ["ours", "official", "floor"] : ["official", "floor"];

const { values, positionals } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, profile: { type: "string" } },
  allowPositionals: true,
});
const roundCount = Number(values.rounds);
const measures = { memory: measureMemory, bundle: measureBundles };
const names = [...Object.keys(workloads), ...Object.keys(measures)];
const chosen = names.filter(isChosen);

if (chosen.length === 0 || !(roundCount >= 1)) {
  throw new Error(`expected at least one round, and workloads out of ${names.join(", ")}`);
}

if (!isBuilt) {
  console.log("ours is not built (npm run build): the others run without it");
}
const server = await startServer();
const rows = [];
for (const name of chosen) {
  rows.push(...(await (measures[name] ?? measureWorkload)(name)));
}
await server.stop();
process.exitCode = report(rows) ? 0 : 1;

/** All workloads without an argument; `ack` stands for `ack-50`, too. */
function isChosen(name) {
  return positionals.length === 0 || positionals.some((chosen) => `${name}-`.startsWith(`${chosen}-`));
}

async function measureWorkload(name) {
  const { count } = workloads[name];
  const clients = await startAll(name);
  const run = (kind) => clients[kind].ask("workload", { name, count });
  await inTurn(run, 0); // to warm up
  const rounds = await allRounds(name, run);
  await Promise.all(Object.values(clients).map((client) => client.stop()));
  return [row(name, "µs", rounds, "cpu")];
}

/** Each round has new processes: memory that was once in use would not be asked for again. */
async function measureMemory(name) {
  const rounds = await allRounds(name, async (kind) => {
    const client = await startClient(kind, server.url);
    const figures = await client.ask("memory", { count: clientsInMemory });
    await client.stop();
    return figures;
  });
  return [
    row("memory, heap", "KB", rounds, "heap"),
    row("memory, resident", "KB", rounds, "rss"),
    row("connect", "µs", rounds, "connect"),
  ];
}

function measureBundles() {
  const sizes = Object.entries(bundles)
    .map(([kind, path]) => [kind, file(path)])
    .filter(([, path]) => existsSync(path))
    .map(([kind, path]) => [kind, { gzip: gzipSync(readFileSync(path)).length / 1024 }]);
  return [row("bundle, gzip", "KB", [Object.fromEntries(sizes)], "gzip")];
}

async function startAll(name) {
  const clients = {};
  for (const kind of kinds) {
    const folder = values.profile && join(values.profile, `${name}-${kind}`);
    clients[kind] = await startClient(kind, server.url, folder);
  }
  return clients;
}

async function allRounds(name, run) {
  const rounds = [];
  for (let round = 0; round < roundCount; round += 1) {
    rounds.push(await inTurn(run, round));
    console.log(`${name} ${round + 1}/${roundCount}: ${JSON.stringify(rounds.at(-1))}`);
  }
  return rounds;
}

/** One round of every client, one after the other; each round starts with another one. */
async function inTurn(run, round) {
  const start = round % kinds.length;
  const figures = {};
  for (const kind of [...kinds.slice(start), ...kinds.slice(0, start)]) {
    figures[kind] = await run(kind);
  }
  return figures;
}

function row(name, unit, rounds, figure) {
  const target = targets.has(name) ? targetRatio : undefined;
  const ofFigure = rounds.map((round) =>
    Object.fromEntries(Object.entries(round).map(([kind, figures]) => [kind, figures[figure]])),
  );
  return { name, unit, target, rounds: ofFigure };
}

function file(path) {
  return fileURLToPath(new URL(path, import.meta.url));
}
