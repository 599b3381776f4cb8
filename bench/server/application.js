const news = { from: "ada", text: "hello", n: 1 };

/** What every server serves: the same code for each, by the public API that they share. */
export function runApplication(io) {
  io.on("connection", (socket) => {
    socket.on("echo", (message) => socket.emit("echo", message));
    socket.on("ask", (_, answer) => answer({ ok: true }));
    socket.on("broadcast", () => io.emit("news", news));
    socket.on("join", (room) => {
      socket.data.room = room;
      socket.join(room);
      socket.emit("joined");
    });
    socket.on("say", (message) => io.to(socket.data.room).emit("say", message));
  });
}
