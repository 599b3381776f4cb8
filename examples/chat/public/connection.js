import { io } from "/socket.io/socket.io.esm.min.js";

const ACK_TIMEOUT_MS = 8_000;

/**
 * The wire: one socket, whose requests always end with an answer.
 * `handlers` maps the server's events to functions, besides `online`, `offline` and `refused`.
 */
export class Connection {
  #socket;

  constructor({ identity, handlers }) {
    const { online, offline, refused, ...events } = handlers;
    this.#socket = io({
      autoConnect: false,
      auth: (send) => send({ name: identity.name, token: identity.token }),
      reconnectionDelay: 500,
      reconnectionDelayMax: 4_000,
    });
    for (const [event, handler] of Object.entries(events)) this.#socket.on(event, handler);
    this.#socket.on("connect", online);
    this.#socket.on("disconnect", offline);
    // Inactive means that the server said no; otherwise the client is about to try again by itself.
    this.#socket.on("connect_error", (error) => this.#socket.active || refused(error.message));
  }

  get isOnline() {
    return this.#socket.connected;
  }

  open() {
    this.#socket.connect();
  }

  /** Resolves to the server's ack, or to a refusal with `isUnanswered` when none came in time. */
  async request(event, payload) {
    try {
      return await this.#socket.timeout(ACK_TIMEOUT_MS).emitWithAck(event, payload);
    } catch {
      return { ok: false, error: "The server did not answer.", isUnanswered: true };
    }
  }

  /** A hint which may get lost. */
  hint(event, payload) {
    this.#socket.volatile.emit(event, payload);
  }
}
