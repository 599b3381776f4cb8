import { Server } from "sios4";
import uws from "uws";
import { runApplication } from "./application.js";
import { listeningApp } from "./listening.js";

export function start({ pingIntervalMs }) {
  const app = uws.App();
  const io = new Server({ transports: ["websocket"], pingInterval: pingIntervalMs });
  io.attachApp(app);
  runApplication(io);
  return listeningApp(app, uws);
}
