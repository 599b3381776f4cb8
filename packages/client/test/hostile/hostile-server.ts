import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Script, Step } from "./script.js";
import { isGone, Visitor } from "./visitor.js";

/** How often a script is played before the server turns friendly. */
export interface Endurance {
  readonly hostileConnections: number;
  readonly friendlySteps: readonly Step[];
}

const canaryId = 77;

/** A server that does on each connection what its script says. */
export class HostileServer {
  /** How many connections came, each with a request for a WebSocket. */
  accepted = 0;
  /** Resolves when the client has answered an event that came behind the whole script. */
  readonly canaryHeard: Promise<void>;
  /** Resolves when the client has connected a second time. */
  readonly cameBack: Promise<void>;
  /** What went wrong with the script itself. */
  readonly faults: unknown[] = [];
  readonly #script: Script;
  readonly #endurance: Endurance | undefined;
  readonly #http = createServer();
  readonly #webSockets: WebSocketServer;
  readonly #sockets = new Set<Duplex>();
  #hearCanary: () => void = () => undefined;
  #comeBack: () => void = () => undefined;

  constructor(script: Script, endurance?: Endurance) {
    this.#script = script;
    const perMessageDeflate = script.options?.perMessageDeflate ?? false;
    this.#webSockets = new WebSocketServer({ noServer: true, maxPayload: 0, perMessageDeflate });
    this.#endurance = endurance;
    this.canaryHeard = new Promise((resolve) => {
      this.#hearCanary = resolve;
    });
    this.cameBack = new Promise((resolve) => {
      this.#comeBack = resolve;
    });
    this.#http.on("connection", (socket) => this.#keep(socket));
    this.#http.on("upgrade", (request, socket, head) => this.#receive(request, socket, head));
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#http.listen(0, "127.0.0.1", resolve));
    return (this.#http.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#http.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #keep(socket: Duplex): void {
    this.#sockets.add(socket);
    socket.on("error", () => undefined); // shows as an end
    socket.on("close", () => this.#sockets.delete(socket));
  }

  #receive(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.accepted += 1;
    if (this.accepted === 2) this.#comeBack();
    const isFriendly = this.#endurance !== undefined && this.accepted > this.#endurance.hostileConnections;
    const script = isFriendly ? { steps: this.#endurance.friendlySteps } : this.#script;
    if ("answer" in script) {
      socket.on("end", () => socket.end()).resume();
      script.answer(socket, String(request.headers["sec-websocket-key"]));
      return;
    }
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      this.#play(script.steps, new Visitor(webSocket, socket)).catch((error) => {
        if (!isGone(error)) this.faults.push(error);
      });
    });
  }

  async #play(steps: readonly Step[], visitor: Visitor): Promise<void> {
    for (const step of steps) {
      if (typeof step === "function") await step(visitor);
      else visitor.send(step);
    }
    visitor.send(`42${canaryId}["canary"]`);
    await visitor.heard(`43${canaryId}["heard"]`);
    this.#hearCanary();
  }
}
