import { setTimeout as pause } from "node:timers/promises";

const idleClients = 10_000;
const restMs = 12_000;
/** They have what is loaded and allocated once, whatever the count of clients, behind them before memory is measured. */
const firstClients = 100;
/** No heartbeat falls into a stretch that is about something else. */
const quiet = { pingIntervalMs: 3_600_000 };

/**
 * What the servers are measured by. `crowds` are counts of clients, with a server for each; `measure` gets a match for
 * each of them and answers with the figures that `rows` are about. `targets` are the most that a ratio may be: ours to
 * socket.io on ws, ours to the floor on node:net, ours to socket.io on uWebSockets.js. A `limit` is the most that our
 * own figure may be. `isFresh` workloads have new processes every round, and those of `rounds` no more than so many.
 */
export const workloads = [
  {
    name: "echo",
    title: "echo, 200 clients, 1 in flight",
    crowds: [200],
    ...exchange({ request: "echo", inFlight: 1, count: 20_000 }),
    rows: [{ unit: "µs per message", targets: { ws: 0.65, net: 1.35, uws: 0.8 } }],
  },
  {
    name: "echo-8",
    title: "echo, 50 clients, 8 in flight",
    crowds: [50],
    ...exchange({ request: "echo", inFlight: 8, count: 40_000 }),
    rows: [{ unit: "µs per message", targets: { ws: 0.3, net: 1.6, uws: 0.55 } }],
  },
  {
    name: "ack",
    title: "ack, 200 clients, 1 in flight",
    crowds: [200],
    ...exchange({ request: "ask", inFlight: 1, count: 20_000 }),
    rows: [{ unit: "µs per message", targets: { ws: 0.65, net: 1.35, uws: 0.8 } }],
  },
  {
    name: "broadcast",
    title: "broadcast to 1,000",
    crowds: [1000],
    ...single({ task: "broadcast", count: 80 }),
    rows: [{ unit: "µs per delivery", targets: { ws: 0.55, net: 1.25, uws: 1.05 } }],
  },
  {
    name: "crowd",
    title: "broadcast to 10,000, and to 100",
    crowds: [100, 10_000],
    async measure([few, many]) {
      const atFew = await few.costOf({ task: "broadcast", count: 300 });
      const atMany = await many.costOf({ task: "broadcast", count: 4 });
      return { few: atFew, many: atMany, growth: atMany / atFew };
    },
    rows: [
      { key: "many", title: "broadcast to 10,000", unit: "µs per delivery" },
      { key: "few", title: "broadcast to 100", unit: "µs per delivery" },
      { key: "growth", title: "a delivery to 10,000 / to 100", unit: "times", limit: 1.2 },
    ],
  },
  {
    name: "rooms",
    title: "100 rooms of 5",
    crowds: [500],
    preparation: { task: "join", roomSize: 5 },
    ...single({ task: "say", roomSize: 5, count: 6000 }),
    rows: [{ unit: "µs per delivery" }],
  },
  {
    name: "json",
    title: "echo of 100 KB JSON, 20 clients",
    crowds: [20],
    ...exchange({ request: "json", inFlight: 1, count: 300 }),
    rows: [{ unit: "µs per message" }],
  },
  {
    name: "binary",
    title: "echo of 64 KB binary, 20 clients",
    crowds: [20],
    ...exchange({ request: "binary", inFlight: 1, count: 1500 }),
    rows: [{ unit: "µs per message" }],
  },
  {
    name: "churn",
    title: "connect, join and leave",
    crowds: [0],
    ...single({ task: "churn", count: 4000 }),
    rows: [{ unit: "µs per connection", targets: { ws: 0.55, uws: 0.6 } }],
  },
  {
    name: "idle",
    title: "10,000 idle connections",
    crowds: [firstClients],
    mostClients: firstClients + idleClients,
    isFresh: true,
    measure: measureIdle,
    rows: [
      {
        key: "memory",
        title: "memory, 10,000 idle",
        unit: "KB per connection",
        targets: { ws: 0.55, net: 1.5, uws: 0.4 },
      },
      { key: "connect", title: "connect and join, 10,000 held", unit: "µs per connection" },
    ],
  },
  {
    name: "rest",
    title: "10,000 connections at rest",
    crowds: [firstClients],
    mostClients: firstClients + idleClients,
    isFresh: true,
    rounds: 2,
    measure: measureRest,
    rows: [{ title: "memory, 10,000 idle for 12 s", unit: "KB per connection" }],
  },
  {
    name: "heartbeat",
    title: "heartbeats of 10,000",
    crowds: [idleClients],
    options: { pingIntervalMs: 2000 },
    isFresh: true,
    rounds: 3,
    ...single({ task: "listen", durationMs: 4000 }),
    rows: [{ unit: "µs per heartbeat" }],
  },
].map(withDefaults);

function withDefaults(workload) {
  const { title, crowds, rows } = workload;
  return {
    options: quiet,
    mostClients: Math.max(...crowds),
    ...workload,
    rows: rows.map((row) => ({ key: "cost", title, targets: {}, ...row })),
  };
}

function exchange({ request, inFlight, count }) {
  return single({ task: "exchange", request, inFlight, count });
}

/** One crowd, and one task of it. */
function single(task) {
  return {
    async measure([match]) {
      return { cost: await match.costOf(task) };
    },
  };
}

async function measureIdle([match]) {
  const before = await match.memory();
  const connect = await match.costOf({ task: "connect", count: idleClients });
  return { memory: kilobytesEach(before, await match.memory()), connect };
}

/** A process that has had nothing to do for 8 seconds shrinks what the engine has grown while clients came. */
async function measureRest([match]) {
  const before = await match.memory();
  await match.costOf({ task: "connect", count: idleClients });
  await match.memory(); // the engine starts to wait for such a time after a collection
  await pause(restMs);
  return { cost: kilobytesEach(before, await match.memory()) };
}

function kilobytesEach(before, after) {
  return (after.rss - before.rss) / 1024 / idleClients;
}
