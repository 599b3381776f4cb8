import { startLoad, startServer } from "./child.js";

/** A server and its clients. */
export class Match {
  #server;
  #load;

  static async start(contender, options, profileFolder) {
    const server = await startServer(contender, options, profileFolder);
    return new Match(server, await startLoad(contender, server.port));
  }

  constructor(server, load) {
    this.#server = server;
    this.#load = load;
  }

  connect(count) {
    return this.#load.ask("connect", { count });
  }

  /** Makes the clients do something that is not measured. */
  prepare({ task, ...details }) {
    return this.#load.ask(task, details);
  }

  /** CPU time of the server, in microseconds for each of what the clients have made of the task. */
  async costOf({ task, ...details }) {
    await this.#server.ask("start");
    const { count } = await this.#load.ask(task, details);
    const { user, system } = await this.#server.ask("stop");
    return (user + system) / count;
  }

  memory() {
    return this.#server.ask("memory");
  }

  async stop() {
    await this.#load.ask("cut"); // clients take it for a fault when the server goes first
    await Promise.all([this.#load.stop(), this.#server.stop()]);
  }
}
