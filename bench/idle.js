// Holds idle connections in one server process while a broadcast has to reach every one of them.
// Run it with `npm run bench:idle [connections]`; it needs as many file descriptors (ulimit -n).
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { IdleClient } from "./idle-client.js";

const wanted = Number(process.argv[2] ?? 10_000);
const atOnce = 200;
const patienceMs = 60_000;
const serverFile = fileURLToPath(new URL("./idle-server.js", import.meta.url));

const server = fork(serverFile, { execArgv: ["--expose-gc"] });
const [{ port }] = await once(server, "message");
const before = await ask("memory");

const clients = [];
while (clients.length < wanted) {
  const count = Math.min(atOnce, wanted - clients.length);
  clients.push(
    ...(await Promise.all(Array.from({ length: count }, () => IdleClient.open(port, eio(clients.length))))),
  );
  process.stdout.write(`\r${clients.length} connected`);
}
console.log();

const held = await ask("memory");
const startedMs = performance.now();
const deliveries = clients.map((client) => client.nextEvent());
server.send("broadcast");
const reached = await countWithin(deliveries, patienceMs);
const tookMs = performance.now() - startedMs;

for (const client of clients) {
  client.close();
}
await once(server, "message"); // all have left
const after = await ask("memory");
server.disconnect();

const kilobytes = (held.rss - before.rss) / 1024 / wanted;
console.log(`${held.clients} connections held, ${kilobytes.toFixed(1)} KB of resident memory each`);
console.log(`one broadcast reached ${reached} of ${wanted} in ${tookMs.toFixed(0)} ms`);
console.log(
  `after all have left: ${after.clients} connections, ${after.sockets} sockets, ${after.rooms} rooms`,
);
process.exitCode = reached === wanted && after.clients + after.sockets + after.rooms === 0 ? 0 : 1;

/** Half of the clients speak the older revision. */
function eio(index) {
  return index % (2 * atOnce) < atOnce ? 4 : 3;
}

async function ask(question) {
  server.send(question);
  const [answer] = await once(server, "message");
  return answer;
}

async function countWithin(promises, timeoutMs) {
  let count = 0;
  const all = Promise.all(promises.map((promise) => promise.then(() => (count += 1))));
  const expired = new Promise((resolve) => setTimeout(resolve, timeoutMs).unref());
  await Promise.race([all, expired]);
  return count;
}
