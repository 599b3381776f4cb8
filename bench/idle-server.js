// The server of idle.js, in a process of its own: answers questions that come by process messages.
import { Server } from "@sockeye/server";

const io = new Server(0);

io.httpServer.once("listening", () => process.send({ port: io.httpServer.address().port }));

const answers = {
  memory() {
    globalThis.gc();
    process.send({
      rss: process.memoryUsage.rss(),
      clients: io.engine.clientsCount,
      sockets: io.sockets.sockets.size,
      rooms: io.sockets.adapter.rooms.size,
    });
  },
  broadcast() {
    io.emit("news", { headline: "every one of you gets this" });
  },
};

process.on("message", (question) => answers[question]());
process.on("disconnect", () => io.close());

io.on("connection", (socket) => {
  socket.on("disconnect", () => {
    if (io.engine.clientsCount === 0) {
      process.send("empty");
    }
  });
});
