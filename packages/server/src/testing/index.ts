export { ManualClock } from "@sockeye/internal";
export { type Closing, MemoryPeer } from "./memory-peer.js";
export type { MemoryRequest } from "./memory-server.js";
export { MemoryServer } from "./typed.js";
