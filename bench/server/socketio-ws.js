import { createServer } from "node:http";
import { Server } from "sios4";
import { runApplication } from "./application.js";
import { listening } from "./listening.js";

export function start({ pingIntervalMs }) {
  const httpServer = createServer();
  runApplication(new Server(httpServer, { transports: ["websocket"], pingInterval: pingIntervalMs }));
  return listening(httpServer);
}
