import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";

interface ClientConnection {
  readonly socket: Socket;
  readonly startedAtMs: number;
}

const channel = "net.client.socket";

/**
 * The TCP connections that this process opens, by the port that they go to. Seen from the client's end: the servers
 * live in the same process, so that they see a connection late when there is much to do, and not all equally late.
 */
export class ClientConnections {
  readonly #byPort = new Map<number | undefined, ClientConnection[]>();

  constructor() {
    subscribe(channel, this.#note);
  }

  /** When the connections to that port were started. */
  startsTo(port: number): number[] {
    return this.#to(port).map(({ startedAtMs }) => startedAtMs);
  }

  /** How many connections to that port are open. */
  openTo(port: number): number {
    return this.#to(port).filter(({ socket }) => !socket.destroyed).length;
  }

  stop(): void {
    unsubscribe(channel, this.#note);
  }

  #to(port: number): readonly ClientConnection[] {
    return this.#byPort.get(port) ?? [];
  }

  readonly #note = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    const startedAtMs = performance.now();
    socket.once("connect", () => {
      const { remotePort } = socket;
      this.#byPort.set(remotePort, [...(this.#byPort.get(remotePort) ?? []), { socket, startedAtMs }]);
    });
  };
}
