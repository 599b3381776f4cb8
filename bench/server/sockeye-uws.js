import { Server } from "@sockeye/server";
import { attach } from "@sockeye/server/uws";
import uws from "uws";
import { runApplication } from "./application.js";
import { listeningApp } from "./listening.js";

export function start({ pingIntervalMs }) {
  const app = uws.App();
  const io = new Server({ pingInterval: pingIntervalMs });
  attach(io, app);
  runApplication(io);
  return listeningApp(app, uws);
}
