import type { Room, SocketDetails, SocketId } from "../../adapter/contract.js";
import type * as api from "../../api.js";
import type { Handshake } from "../../handshake.js";

/** Starts a broadcast to one socket, wherever it is. */
export type Reach = (flags: {
  readonly expectSingleResponse: true;
  readonly timeout?: number;
}) => api.BroadcastOperator;

/** A socket of another server: what is known of it, and a way to reach it through the adapter. */
export class RemoteSocket implements api.RemoteSocket {
  readonly id: SocketId;
  readonly handshake: Handshake;
  readonly rooms: Set<Room>;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the application of the other server keeps there
  readonly data: any;
  readonly #reach: Reach;

  constructor(details: SocketDetails<unknown>, reach: Reach) {
    this.id = details.id;
    this.handshake = details.handshake;
    this.rooms = new Set(details.rooms);
    this.data = details.data;
    this.#reach = reach;
  }

  timeout(timeoutMs: number): api.BroadcastOperator {
    return this.#reach({ expectSingleResponse: true, timeout: timeoutMs });
  }

  emit(event: string, ...args: unknown[]): boolean {
    return this.#all().emit(event, ...args);
  }

  join(room: Room | Room[]): void {
    this.#all().socketsJoin(room);
  }

  leave(room: Room): void {
    this.#all().socketsLeave(room);
  }

  disconnect(close = false): this {
    this.#all().disconnectSockets(close);
    return this;
  }

  #all(): api.BroadcastOperator {
    return this.#reach({ expectSingleResponse: true });
  }
}
