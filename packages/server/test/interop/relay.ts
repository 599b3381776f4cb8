import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/**
 * A TCP relay in front of a server, in which one direction of the open connections can go silent.
 *
 * Silent means that nothing comes through any more, not even the end of the connection: what a peer sees when
 * a cable is pulled. Connections made afterwards work.
 */
export class Relay {
  readonly #server: Server;
  readonly #ends = new Set<Socket>();
  readonly #muted = new WeakSet<Socket>();
  #clientEnds: Socket[] = [];
  #serverEnds: Socket[] = [];

  private constructor(targetPort: number) {
    this.#server = createServer((client) => this.#join(client, connect(targetPort, "127.0.0.1")));
  }

  static async to(targetPort: number): Promise<Relay> {
    const relay = new Relay(targetPort);
    await new Promise<void>((resolve) => relay.#server.listen(0, "127.0.0.1", resolve));
    return relay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on the server hears nothing of the clients connected so far. */
  silenceClients(): void {
    for (const end of this.#clientEnds) this.#muted.add(end);
    this.#clientEnds = [];
  }

  /** From now on the clients connected so far hear nothing of the server. */
  silenceServer(): void {
    for (const end of this.#serverEnds) this.#muted.add(end);
    this.#serverEnds = [];
  }

  async close(): Promise<void> {
    for (const end of this.#ends) end.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(client: Socket, server: Socket): void {
    this.#clientEnds.push(client);
    this.#serverEnds.push(server);
    this.#forward(client, server);
    this.#forward(server, client);
  }

  #forward(from: Socket, to: Socket): void {
    this.#ends.add(from);
    from.on("data", (chunk) => this.#muted.has(from) || to.write(chunk));
    from.on("error", () => from.destroy());
    from.on("close", () => {
      this.#ends.delete(from);
      if (!this.#muted.has(from)) to.destroy();
    });
  }
}
