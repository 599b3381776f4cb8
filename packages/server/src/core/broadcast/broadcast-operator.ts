import { assertEmittable, type Clock, type UntypedListener, type UserCode } from "@sockeye/internal";
import type {
  Adapter,
  AdapterPacket,
  BroadcastFlags,
  BroadcastOptions,
  Room,
  SocketDetails,
  SocketId,
} from "../../adapter/contract.js";
import type * as api from "../../api.js";
import { AckCollector } from "./ack-collector.js";
import { answersTo } from "./answers.js";
import { RemoteSocket } from "./remote-socket.js";

/** Where a broadcast starts: the part of a namespace that it needs. */
export interface BroadcastHome {
  readonly adapter: Adapter;
  readonly clock: Clock;
  readonly userCode: UserCode;
  /** Answers that are being gathered; they are not waited for beyond the server's end. */
  readonly collectors: Set<AckCollector>;
}

/** What has been said of a broadcast so far. */
export interface BroadcastPlan {
  readonly rooms: ReadonlySet<Room>;
  readonly except: ReadonlySet<Room>;
  readonly flags: BroadcastFlags & { readonly expectSingleResponse?: boolean };
}

const everybody: BroadcastPlan = { rooms: new Set(), except: new Set(), flags: {} };
const eventType = 2;

/** A broadcast in the making; each step makes a new one. PROTOCOL.md, Events. */
export class BroadcastOperator implements api.BroadcastOperator {
  readonly #home: BroadcastHome;
  readonly #plan: BroadcastPlan;

  constructor(home: BroadcastHome, plan: BroadcastPlan = everybody) {
    this.#home = home;
    this.#plan = plan;
  }

  to(room: Room | Room[]): BroadcastOperator {
    return this.#with({ rooms: union(this.#plan.rooms, room) });
  }

  in(room: Room | Room[]): BroadcastOperator {
    return this.to(room);
  }

  except(room: Room | Room[]): BroadcastOperator {
    return this.#with({ except: union(this.#plan.except, room) });
  }

  compress(compress: boolean): BroadcastOperator {
    return this.#withFlags({ compress });
  }

  get volatile(): BroadcastOperator {
    return this.#withFlags({ volatile: true });
  }

  get local(): BroadcastOperator {
    return this.#withFlags({ local: true });
  }

  timeout(timeoutMs: number): BroadcastOperator {
    return this.#withFlags({ timeout: timeoutMs });
  }

  emit(event: string, ...args: unknown[]): boolean {
    assertEmittable(event);
    const acknowledge = args.at(-1);
    if (typeof acknowledge === "function") {
      this.#emitWithAck([event, ...args.slice(0, -1)], acknowledge as UntypedListener);
    } else {
      const { adapter, userCode } = this.#home;
      const sent: unknown = adapter.broadcast({ type: eventType, data: [event, ...args] }, this.#options());
      userCode.watch(sent, { hook: "adapter", source: adapter });
    }
    return true;
  }

  // biome-ignore lint/suspicious/noExplicitAny: the answers are whatever the clients said
  emitWithAck(event: string, ...args: unknown[]): Promise<any> {
    return answersTo((done) => this.emit(event, ...args, done));
  }

  allSockets(): Promise<Set<SocketId>> {
    return this.#home.adapter.sockets(new Set(this.#plan.rooms));
  }

  async fetchSockets(): Promise<RemoteSocket[]> {
    const found: (RemoteSocket | SocketDetails<unknown>)[] = await this.#home.adapter.fetchSockets(
      this.#options(),
    );
    // a local socket has a server, and serves as it is
    return found.map((socket) =>
      "server" in socket ? (socket as RemoteSocket) : this.#remoteSocket(socket),
    );
  }

  socketsJoin(room: Room | Room[]): void {
    this.#home.adapter.addSockets(this.#options(), [room].flat());
  }

  socketsLeave(room: Room | Room[]): void {
    this.#home.adapter.delSockets(this.#options(), [room].flat());
  }

  disconnectSockets(close = false): void {
    this.#home.adapter.disconnectSockets(this.#options(), close);
  }

  #emitWithAck(data: unknown[], acknowledge: UntypedListener): void {
    const { adapter, clock, userCode, collectors } = this.#home;
    const { timeout, expectSingleResponse = false } = this.#plan.flags;
    const packet: AdapterPacket = { type: eventType, data };
    const collector = new AckCollector({
      clock,
      timeoutMs: timeout,
      isSingle: expectSingleResponse,
      done: (...result) => {
        collectors.delete(collector);
        userCode.call(acknowledge, result, { hook: "acknowledgement", source: this });
      },
    });
    collectors.add(collector);
    try {
      const sent: unknown = adapter.broadcastWithAck(
        packet,
        this.#options(),
        (count) => collector.countClients(count),
        (answer) => collector.answer(answer),
      );
      userCode.watch(sent, { hook: "adapter", source: adapter });
    } catch (error) {
      collectors.delete(collector);
      collector.cancel();
      throw error;
    }
    const counted = async (): Promise<void> => collector.expectServers(await adapter.serverCount());
    userCode.watch(counted(), { hook: "adapter", source: adapter });
  }

  #remoteSocket(details: SocketDetails<unknown>): RemoteSocket {
    const rooms = new Set([details.id]);
    return new RemoteSocket(
      details,
      (flags) => new BroadcastOperator(this.#home, { ...everybody, rooms, flags }),
    );
  }

  #withFlags(flags: BroadcastFlags): BroadcastOperator {
    return this.#with({ flags: { ...this.#plan.flags, ...flags } });
  }

  #with(change: Partial<BroadcastPlan>): BroadcastOperator {
    return new BroadcastOperator(this.#home, { ...this.#plan, ...change });
  }

  /** The plan as adapters take it: sets and flags of their own to keep. */
  #options(): BroadcastOptions {
    const { rooms, except, flags } = this.#plan;
    return { rooms: new Set(rooms), except: new Set(except), flags: { ...flags } };
  }
}

function union(rooms: ReadonlySet<Room>, room: Room | Room[]): ReadonlySet<Room> {
  return new Set([...rooms, ...[room].flat()]);
}
