import { createServer } from "node:http";
import { Server } from "@sockeye/server";
import { runApplication } from "./application.js";
import { listening } from "./listening.js";

export function start({ pingIntervalMs }) {
  const httpServer = createServer();
  runApplication(new Server(httpServer, { pingInterval: pingIntervalMs }));
  return listening(httpServer);
}
