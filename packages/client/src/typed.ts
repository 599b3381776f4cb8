/**
 * Where the classes, which know nothing of event maps, get the type parameters that users give them. Each name is
 * both: the interface of the API as a type, the class as a value (for `new`, `extends` and `instanceof`).
 */
import { type DefaultEventsMap, DisconnectedError, DroppedError, type EventsMap } from "@sockeye/internal";
import { EncodeError } from "@sockeye/protocol";
import type * as api from "./api.js";
import { io as lookup, Manager as ManagerClass } from "./client.js";
import { ConnectError } from "./manager/connect-error.js";
import { OutboxFullError } from "./socket/outbox.js";
import { Socket as SocketClass } from "./socket/socket.js";

/**
 * The connection to one server, kept up, for the sockets of all its namespaces; see the interface. As a value, the
 * class.
 *
 * Throws a `TypeError` or `RangeError` that names the option, for options that make no sense.
 *
 * @example
 * const manager = new Manager("https://example.com", { reconnectionDelayMax: 10_000 });
 * const socket = manager.socket("/");
 */
export type Manager<
  ListenEvents extends EventsMap = DefaultEventsMap,
  EmitEvents extends EventsMap = ListenEvents,
> = api.Manager<ListenEvents, EmitEvents>;
export const Manager = ManagerClass as unknown as api.ManagerConstructor;

/** One namespace of a server, as a client has joined it; see the interface. As a value, the class. */
export type Socket<
  ListenEvents extends EventsMap = DefaultEventsMap,
  EmitEvents extends EventsMap = ListenEvents,
> = api.Socket<ListenEvents, EmitEvents>;
export const Socket = SocketClass as unknown as api.SocketConstructor;

/** Types that `socket.io-client` has below the name of its class. */
export declare namespace Socket {
  /** The same as `DisconnectReason`. */
  type DisconnectReason = api.DisconnectReason;
}

/**
 * A socket for a namespace of a server, connected with the API of `socket.io-client@4`, over WebSocket.
 *
 * @example
 * const socket = io("https://example.com");
 * socket.on("connect", () => socket.emit("hello"));
 */
export const io = lookup as unknown as api.Lookup;

/** The same as `io`. */
export const connect = io;

/** The revision of the Socket.IO protocol that is spoken unless a server is of the older generation. */
export const protocol = 5;

// `const io = require("socket.io-client")` and the global of the script for pages find the rest in the function.
Object.assign(io, {
  io,
  connect,
  Manager,
  Socket,
  protocol,
  ConnectError,
  OutboxFullError,
  DisconnectedError,
  DroppedError,
  EncodeError,
});
