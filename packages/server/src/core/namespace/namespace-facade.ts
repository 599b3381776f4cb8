import type { UntypedListener } from "@sockeye/internal";
import type { Room, SocketId } from "../../adapter/contract.js";
import type * as api from "../../api.js";
import type { BroadcastOperator } from "../broadcast/broadcast-operator.js";
import type { RemoteSocket } from "../broadcast/remote-socket.js";
import type { Namespace } from "./namespace.js";

/** A server can do all that its default namespace can: each of these methods is that of the namespace. */
export abstract class NamespaceFacade {
  abstract readonly sockets: Namespace;

  use(middleware: api.NamespaceMiddleware): this {
    this.sockets.use(middleware);
    return this;
  }

  emit(event: string, ...args: unknown[]): boolean {
    return this.sockets.emit(event, ...args);
  }

  // biome-ignore lint/suspicious/noExplicitAny: the answers are whatever the clients said
  emitWithAck(event: string, ...args: unknown[]): Promise<any> {
    return this.sockets.emitWithAck(event, ...args);
  }

  send(...args: unknown[]): this {
    this.sockets.send(...args);
    return this;
  }

  write(...args: unknown[]): this {
    return this.send(...args);
  }

  serverSideEmit(event: string, ...args: unknown[]): boolean {
    return this.sockets.serverSideEmit(event, ...args);
  }

  // biome-ignore lint/suspicious/noExplicitAny: the answers are whatever the other servers said
  serverSideEmitWithAck(event: string, ...args: unknown[]): Promise<any[]> {
    return this.sockets.serverSideEmitWithAck(event, ...args);
  }

  to(room: Room | Room[]): BroadcastOperator {
    return this.sockets.to(room);
  }

  in(room: Room | Room[]): BroadcastOperator {
    return this.sockets.in(room);
  }

  except(room: Room | Room[]): BroadcastOperator {
    return this.sockets.except(room);
  }

  compress(compress: boolean): BroadcastOperator {
    return this.sockets.compress(compress);
  }

  get volatile(): BroadcastOperator {
    return this.sockets.volatile;
  }

  get local(): BroadcastOperator {
    return this.sockets.local;
  }

  timeout(timeoutMs: number): BroadcastOperator {
    return this.sockets.timeout(timeoutMs);
  }

  allSockets(): Promise<Set<SocketId>> {
    return this.sockets.allSockets();
  }

  fetchSockets(): Promise<RemoteSocket[]> {
    return this.sockets.fetchSockets();
  }

  socketsJoin(room: Room | Room[]): void {
    this.sockets.socketsJoin(room);
  }

  socketsLeave(room: Room | Room[]): void {
    this.sockets.socketsLeave(room);
  }

  disconnectSockets(close = false): void {
    this.sockets.disconnectSockets(close);
  }

  on(event: string | symbol, listener: UntypedListener): this {
    this.sockets.on(event, listener);
    return this;
  }

  once(event: string | symbol, listener: UntypedListener): this {
    this.sockets.once(event, listener);
    return this;
  }

  off(event: string | symbol, listener: UntypedListener): this {
    this.sockets.off(event, listener);
    return this;
  }

  addListener(event: string | symbol, listener: UntypedListener): this {
    return this.on(event, listener);
  }

  removeListener(event: string | symbol, listener: UntypedListener): this {
    return this.off(event, listener);
  }

  prependListener(event: string | symbol, listener: UntypedListener): this {
    this.sockets.prependListener(event, listener);
    return this;
  }

  prependOnceListener(event: string | symbol, listener: UntypedListener): this {
    this.sockets.prependOnceListener(event, listener);
    return this;
  }

  removeAllListeners(event?: string | symbol): this {
    this.sockets.removeAllListeners(event);
    return this;
  }

  // biome-ignore lint/suspicious/noExplicitAny: node:events declares plain functions, the API typed listeners
  listeners(event: string | symbol): any[] {
    return this.sockets.listeners(event);
  }

  rawListeners(event: string | symbol): UntypedListener[] {
    return this.sockets.rawListeners(event) as UntypedListener[];
  }

  listenerCount(event: string | symbol, listener?: UntypedListener): number {
    return this.sockets.listenerCount(event, listener);
  }

  eventNames(): (string | symbol)[] {
    return this.sockets.eventNames();
  }

  setMaxListeners(count: number): this {
    this.sockets.setMaxListeners(count);
    return this;
  }

  getMaxListeners(): number {
    return this.sockets.getMaxListeners();
  }
}
