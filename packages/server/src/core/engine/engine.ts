import { EventEmitter } from "node:events";
import type { Clock, UserCode } from "@sockeye/internal";
import type * as api from "../../api.js";
import { once } from "../once.js";
import type { OriginFunction, ResolvedOptions } from "../options.js";
import { HeartbeatSettings } from "../session/heartbeat.js";
import type { ServerTransport, ServerTransportListener } from "../session/server-transport.js";
import { Session, type SessionOrigin, type SessionSettings } from "../session/session.js";
import { type Admission, judgeRequest, type Refusal, refusals } from "./admission.js";
import { giveNoticeOnce } from "./notices.js";
import { isOriginAllowed, matchesOrigin } from "./origin.js";

/** What an engine works with. */
export interface EngineContext {
  readonly options: ResolvedOptions;
  readonly clock: Clock;
  readonly userCode: UserCode;
  freshId(): string;
  /** Bytes as the runtime's applications expect them: on Node a `Buffer`. */
  asBinary(bytes: Uint8Array): Uint8Array;
  /** Takes a new session, and opens it. */
  welcome(session: Session): void;
}

/** Runs the engine's middleware over a request, in the form that the runtime gives it; proceeds unless it answered. */
export type MiddlewareRunner = (request: api.UpgradeRequest, proceed: (error?: unknown) => void) => void;

/**
 * The level below Socket.IO, for all namespaces together: decides on requests, and keeps the sessions that come of
 * them. A binding asks `decide` and then hands over the connection by `accept`. PROTOCOL.md, The opening request.
 */
export class Engine extends EventEmitter implements api.Engine {
  readonly opts: ResolvedOptions;
  /** The sessions by their ids. */
  readonly clients = new Map<string, Session>();
  /** How many requests came for HTTP long-polling, and were refused. */
  pollingRefused = 0;
  /** Middleware of Express's shape, for the binding to run. */
  readonly middleware: api.EngineMiddleware[] = [];
  readonly #context: EngineContext;
  #settings: SessionSettings;
  #isClosed = false;

  constructor(context: EngineContext) {
    super();
    this.opts = context.options;
    this.#context = context;
    this.#settings = this.#deriveSettings();
  }

  get clientsCount(): number {
    return this.clients.size;
  }

  generateId(_request: api.UpgradeRequest): string | PromiseLike<string> {
    return this.#context.freshId();
  }

  /** The id of a new session, from `generateId`; undefined where it gives none that serves, which is reported. */
  async nextId(request: api.UpgradeRequest): Promise<string | undefined> {
    try {
      const id: unknown = await this.generateId(request);
      if (typeof id === "string" && id !== "" && !this.clients.has(id)) {
        return id;
      }
      throw new TypeError("expected generateId to give a string that no other connection has");
    } catch (error) {
      this.#context.userCode.report(error, { hook: "generateId", source: this });
      return undefined;
    }
  }

  /**
   * Whether the application has code that may be given the request before the connection is accepted; whatever that
   * code leaves on it must still be there later.
   */
  get showsRequests(): boolean {
    return (
      this.opts.allowRequest !== undefined ||
      this.middleware.length > 0 ||
      Object.hasOwn(this, "generateId") ||
      this.listenerCount("headers") > 0 ||
      this.listenerCount("initial_headers") > 0
    );
  }

  use(middleware: api.EngineMiddleware): void {
    this.middleware.push(middleware);
  }

  /** Takes notice of options that have changed; sessions that are open keep theirs. */
  configure(): void {
    this.#settings = this.#deriveSettings();
  }

