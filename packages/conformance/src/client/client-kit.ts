import { type Handshake, readHandshake } from "../packet/handshake.js";
import { readPacket } from "../packet/read-packet.js";
import type { Revision } from "../requirements/requirement.js";
import { ExpectationError, SkipError } from "../run/expectation.js";
import { Inbox } from "../run/inbox.js";
import type { Scope } from "../run/scope.js";
import { counted } from "../run/transcript.js";
import { Listener } from "../wire/listener.js";
import type { OpeningRequest } from "../wire/opening-request.js";
import type { PendingRequest } from "../wire/pending-request.js";
import { ClientPeer, freshId } from "./client-peer.js";
import { ClientProcess } from "./client-process.js";

/** How the kit receives a client. */
export interface AcceptOptions {
  /** How long to wait for the request; 5 s if left out, and 10 s for the first, since the program has to start. */
  readonly withinMs?: number;
  /** Whether the kit keeps up Engine.IO's heartbeat and the case does not see it (the default), or the case does. */
  readonly heartbeat?: "answered" | "manual";
  /** Whether the kit answers a close frame with one (the default), or the case does. */
  readonly closing?: "answered" | "manual";
  /** Fields of the open packet that differ from the usual ones, or the whole frame, right or wrong. */
  readonly open?: Partial<Handshake> | string;
  /** Set or replaced in the answer with which the WebSocket is opened; `undefined` leaves a usual one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** What a case against a client is handed: the kit plays the server, with one client program for the case. */
export interface ClientKit {
  readonly revision: Revision;
  /** The client's next opening request; the WebSocket is opened, nothing has been sent. */
  accept(options?: AcceptOptions): Promise<ClientPeer>;
  /** accept(), and the open packet sent. */
  session(options?: AcceptOptions): Promise<ClientPeer>;
  /** session(), and let into the default namespace. */
  joined(options?: AcceptOptions): Promise<ClientPeer>;
  /** Answers the client's next opening request with this instead of a WebSocket. */
  refuse(status: number, body?: string): Promise<OpeningRequest>;
  /** No opening request may come for so long. */
  expectNoRequest(ms: number): Promise<void>;
  /** Ends the case as one that can't be tried. */
  skip(reason: string): never;
}

/** What a kit for clients is made of. */
export interface ClientKitOptions {
  /** The program and its arguments; the URL takes the place of `{url}`, or comes last. */
  readonly command: readonly string[];
  readonly revision: Revision;
  readonly scope: Scope;
}

/** Makes the kit for one case in one revision, and starts the client. Rejects with a `RunError` if that fails. */
export async function makeClientKit({ command, revision, scope }: ClientKitOptions): Promise<ClientKit> {
  const arrivals = new Inbox<Arrival>(scope);
  const listener = await Listener.open(scope, (request) => arrivals.push({ kind: "request", request }));
  const client = await ClientProcess.start(command, listener.url);
  scope.defer(() => client.kill());
  scope.explainFailure(() => client.output.map((line) => `the client wrote: ${line}`));
  client.onExit((how) => {
    scope.transcript.add("note", `the client program has ended ${how}`);
    arrivals.finish({ kind: "exit", how });
  });
  return new WireClientKit(arrivals, revision, scope);
}

type Arrival =
  | { readonly kind: "request"; readonly request: PendingRequest }
  | { readonly kind: "exit"; readonly how: string };

const firstLimitMs = 10_000;
const limitMs = 5_000;

class WireClientKit implements ClientKit {
  readonly revision: Revision;
  readonly #arrivals: Inbox<Arrival>;
  readonly #scope: Scope;
  #requestLimitMs = firstLimitMs;

  constructor(arrivals: Inbox<Arrival>, revision: Revision, scope: Scope) {
    this.revision = revision;
    this.#arrivals = arrivals;
    this.#scope = scope;
  }

  async accept(options: AcceptOptions = {}): Promise<ClientPeer> {
    return this.#accept(options, sidOf(options.open, this.revision));
  }

  async session(options: AcceptOptions = {}): Promise<ClientPeer> {
    const sid = sidOf(options.open, this.revision);
    const peer = await this.#accept(options, sid);
    peer.send(openFrame(options.open, sid, this.revision));
    return peer;
  }

  async joined(options: AcceptOptions = {}): Promise<ClientPeer> {
    const peer = await this.session(options);
    await peer.expectJoined();
    return peer;
  }

  async refuse(status: number, body = ""): Promise<OpeningRequest> {
    const pending = await this.#take();
    pending.refuse(status, body);
    return pending.request;
  }

  async expectNoRequest(ms: number): Promise<void> {
    const what = `no opening request for ${counted(ms)} ms`;
    const arrival = await this.#arrivals.poll({ what, withinMs: ms });
    if (arrival?.kind === "request") {
      throw new ExpectationError(what, describeRequest(arrival.request));
    }
  }

  skip(reason: string): never {
    throw new SkipError(reason);
  }

  async #accept(options: AcceptOptions, sid: string): Promise<ClientPeer> {
    const pending = await this.#take(options.withinMs);
    const { request, socket, rest, label } = pending;
    if (!pending.asksForWebSocket) {
      throw new ExpectationError("an opening request for a WebSocket", describeRequest(pending));
    }
    pending.accept(options.headers);
    return new ClientPeer({
      request,
      socket,
      rest,
      label,
      sid,
      scope: this.#scope,
      role: "server",
      revision: this.revision,
      isBase64: this.revision === 3 && request.query.get("b64") === "1",
      keepsHeartbeat: options.heartbeat !== "manual",
      answersClose: options.closing !== "manual",
      limitMs,
    });
  }

  async #take(withinMs = this.#requestLimitMs): Promise<PendingRequest> {
    const what = "an opening request";
    const arrival = await this.#arrivals.take({ what, withinMs });
    this.#requestLimitMs = limitMs;
    if (arrival.kind === "exit") {
      throw new ExpectationError(what, `the end of the client program, ${arrival.how}`);
    }
    return arrival.request;
  }
}

function describeRequest({ request }: PendingRequest): string {
  return `${request.method} ${request.url}`;
}

function sidOf(open: AcceptOptions["open"], revision: Revision): string {
  const sid = typeof open === "string" ? readHandshake(readPacket(open, revision))?.sid : open?.sid;
  return sid ?? freshId();
}

/** Without short times of its own, so that the heartbeat stays out of cases that are not about it. */
function openFrame(open: AcceptOptions["open"], sid: string, revision: Revision): string {
  if (typeof open === "string") {
    return open;
  }
  const usual = { sid, upgrades: [], pingInterval: 25_000, pingTimeout: 20_000 };
  return `0${JSON.stringify({ ...usual, ...(revision === 4 ? { maxPayload: 1_000_000 } : {}), ...open })}`;
}
