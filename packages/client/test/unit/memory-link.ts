import type { Frame } from "@sockeye/protocol";
import { type MemoryPeer, MemoryServer } from "@sockeye/server/testing";
import type { FakeTransport } from "./fake-transport.js";
import { SleepyClock } from "./sleepy-clock.js";
import { Stage, settled } from "./stage.js";

interface Link {
  readonly transport: FakeTransport;
  readonly peer: MemoryPeer;
  isOver: boolean;
}

/** A server in memory and clients that connect to it in the same process, without a port, by one clock. */
export class MemoryLink {
  readonly io: MemoryServer;
  readonly stage: Stage;
  /** The connections there have been; each client's transport with its peer on the server's side. */
  readonly #links: Link[] = [];

  constructor(options: ConstructorParameters<typeof MemoryServer>[0] = {}) {
    this.io = new MemoryServer(options);
    this.stage = new Stage({ clock: new SleepyClock(this.io.clock) });
  }

  /** The server's side of the latest connection. */
  get peer(): MemoryPeer {
    const link = this.#links.at(-1);
    if (link === undefined) {
      throw new Error("expected a client to have connected");
    }
    return link.peer;
  }

  /** Carries frames to and fro until both sides have nothing more to say. */
  async flow(): Promise<void> {
    do {
      await settled();
      await this.#connect();
    } while (this.#links.map((link) => carry(link)).includes(true));
  }

  /** Lets time pass in steps, with the frames that it brings about. */
  async pass(durationMs: number, stepMs = 500): Promise<void> {
    for (let passedMs = 0; passedMs < durationMs; passedMs += stepMs) {
      this.io.clock.advance(stepMs);
      await this.flow();
    }
  }

  /** Gives every transport that was opened its peer. */
  async #connect(): Promise<void> {
    for (const transport of this.stage.transports.slice(this.#links.length)) {
      const query = new URL(transport.request.url).search.slice(1);
      const headers = { ...transport.request.options.extraHeaders };
      const peer = await this.io.connect({ query, headers });
      this.#links.push({ transport, peer, isOver: false });
    }
  }
}

/** Carries what is there, both ways; false when that was nothing. */
function carry(link: Link): boolean {
  if (link.isOver) {
    return false;
  }
  const { transport, peer } = link;
  const [up, down] = [transport.takeRaw(), peer.take()];
  for (const frame of up) {
    peer.send(frame as Frame); // no Blobs here
  }
  transport.receive(...down);
  if (up.length + down.length > 0) {
    return true;
  }
  if (transport.ending !== undefined) {
    link.isOver = true;
    transport.ending === "terminated"
      ? peer.drop()
      : peer.close(transport.ending.code, transport.ending.reason);
  } else if (peer.closing !== undefined) {
    link.isOver = true;
    transport.closeByServer(peer.closing.code, peer.closing.reason);
  }
  return link.isOver;
}
