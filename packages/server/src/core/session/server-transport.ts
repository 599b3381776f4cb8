import type { SendFlags, Transport, TransportListener } from "@sockeye/internal";
import type { SharedFrame } from "./shared-frame.js";

/** What a binding of the server gives the session: a transport that can also send what goes to many. */
export interface ServerTransport extends Transport {
  /** Sends a message that goes to others, too; in the order of all that is sent. */
  sendShared(shared: SharedFrame, flags: SendFlags): void;
}

/** What the session gives a binding of the server: a runtime may give up on a peer that does not read. */
export interface ServerTransportListener extends TransportListener {
  failed(error: Error, reason: "transport error" | "parse error" | "slow consumer"): void;
}
