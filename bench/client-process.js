// One client of client.js, in a process of its own: what it is asked by process messages, it runs and measures.
import { setTimeout as pause } from "node:timers/promises";
import { workloads } from "./client-workloads.js";

const connectedAtOnce = 50;
const [kind, url] = process.argv.slice(2);
const openSocket = await opener();

const tasks = {
  /** CPU time of one workload, in microseconds per event; to connect and to leave is not counted. */
  async workload({ name, count }) {
    const socket = await connected();
    globalThis.gc();
    const start = process.cpuUsage();
    await workloads[name].run(socket, count);
    const cpuMicros = cpuMicrosSince(start);
    await left(socket);
    return { cpu: cpuMicros / count };
  },

  /** What so many clients hold of memory when they have connected, against the same process before. */
  async memory({ count }) {
    const before = await settledMemory();
    const start = process.cpuUsage();
    const sockets = [];
    while (sockets.length < count) {
      sockets.push(...(await Promise.all(Array.from({ length: connectedAtOnce }, connected))));
    }
    const cpuMicros = cpuMicrosSince(start);
    const after = await settledMemory();
    return {
      connect: cpuMicros / count,
      heap: (after.heapUsed - before.heapUsed) / 1024 / count,
      rss: (after.rss - before.rss) / 1024 / count,
    };
  },
};

process.on("message", async ({ task, ...details }) => process.send(await tasks[task](details)));
process.on("disconnect", () => process.exit());
process.send("ready");

/** How a client of this kind is opened; the module of no other kind is loaded. */
async function opener() {
  if (kind === "floor") {
    const { FloorSocket } = await import("./client-floor.js");
    return () => new FloorSocket(url);
  }
  const { io } = await import(kind === "ours" ? "@sockeye/client" : "sioc4");
  return () => io(url, { transports: ["websocket"], forceNew: true, reconnection: false });
}

function connected() {
  return new Promise((resolve, reject) => {
    const socket = openSocket();
    socket.on("connect", () => resolve(socket));
    socket.on("connect_error", reject);
  });
}

function left(socket) {
  return new Promise((resolve) => {
    socket.on("disconnect", resolve);
    socket.disconnect();
  });
}

function cpuMicrosSince(start) {
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

/** Memory when what the engine frees late is free: finalizers run after a collection, in a turn of their own. */
async function settledMemory() {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc();
    await pause(50);
  }
  return process.memoryUsage();
}
