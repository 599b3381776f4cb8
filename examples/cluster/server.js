import cluster from "node:cluster";
import { createServer } from "node:http";
import { availableParallelism } from "node:os";
import { createAdapter, setupPrimary } from "@socket.io/cluster-adapter";
import { Server } from "@sockeye/server";

const port = Number(process.env.PORT ?? 3000);
const workerCount = Number(process.env.WORKERS ?? availableParallelism());

if (cluster.isPrimary) lead();
else serve();

/** The primary deals connections out to the workers and passes on what their adapters say; it serves nobody. */
function lead() {
  const ready = new Set();
  let isEnding = false;
  const end = () => {
    isEnding = true;
    for (const worker of Object.values(cluster.workers)) worker.process.kill("SIGTERM");
  };

  cluster.setupPrimary({ serialization: "advanced" }); // as JSON, bytes would reach the other workers as plain objects
  setupPrimary();
  cluster.on("listening", (worker, address) => {
    console.log(`worker ${worker.process.pid} is ready`);
    if (ready.add(worker).size === workerCount) console.log(`listening on http://127.0.0.1:${address.port}`);
  });
  cluster.on("exit", (worker, code, signal) => {
    console.log(`worker ${worker.process.pid} ended (${signal ?? code})`);
    if (isEnding) return;
    if (ready.has(worker)) return cluster.fork();
    process.exitCode = 1; // it could not start, and another one could not either
    end();
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, end);
  for (let count = 0; count < workerCount; count += 1) cluster.fork();
}

function serve() {
  const httpServer = createServer((_, response) => response.end(`worker ${process.pid}\n`));
  const io = new Server(httpServer, { adapter: createAdapter() });
  io.on("connection", (socket) => visit(socket, io));

  httpServer.once("error", (error) => {
    console.error(`A worker could not start: ${error.message}`);
    process.exit(1);
  });
  httpServer.listen(port);

  process.on("SIGINT", () => {}); // Ctrl+C reaches all processes at once; the primary says when to end
  process.once("SIGTERM", async () => {
    await io.close();
    process.exit(); // the adapter keeps listening to the primary, which would keep the process
  });
}

/** The application. Whatever it does with `io` or a room, it does on all workers. */
function visit(socket, io) {
  socket.emit("worker", process.pid);
  socket.on("join", (room, answer) => answer(socket.join(room)));
  socket.on("say", (room, ...words) => socket.to(room).emit("said", ...words));
  socket.on("announce", (...words) => io.emit("said", ...words));
  socket.on("tell all but", (room, ...words) => io.except(room).emit("said", ...words));
  socket.on("move", (room, other) => io.in(room).socketsJoin(other));
  socket.on("dismiss", (room) => io.in(room).disconnectSockets());
  socket.on("count", async (room, answer) => answer((await io.in(room).fetchSockets()).length));
  socket.on("ask", (question, answer) => {
    io.timeout(2_000).emit("question", question, (error, answers) => answer(error?.message ?? null, answers));
  });
}
