import { EventEmitter } from "node:events";
import type { Clock, UserCode } from "@sockeye/internal";
import type { Adapter, Room, SocketId } from "../../adapter/contract.js";
import type { AckCollector } from "../broadcast/ack-collector.js";
import { type BroadcastHome, BroadcastOperator } from "../broadcast/broadcast-operator.js";
import type { RemoteSocket } from "../broadcast/remote-socket.js";

/** An emitter whose `emit` reaches clients: what a namespace can do for all its sockets, or for a choice of them. */
export abstract class Broadcasting extends EventEmitter implements BroadcastHome {
  abstract readonly adapter: Adapter;
  abstract readonly clock: Clock;
  abstract readonly userCode: UserCode;
  readonly collectors = new Set<AckCollector>();

  override emit(event: string, ...args: unknown[]): boolean {
    return this.broadcast().emit(event, ...args);
  }

  // biome-ignore lint/suspicious/noExplicitAny: the answers are whatever the clients said
  emitWithAck(event: string, ...args: unknown[]): Promise<any> {
    return this.broadcast().emitWithAck(event, ...args);
  }

  send(...args: unknown[]): this {
    this.emit("message", ...args);
    return this;
  }

  write(...args: unknown[]): this {
    return this.send(...args);
  }

  to(room: Room | Room[]): BroadcastOperator {
    return this.broadcast().to(room);
  }

  in(room: Room | Room[]): BroadcastOperator {
    return this.broadcast().in(room);
  }

  except(room: Room | Room[]): BroadcastOperator {
    return this.broadcast().except(room);
  }

  compress(compress: boolean): BroadcastOperator {
    return this.broadcast().compress(compress);
  }

  get volatile(): BroadcastOperator {
    return this.broadcast().volatile;
  }

  get local(): BroadcastOperator {
    return this.broadcast().local;
  }

  timeout(timeoutMs: number): BroadcastOperator {
    return this.broadcast().timeout(timeoutMs);
  }

  allSockets(): Promise<Set<SocketId>> {
    return this.broadcast().allSockets();
  }

  fetchSockets(): Promise<RemoteSocket[]> {
    return this.broadcast().fetchSockets();
  }

  socketsJoin(room: Room | Room[]): void {
    this.broadcast().socketsJoin(room);
  }

  socketsLeave(room: Room | Room[]): void {
    this.broadcast().socketsLeave(room);
  }

  disconnectSockets(close = false): void {
    this.broadcast().disconnectSockets(close);
  }

  // biome-ignore lint/suspicious/noExplicitAny: node:events declares plain functions, the API typed listeners
  override listeners(event: string | symbol): any[] {
    return super.listeners(event);
  }

  /** A broadcast to everybody, to be narrowed down. */
  protected broadcast(): BroadcastOperator {
    return new BroadcastOperator(this);
  }
}
