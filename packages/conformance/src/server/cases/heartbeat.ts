import type { Case } from "../../run/case.js";
import type { ServerKit } from "../server-kit.js";
import { askingHeartbeatCases } from "./engine-asking-heartbeat.js";
import { listeningHeartbeatCases } from "./engine-listening-heartbeat.js";

/** PROTOCOL.md, Heartbeat. */
export const heartbeatCases: readonly Case<ServerKit>[] = [
  ...askingHeartbeatCases,
  ...listeningHeartbeatCases,
];
