import { ManualClock } from "@sockeye/internal";
import type { UpgradeRequest } from "../api.js";
import { type Admission, type Refusal, refusals } from "../core/engine/admission.js";
import type { ServerOptions } from "../core/options.js";
import { ServerCore } from "../core/server.js";
import type { IncomingHeaders } from "../handshake.js";
import { MemoryPeer } from "./memory-peer.js";

/** What a peer says when it asks for a connection. */
export interface MemoryRequest {
  /** The query of the request. Default `EIO=4&transport=websocket`. */
  readonly query?: string;
  readonly headers?: IncomingHeaders;
  readonly method?: string;
  readonly remoteAddress?: string;
}

/**
 * A server without a port, under a clock that stands still until it is told to advance: for tests that take no time
 * and can't be late. Users get it with type parameters from `typed.ts`.
 */
export class MemoryServer extends ServerCore {
  readonly clock: ManualClock;

  constructor(options: ServerOptions = {}) {
    const clock = new ManualClock();
    super({ ...options, clock });
    this.clock = clock;
  }

  /** Asks for a connection. A peer that is refused has a `refusal` and is closed from the start. */
  async connect(asked: MemoryRequest = {}): Promise<MemoryPeer> {
    const { query = "EIO=4&transport=websocket", headers = {}, method = "GET" } = asked;
    // the core reads no more of a request than this, whatever the bindings of other runtimes have declared it to be
    const request = { method, url: `${this.path()}/?${query}`, headers } as UpgradeRequest;
    const verdict = await new Promise<Admission | Refusal>((resolve) => {
      this.engine.decide(request, (_request, proceed) => proceed(), resolve);
    });
    const peer = new MemoryPeer(this.opts.maxHttpBufferSize);
    if ("status" in verdict) {
      this.engine.refused(request, verdict);
      peer.refuse(verdict);
      return peer;
    }
    const id = await this.engine.nextId(request);
    if (id === undefined) {
      this.engine.refused(request, refusals.forbidden);
      peer.refuse(refusals.forbidden);
      return peer;
    }
    const { remoteAddress = "127.0.0.1" } = asked;
    peer.open((transport) =>
      this.engine.accept(
        { id, kept: { request }, revision: verdict.revision, remoteAddress, isSecure: false },
        transport,
      ),
    );
    return peer;
  }
}
