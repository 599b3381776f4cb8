/** Where the class, which knows nothing of event maps, gets the type parameters that users give it. */
import type { DefaultEventsMap, DefaultSocketData, EventsMap, ManualClock } from "@sockeye/internal";
import type * as api from "../api.js";
import type { ResolvedOptions, ServerOptions } from "../core/options.js";
import type { MemoryPeer } from "./memory-peer.js";
import { type MemoryRequest, MemoryServer as MemoryServerClass } from "./memory-server.js";

/**
 * A server without a port, under a clock that stands still until it is told to advance: for tests that take no time
 * and can't be late. It has the API of the server on Node but for what belongs to HTTP.
 *
 * @example
 * const io = new MemoryServer();
 * io.on("connection", (socket) => socket.emit("hello", "world"));
 *
 * const peer = await io.connect();
 * peer.send("40");
 * peer.take(); // ['0{"sid":…}', '40{"sid":…}', '42["hello","world"]']
 * io.clock.advance(25_000);
 * peer.take(); // ["2"]
 */
export interface MemoryServer<
  ListenEvents extends EventsMap = DefaultEventsMap,
  EmitEvents extends EventsMap = ListenEvents,
  ServerSideEvents extends EventsMap = DefaultEventsMap,
  SocketData = DefaultSocketData,
> extends api.Server<ListenEvents, EmitEvents, ServerSideEvents, SocketData> {
  /** The options in force, defaults included. */
  readonly opts: ResolvedOptions;
  /** The time that the server goes by. */
  readonly clock: ManualClock;
  /** Asks for a connection. A peer that is refused has a `refusal` and is closed from the start. */
  connect(asked?: MemoryRequest): Promise<MemoryPeer>;
}

interface MemoryServerConstructor {
  new <
    ListenEvents extends EventsMap = DefaultEventsMap,
    EmitEvents extends EventsMap = ListenEvents,
    ServerSideEvents extends EventsMap = DefaultEventsMap,
    SocketData = DefaultSocketData,
  >(
    options?: ServerOptions,
  ): MemoryServer<ListenEvents, EmitEvents, ServerSideEvents, SocketData>;
}

export const MemoryServer = MemoryServerClass as unknown as MemoryServerConstructor;