  /**
   * Judges a request: first by what it says, then by where it comes from, then by what the application says. The
   * answer may come later.
   */
  decide(
    request: api.UpgradeRequest,
    run: MiddlewareRunner,
    answer: (verdict: Admission | Refusal) => void,
  ): void {
    const verdict = judgeRequest(request, this.opts.allowEIO3);
    if ("status" in verdict) {
      answer(verdict);
      return;
    }
    request["_query"] = verdict.query; // where applications of Socket.IO look for it
    this.#checkOrigin(request, (isAllowed) => {
      if (!isAllowed) {
        answer(refusals.origin);
        return;
      }
      run(request, (error) => {
        if (error) {
          answer(refusals.middleware);
        } else {
          this.#askApplication(request, (refusal) => answer(refusal ?? verdict));
        }
      });
    });
  }

  /** Tells those who watch that a request was refused. */
  refused(request: api.UpgradeRequest, refusal: Refusal): void {
    const { code, message } = refusal;
    if (refusal === refusals.polling) {
      this.pollingRefused += 1;
      this.#giveNoticeOnce("polling", `a client asked for HTTP long-polling and was refused: ${message}`);
    }
    const error: api.ConnectionError = { req: request, code, message, context: {} };
    this.#context.userCode.dispatch(this, "connection_error", [error]);
  }

  /** Starts a session on an open connection. What comes over it goes to the listener that is returned. */
  accept(origin: SessionOrigin, transport: ServerTransport): ServerTransportListener {
    const session = new Session(origin, transport, this.#settings);
    this.clients.set(origin.id, session);
    this.#context.userCode.dispatch(this, "connection", [session]);
    this.#context.welcome(session);
    if (this.#isClosed) {
      session.end("server shutting down"); // the request was under way when the server was closed
    }
    return session;
  }

  /** Takes connections again, after a `close`. */
  reopen(): void {
    this.#isClosed = false;
  }

  /** Ends all sessions, and those that requests under way would still become. */
  close(): this {
    this.#isClosed = true;
    for (const session of [...this.clients.values()]) {
      session.end("server shutting down");
    }
    return this;
  }

  #deriveSettings(): SessionSettings {
    const { pingInterval, pingTimeout, maxHttpBufferSize } = this.opts;
    const { clock, userCode, asBinary } = this.#context;
    return {
      heartbeat: new HeartbeatSettings({ pingIntervalMs: pingInterval, pingTimeoutMs: pingTimeout }, clock),
      maxPayloadBytes: maxHttpBufferSize,
      userCode,
      asBinary,
      sessionEnded: (session) => this.clients.delete(session.id),
    };
  }

  #checkOrigin(request: api.UpgradeRequest, answer: (isAllowed: boolean) => void): void {
    const { origin, host } = request.headers;
    if (origin === undefined) {
      answer(true); // no page of a browser
      return;
    }
    const rule = this.opts.cors?.origin;
    const answerOnce = once((isAllowed: boolean) => {
      if (!isAllowed) {
        this.#giveNoticeOnce(
          "origin",
          `a page of ${origin} may not connect; the option cors.origin says which may`,
        );
      }
      answer(isAllowed);
    });
    if (typeof rule === "function") {
      this.#askOriginRule(rule, origin, answerOnce);
    } else {
      answerOnce(isOriginAllowed(origin, host, rule));
    }
  }

  #askOriginRule(rule: OriginFunction, origin: string, answer: (isAllowed: boolean) => void): void {
    const decided = (error: Error | null | undefined, allowed: unknown): void =>
      answer(!error && matchesOrigin(origin, allowed));
    const context = { hook: "cors.origin", source: this };
    this.#context.userCode.call(rule, [origin, decided], context, () => answer(false));
  }

  #giveNoticeOnce(key: string, notice: string): void {
    const context = { hook: "onNotice", source: this };
    this.#context.userCode.call(giveNoticeOnce, [key, notice, this.opts.onNotice], context);
  }

  #askApplication(request: api.UpgradeRequest, answer: (refusal?: Refusal) => void): void {
    const { allowRequest } = this.opts;
    if (allowRequest === undefined) {
      answer();
      return;
    }
    const answerOnce = once(answer);
    const decided = (error: string | null | undefined, isAllowed: boolean): void =>
      answerOnce(isAllowed ? undefined : forbidden(error));
    const context = { hook: "allowRequest", source: this };
    const failed = (): void => answerOnce(refusals.forbidden);
    this.#context.userCode.call(allowRequest, [request, decided], context, failed);
  }
}

/** The application's own words, where it has given any. */
function forbidden(message: unknown): Refusal {
  const { forbidden: refusal } = refusals;
  return typeof message === "string" && message !== "" ? { ...refusal, message } : refusal;
}
