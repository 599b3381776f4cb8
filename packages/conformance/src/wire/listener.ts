import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import type { Scope } from "../run/scope.js";
import { type HttpHead, readHead } from "./http-head.js";
import type { OpeningRequest } from "./opening-request.js";
import { PendingRequest } from "./pending-request.js";

/** Listens on a free port of 127.0.0.1, for one case, and takes opening requests. */
export class Listener {
  readonly #scope: Scope;
  readonly #onRequest: (request: PendingRequest) => void;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(scope: Scope, onRequest: (request: PendingRequest) => void) {
    this.#scope = scope;
    this.#onRequest = onRequest;
    this.#server = createServer({ noDelay: true }, (socket) => this.#receive(socket));
    scope.defer(() => this.#close());
  }

  /** Closed with the scope, and all connections with it. */
  static async open(scope: Scope, onRequest: (request: PendingRequest) => void): Promise<Listener> {
    const listener = new Listener(scope, onRequest);
    listener.#server.listen(0, "127.0.0.1");
    await once(listener.#server, "listening");
    return listener;
  }

  /** Where a client should go. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  #receive(socket: Socket): void {
    let bytes: Buffer = Buffer.alloc(0);
    this.#sockets.add(socket);
    const onData = (chunk: Buffer): void => {
      bytes = Buffer.concat([bytes, chunk]);
      const head = readHead(bytes);
      if (head !== undefined) {
        socket.pause();
        socket.removeListener("data", onData);
        this.#take(socket, head);
      }
    };
    socket.on("data", onData);
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("error", () => socket.destroy()); // whoever waits hears of it from the end
  }

  #take(socket: Socket, head: HttpHead): void {
    const { transcript } = this.#scope;
    const request = readRequest(head);
    const label = transcript.addConnection();
    transcript.add("peer", `${request.method} ${request.url}`, label);
    this.#onRequest(new PendingRequest({ request, socket, rest: head.rest, transcript, label }));
  }

  async #close(): Promise<void> {
    for (const socket of this.#sockets) {
      socket.destroy();
    }
    this.#server.close();
    await once(this.#server, "close");
  }
}

function readRequest({ startLine, headers }: HttpHead): OpeningRequest {
  const [method = "", url = ""] = startLine.split(" ");
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  return { method, url, path, query: new URLSearchParams(mark < 0 ? "" : url.slice(mark + 1)), headers };
}
