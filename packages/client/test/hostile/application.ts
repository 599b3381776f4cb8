import { violationRules } from "@sockeye/protocol";
import { type ClientOptions, type ClientSocket, openClient } from "./client-under-test.js";

/** What the application heard of its connection. */
export interface Happening {
  readonly text: "connect" | `connect_error: ${string}` | `disconnect: ${string}`;
  readonly atMs: number;
}

interface Details {
  readonly code?: string | number;
}

/** An application like any other: it asks something when it is connected, and answers what it is asked. */
export class Application {
  readonly happenings: Happening[] = [];
  /** How often each event came. */
  readonly events = new Map<string, number>();
  /** For each question how many answers came. */
  readonly answers: number[] = [];
  /** What the hook for errors of the application heard: it makes none. */
  readonly faults: unknown[] = [];
  /** What was told in another shape than it should be. */
  readonly oddities: unknown[] = [];
  readonly #socket: ClientSocket;

  constructor(port: number, options: ClientOptions = {}) {
    this.#socket = openClient(port, { onError: (error) => this.faults.push(error), ...options });
    this.#socket.on("connect", () => this.#connected());
    this.#socket.on("connect_error", (error: unknown) => this.#failed(error));
    this.#socket.on("disconnect", (reason: string, details?: Details) => this.#disconnected(reason, details));
    this.#socket.on("canary", (acknowledge: (answer: string) => void) => acknowledge("heard"));
    this.#socket.onAny((event) => this.events.set(event, (this.events.get(event) ?? 0) + 1));
  }

  leave(): void {
    this.#socket.disconnect();
  }

  #connected(): void {
    this.#note("connect");
    const question = this.answers.push(0) - 1;
    this.#socket.emit("ask", () => {
      this.answers[question] = (this.answers[question] ?? 0) + 1;
    });
  }

  #failed(error: unknown): void {
    if (!(error instanceof Error) || typeof error.message !== "string") {
      this.oddities.push(error);
      return;
    }
    const { message, type }: Error & { readonly type?: unknown } = error;
    if (message === "websocket error" && type !== "TransportError") {
      this.oddities.push(error);
    }
    this.#note(`connect_error: ${codeOf(error) ?? message}`);
  }

  #disconnected(reason: string, details: Details | undefined): void {
    const code = details?.code === undefined ? "" : `: ${details.code}`;
    this.#note(`disconnect: ${reason}${code}`);
  }

  #note(text: Happening["text"]): void {
    this.happenings.push({ text, atMs: performance.now() });
  }
}

/** The code of a violation, or a close code; other errors are told by their message. */
function codeOf(error: object): string | number | undefined {
  const code = "code" in error ? error.code : undefined;
  const isViolation = typeof code === "string" && Object.hasOwn(violationRules, code);
  return isViolation || typeof code === "number" ? code : undefined;
}
