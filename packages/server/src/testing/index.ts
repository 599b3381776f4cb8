export { ManualClock } from "@sockeye/internal";
export { type Closing, MemoryPeer } from "./memory-peer.js";
export { type MemoryRequest, MemoryServer } from "./memory-server.js";
