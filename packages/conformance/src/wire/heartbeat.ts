/** How the kit keeps up Engine.IO's heartbeat by itself. PROTOCOL.md, Heartbeat. */
export interface HeartbeatOptions {
  /** Whether this side sends the pings; otherwise it answers them. */
  readonly asks: boolean;
  /** Sends a packet. */
  readonly send: (packet: string) => void;
}

/** Engine.IO's heartbeat, out of the sight of a case. It begins with the open packet. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #state: "idle" | "beating" | "stopped" = "idle";
  #timer: NodeJS.Timeout | undefined;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  /** The open packet has passed. Without an interval that makes sense no pings are sent. */
  begin(intervalMs: number): void {
    if (this.#state !== "idle") {
      return;
    }
    this.#state = "beating";
    if (this.#options.asks && intervalMs > 0 && Number.isFinite(intervalMs)) {
      this.#timer = setInterval(() => this.#options.send("2"), intervalMs);
    }
  }

  /** Whether a text belongs to the heartbeat, so that nobody else needs to see it. */
  takes(text: string): boolean {
    if (this.#state === "idle") {
      return false;
    }
    if (this.#options.asks) {
      return text === "3";
    }
    const isPing = text.startsWith("2");
    if (isPing && this.#state === "beating") {
      this.#options.send(`3${text.slice(1)}`);
    }
    return isPing;
  }

  /** Nothing is sent any more. */
  stop(): void {
    this.#state = "stopped";
    clearInterval(this.#timer);
  }
}
