import { randomBytes } from "node:crypto";
import type { Revision } from "../requirements/requirement.js";
import { ExpectationError, SkipError } from "../run/expectation.js";
import type { Scope } from "../run/scope.js";
import type { HttpAnswer } from "../wire/http-answer.js";
import { headerOf, mergeHeaders } from "../wire/http-head.js";
import { type Opened, sendOpening, upgradeFault } from "../wire/opening.js";
import type { Target } from "../wire/target.js";
import { type Fixture, fixture } from "./fixture.js";
import { ServerPeer } from "./server-peer.js";

/** What an opening request should be like, where it differs from the usual one. */
export interface RequestOptions {
  /** Replaces the whole query, which is `EIO=4&transport=websocket` otherwise. */
  readonly query?: string;
  /** Appended to the usual query: `&b64=1`. */
  readonly moreQuery?: string;
  /** Replaces the path of the URL. */
  readonly path?: string;
  readonly method?: string;
  /** Set or replaced, whatever their case; `undefined` leaves a usual one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Whether the kit keeps up Engine.IO's heartbeat and the case does not see it (the default), or the case does. */
  readonly heartbeat?: "answered" | "manual";
  /** Whether the kit answers a close frame with one (the default), or the case does. */
  readonly closing?: "answered" | "manual";
}

/** What a case against a server is handed: the kit plays the client. */
export interface ServerKit {
  readonly revision: Revision;
  readonly fixture: Fixture;
  /** Sends an opening request, whatever comes of it; a connection that it opens is dropped. */
  request(options?: RequestOptions): Promise<HttpAnswer>;
  /** Opens a WebSocket, and fails the case if it's refused. Nothing has been read. */
  connect(options?: RequestOptions): Promise<ServerPeer>;
  /** connect(), and the open packet taken. */
  session(options?: RequestOptions): Promise<ServerPeer>;
  /** session(), and in the default namespace. */
  joined(options?: RequestOptions): Promise<ServerPeer>;
  /** Ends the case as one that can't be tried. */
  skip(reason: string): never;
}

/** What a kit for servers is made of. */
export interface ServerKitOptions {
  readonly target: Target;
  readonly revision: Revision;
  readonly scope: Scope;
}

/** Makes the kit for one case in one revision. */
export function makeServerKit(options: ServerKitOptions): ServerKit {
  return new WireServerKit(options);
}

const limitMs = 2_000;

class WireServerKit implements ServerKit {
  readonly revision: Revision;
  readonly fixture = fixture;
  readonly #target: Target;
  readonly #scope: Scope;

  constructor({ target, revision, scope }: ServerKitOptions) {
    this.revision = revision;
    this.#target = target;
    this.#scope = scope;
  }

  async request(options: RequestOptions = {}): Promise<HttpAnswer> {
    const { answer, socket } = await this.#open(options, this.#headers(options));
    socket.destroy();
    return answer;
  }

  async connect(options: RequestOptions = {}): Promise<ServerPeer> {
    const headers = this.#headers(options);
    const opened = await this.#open(options, headers);
    const fault = upgradeFault(opened.answer, headerOf(headers, "Sec-WebSocket-Key"));
    if (fault !== undefined) {
      throw new ExpectationError("HTTP 101, a WebSocket", fault);
    }
    return new ServerPeer({
      socket: opened.socket,
      rest: opened.rest,
      label: opened.label,
      scope: this.#scope,
      role: "client",
      revision: this.revision,
      isBase64: this.revision === 3 && new URLSearchParams(this.#query(options)).get("b64") === "1",
      keepsHeartbeat: options.heartbeat !== "manual",
      answersClose: options.closing !== "manual",
      limitMs,
    });
  }

  async session(options: RequestOptions = {}): Promise<ServerPeer> {
    const peer = await this.connect(options);
    await peer.expectOpen();
    return peer;
  }

  async joined(options: RequestOptions = {}): Promise<ServerPeer> {
    const peer = await this.session(options);
    await peer.expectJoined();
    return peer;
  }

  skip(reason: string): never {
    throw new SkipError(reason);
  }

  #open(options: RequestOptions, headers: Readonly<Record<string, string>>): Promise<Opened> {
    const query = this.#query(options);
    const path = options.path ?? this.#target.path;
    return sendOpening(
      {
        target: this.#target,
        method: options.method ?? "GET",
        requestTarget: query === "" ? path : `${path}?${query}`,
        headers,
        limitMs,
      },
      this.#scope,
    );
  }

  #query({ query, moreQuery = "" }: RequestOptions): string {
    const own = this.#target.query === "" ? "" : `&${this.#target.query}`;
    return `${query ?? `EIO=${this.revision}&transport=websocket${own}`}${moreQuery}`;
  }

  #headers(options: RequestOptions): Record<string, string> {
    const usual = {
      Host: this.#target.authority,
      Connection: "Upgrade",
      Upgrade: "websocket",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": randomBytes(16).toString("base64"),
    };
    return mergeHeaders(usual, options.headers);
  }
}
