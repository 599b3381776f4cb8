import type { UntypedListener } from "@sockeye/internal";
import type { Adapter, AdapterPacket, BroadcastOptions, Room } from "../../adapter/contract.js";
import { LocalAdapter } from "../../adapter/local-adapter.js";
import type * as api from "../../api.js";
import type { JoinRequest } from "../client/client.js";
import { once } from "../once.js";
import { Namespace, type NamespaceHome } from "./namespace.js";

/** Namespaces that clients may call into being: which names, and what they inherit. PROTOCOL.md, Namespaces. */
export class ParentNamespace extends Namespace {
  readonly children = new Set<Namespace>();
  readonly #childHome: NamespaceHome;
  readonly #match: api.ParentNamespaceNameMatchFn;

  constructor(home: NamespaceHome, label: string, match: RegExp | api.ParentNamespaceNameMatchFn) {
    super(home, label);
    this.#childHome = home;
    this.#match = typeof match === "function" ? match : matchPattern(match);
  }

  /** Asks whether the name is one of this parent's; an error of the application's counts as a no. */
  matches({ namespace, auth }: JoinRequest, answer: (isMatch: boolean) => void): void {
    const answerOnce = once(answer);
    const next = (error: Error | null, isMatch: boolean): void => answerOnce(!error && isMatch);
    const context = { hook: "namespace function", source: this };
    this.userCode.call(this.#match, [namespace, auth, next], context, () => answerOnce(false));
  }

  /** Makes a namespace that inherits middleware and listeners. */
  bear(name: string): Namespace {
    const child = new Namespace(this.#childHome, name);
    this.bequeath(child);
    this.children.add(child);
    return child;
  }

  protected override makeAdapter(): Adapter {
    return new ChildrenAdapter(this);
  }
}

/** Broadcasts to the children, each of which has an adapter of its own. */
class ChildrenAdapter extends LocalAdapter {
  readonly #parent: ParentNamespace;

  constructor(parent: ParentNamespace) {
    super(parent);
    this.#parent = parent;
  }

  override broadcast(packet: AdapterPacket, options: BroadcastOptions): void {
    for (const { adapter } of this.#parent.children) {
      adapter.broadcast({ ...packet }, options);
    }
  }

  override broadcastWithAck(
    packet: AdapterPacket,
    options: BroadcastOptions,
    clientCountCallback: (clientCount: number) => void,
    ack: UntypedListener,
  ): void {
    for (const { adapter } of this.#parent.children) {
      adapter.broadcastWithAck({ ...packet }, options, clientCountCallback, ack);
    }
  }

  /** Each child's adapter tells for itself how many receivers it has, on every server. */
  override async serverCount(): Promise<number> {
    const counts = [...this.#parent.children].map(({ adapter }) => adapter.serverCount());
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  }

  override addSockets(options: BroadcastOptions, rooms: Room[]): void {
    for (const { adapter } of this.#parent.children) {
      adapter.addSockets(options, rooms);
    }
  }

  override delSockets(options: BroadcastOptions, rooms: Room[]): void {
    for (const { adapter } of this.#parent.children) {
      adapter.delSockets(options, rooms);
    }
  }

  override disconnectSockets(options: BroadcastOptions, close: boolean): void {
    for (const { adapter } of [...this.#parent.children]) {
      adapter.disconnectSockets(options, close);
    }
  }

  override async fetchSockets(): Promise<never[]> {
    throw new Error("a parent namespace has no sockets of its own; ask the namespaces that it has made");
  }
}

function matchPattern(pattern: RegExp): api.ParentNamespaceNameMatchFn {
  return (name, _auth, next) => {
    pattern.lastIndex = 0; // a global pattern would go on where it left off
    next(null, pattern.test(name));
  };
}
