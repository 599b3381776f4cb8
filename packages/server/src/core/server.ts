import { type Clock, systemClock, UserCode } from "@sockeye/internal";
import { nanoid } from "nanoid";
import type { AdapterConstructor, AdapterServer, PacketEncoder } from "../adapter/contract.js";
import { adapterEncoder } from "../adapter/encoder.js";
import { LocalAdapter } from "../adapter/local-adapter.js";
import type * as api from "../api.js";
import { Client, type ClientSettings } from "./client/client.js";
import { Engine } from "./engine/engine.js";
import type { Namespace } from "./namespace/namespace.js";
import { NamespaceFacade } from "./namespace/namespace-facade.js";
import { type NameRule, Namespaces } from "./namespace/namespaces.js";
import { type ResolvedOptions, resolveOptions, type ServerOptions } from "./options.js";
import type { Session } from "./session/session.js";

/** 120 random bits. Adapters tell socket ids from rooms by this length. */
const idLength = 20;

const freshId = (): string => nanoid(idLength);

/**
 * A Socket.IO server as far as every runtime has one: no sockets of the operating system, no HTTP. A binding extends
 * it, hands it requests and connections through `engine`, and says what else is to be closed.
 */
export class ServerCore extends NamespaceFacade implements api.Server, AdapterServer {
  readonly opts: ResolvedOptions;
  readonly _opts: ResolvedOptions;
  readonly encoder: PacketEncoder = adapterEncoder;
  readonly engine: Engine;
  readonly sockets: Namespace;
  /** The guard around the application's code. */
  protected readonly userCode: UserCode;
  readonly #namespaces: Namespaces;
  #clientSettings: ClientSettings;
  readonly #clock: Clock;
  #adapter: AdapterConstructor;

  constructor(options: ServerOptions = {}) {
    super();
    const resolved = resolveOptions(options);
    const clock = options.clock ?? systemClock;
    const userCode = new UserCode(resolved);
    this.userCode = userCode;
    this.opts = resolved;
    this._opts = resolved;
    this.#adapter = options.adapter ?? LocalAdapter;
    this.#namespaces = new Namespaces({
      server: this,
      clock,
      userCode,
      freshId,
      options: resolved,
      adapterConstructor: () => this.#adapter,
      made: (namespace) => this.#made(namespace),
    });
    this.#clock = clock;
    this.#clientSettings = this.#deriveClientSettings();
    this.sockets = this.#namespaces.named("/");
    this.engine = new Engine({
      options: resolved,
      clock,
      userCode,
      freshId,
      asBinary: (bytes) => this.asBinary(bytes),
      welcome: (session) => this.#welcome(session),
    });
  }

  get _nsps(): Map<string, Namespace> {
    return this.#namespaces.byName;
  }

  of(name: string | NameRule, listener?: (socket: api.Socket) => void): Namespace {
    const namespace =
      typeof name === "string" ? this.#namespaces.named(name) : this.#namespaces.matching(name);
    if (listener !== undefined) {
      namespace.on("connection", listener);
    }
    return namespace;
  }

  path(): string;
  path(value: string): this;
  path(value?: string): string | this {
    if (value === undefined) {
      return this.opts.path;
    }
    this.configure({ path: value });
    return this;
  }

  connectTimeout(): number;
  connectTimeout(valueMs: number): this;
  connectTimeout(valueMs?: number): number | this {
    if (valueMs === undefined) {
      return this.opts.connectTimeout;
    }
    this.configure({ connectTimeout: valueMs });
    return this;
  }

  adapter(): AdapterConstructor;
  adapter(value: AdapterConstructor): this;
  adapter(value?: AdapterConstructor): AdapterConstructor | this {
    if (value === undefined) {
      return this.#adapter;
    }
    this.#adapter = value;
    for (const namespace of this._nsps.values()) {
      namespace.renewAdapter();
    }
    return this;
  }

  async close(callback?: (error?: Error) => void): Promise<void> {
    for (const namespace of [...this._nsps.values()]) {
      namespace.shutDown();
    }
    this.engine.close();
    const remaining = [...this._nsps.values()]; // those that were only there for their sockets have gone with them
    await Promise.all(remaining.map((namespace) => namespace.closeAdapter()));
    const error = await this.closeTransport();
    if (callback !== undefined) {
      this.userCode.call(callback, [error], { hook: "close", source: this });
    }
  }

  /** Closes what the binding has opened; resolves with the error, if there was one. */
  protected async closeTransport(): Promise<Error | undefined> {
    return undefined;
  }

  /** Bytes as the runtime's applications expect them. */
  protected asBinary(bytes: Uint8Array): Uint8Array {
    return bytes;
  }

  /** Changes options; connections that are open keep what they have. Throws as the constructor does. */
  protected configure(options: ServerOptions): void {
    Object.assign(this.opts, resolveOptions({ ...this.opts, ...options }));
    if (options.adapter !== undefined) {
      this.adapter(options.adapter);
    }
    this.#clientSettings = this.#deriveClientSettings();
    this.engine.configure();
  }

  #deriveClientSettings(): ClientSettings {
    const { maxAttachments, maxHttpBufferSize, attachmentsTimeout, connectTimeout, maxNamespaces } =
      this.opts;
    return {
      decodeLimits: { maxAttachments, maxPacketBytes: maxHttpBufferSize },
      attachmentsTimeoutMs: attachmentsTimeout,
      connectTimeoutMs: connectTimeout,
      maxNamespaces,
      clock: this.#clock,
      doorkeeper: this.#namespaces,
      freshId,
    };
  }

  #made(namespace: Namespace): void {
    if (namespace.name !== "/") {
      namespace.userCode.dispatch(this.sockets, "new_namespace", [namespace]);
    }
  }

  #welcome(session: Session): void {
    if (session.readyState === "opening") {
      new Client(session, this.#clientSettings).open(); // unless an engine listener has closed it
    }
  }
}
