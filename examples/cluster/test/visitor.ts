import { createRequire } from "node:module";
import { io } from "@sockeye/client";

/** What the tests use of a client's socket, of ours and of the official ones; the one of 2.x comes without types. */
interface ClientSocket {
  readonly id: string | undefined;
  on(event: string, listener: (...args: never[]) => void): unknown;
  once(event: string, listener: (...args: never[]) => void): unknown;
  emit(event: string, ...args: unknown[]): unknown;
  disconnect(): unknown;
}

type OpenClient = (url: string, options: object) => ClientSocket;

const load = createRequire(import.meta.url) as (name: string) => OpenClient;

/** Clients of both revisions, and ours. */
const clients = [load("sioc2"), load("sioc4"), io as OpenClient];

/** Somebody who uses the example. */
export class Visitor {
  readonly #socket: ClientSocket;
  /** The id of the worker that this one is connected to, or was last. */
  worker = 0;
  /** What this one was told. */
  readonly heard: unknown[] = [];

  private constructor(socket: ClientSocket) {
    this.#socket = socket;
    socket.on("worker", (pid: number) => {
      this.worker = pid;
    });
    socket.on("said", (...words: unknown[]) => this.heard.push(...words));
    socket.on("question", (question: string, answer: (text: string) => void) =>
      answer(`${question} ${this.name}`),
    );
  }

  /** One of each kind of client, one after the other. */
  static async arrive(url: string): Promise<Visitor[]> {
    const visitors: Visitor[] = [];
    for (const open of clients) {
      const options = { transports: ["websocket"], forceNew: true, reconnectionDelay: 50 };
      const visitor = new Visitor(open(url, options));
      await visitor.next("worker");
      visitors.push(visitor);
    }
    return visitors;
  }

  get name(): string {
    return `${this.#socket.id}`;
  }

  next(event: string): Promise<void> {
    return new Promise((resolve) => this.#socket.once(event, resolve));
  }

  tell(event: string, ...args: unknown[]): void {
    this.#socket.emit(event, ...args);
  }

  ask(event: string, ...args: unknown[]): Promise<unknown[]> {
    return new Promise((resolve) =>
      this.#socket.emit(event, ...args, (...answer: unknown[]) => resolve(answer)),
    );
  }

  /** Takes what was told up to these words, and waits for them if need be. */
  async hearUntil(last: string): Promise<unknown[]> {
    while (!this.heard.includes(last)) await this.next("said");
    return this.heard.splice(0, this.heard.indexOf(last) + 1);
  }

  leave(): void {
    this.#socket.disconnect();
  }
}
