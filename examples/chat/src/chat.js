import { createServer } from "node:http";
import { Server } from "@sockeye/server";
import { readIdentity } from "./requests.js";
import { Rooms } from "./rooms.js";
import { serveStaticFile } from "./static-files.js";
import { Visit } from "./visit.js";

const PERMANENT_ROOMS = ["harbour", "kitchen", "workshop"];

/**
 * The page and the chat behind it on one HTTP server, which the caller starts with `httpServer.listen`
 * and stops with `io.close`.
 */
export function createChat() {
  const httpServer = createServer(serveStaticFile);
  const io = new Server(httpServer);
  attachChat(io);
  return { httpServer, io };
}

/**
 * Adds the chat to any Socket.IO server.
 *
 * @param {Server} io
 */
export function attachChat(io) {
  const rooms = new Rooms(PERMANENT_ROOMS);
  io.use(admit);
  io.on("connection", (socket) => new Visit({ io, socket, rooms }).start());
}

/** Nobody gets in without a valid name; the error's message is shown to the person as it is. */
function admit(socket, next) {
  const identity = readIdentity(socket.handshake.auth);
  if (!identity.ok) return next(new Error(identity.error));
  socket.data.person = identity.person;
  next();
}
