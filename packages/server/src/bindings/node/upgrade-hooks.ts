import type { UserCode } from "@sockeye/internal";
import type { ResponseHeaders, UpgradeRequest } from "../../api.js";
import type { Engine } from "../../core/engine/engine.js";
import { runMiddleware } from "../../core/middleware.js";
import { type UpgradeResponse, validHeaders } from "./upgrade-response.js";

/** The application's code that a request passes on its way to a WebSocket: middleware, and listeners to headers. */
export class UpgradeHooks {
  readonly #engine: Engine;
  readonly #userCode: UserCode;
  /** What middleware has answered to requests that are being decided on. */
  readonly #responses = new WeakMap<UpgradeRequest, UpgradeResponse>();

  constructor(engine: Engine, userCode: UserCode) {
    this.#engine = engine;
    this.#userCode = userCode;
  }

  /** Leads a request through the engine's middleware; proceeds, unless one of them has answered the request itself. */
  run(request: UpgradeRequest, respond: () => UpgradeResponse, proceed: (error?: unknown) => void): void {
    const { middleware } = this.#engine;
    if (middleware.length === 0) {
      proceed();
      return;
    }
    const response = respond();
    response.on("error", (error) => {
      this.#userCode.report(error, { hook: "middleware", source: this.#engine }); // written to after its end
    });
    this.#responses.set(request, response);
    const chain = middleware.map((one) => (subject: UpgradeRequest, next: (error?: Error) => void) => {
      return one(subject, response, next);
    });
    const done = (error?: Error): void => {
      if (!response.writableEnded) {
        proceed(error); // otherwise the middleware has answered itself, whatever it says now
      }
    };
    runMiddleware(chain, request, { userCode: this.#userCode, source: this.#engine, done });
  }

  /** The application's headers for the answer to a handshake. */
  headersFor(request: UpgradeRequest): [name: string, value: string][] {
    if (!this.#engine.showsRequests) {
      return []; // nobody is there to give any
    }
    const headers = this.#headersOfMiddleware(request);
    this.#userCode.dispatch(this.#engine, "initial_headers", [headers, request]);
    this.#userCode.dispatch(this.#engine, "headers", [headers, request]);
    return validHeaders(headers, (error) => {
      this.#userCode.report(error, { hook: "headers", source: this.#engine });
    });
  }

  #headersOfMiddleware(request: UpgradeRequest): ResponseHeaders {
    try {
      return this.#responses.get(request)?.takeHeaders() ?? {};
    } catch (error) {
      this.#userCode.report(error, { hook: "middleware", source: this.#engine });
      return {};
    }
  }
}
