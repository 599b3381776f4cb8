/**
 * Where the classes, which know nothing of event maps, get the type parameters that users give them. Each name is
 * both: the interface of the API as a type, the class as a value (for `new`, `extends` and `instanceof`).
 */
import type { Server as HttpServer } from "node:http";
import type { DefaultEventsMap, DefaultSocketData, EventsMap } from "@sockeye/internal";
import type * as api from "../../api.js";
import { BroadcastOperator as BroadcastOperatorClass } from "../../core/broadcast/broadcast-operator.js";
import { RemoteSocket as RemoteSocketClass } from "../../core/broadcast/remote-socket.js";
import { Namespace as NamespaceClass } from "../../core/namespace/namespace.js";
import type { ResolvedOptions } from "../../core/options.js";
import { Socket as SocketClass } from "../../core/socket/socket.js";
import type { UwsApp } from "../uws/uws-app.js";
import { type AttachableServer, NodeServer, type ServerOptions, type UwsServerOptions } from "./server.js";

/**
 * A Socket.IO server on Node, with the API of `socket.io@4`. It listens on a port of its own, or beside the
 * application on the application's HTTP server, whose other routes and upgrades it leaves alone.
 *
 * Throws a `TypeError` or `RangeError` that names the option, for options that make no sense.
 *
 * @example
 * const io = new Server(3000);
 *
 * io.on("connection", (socket) => {
 *   socket.on("chat", (text) => io.emit("chat", socket.id, text));
 * });
 */
export interface Server<
  ListenEvents extends EventsMap = DefaultEventsMap,
  EmitEvents extends EventsMap = ListenEvents,
  ServerSideEvents extends EventsMap = DefaultEventsMap,
  SocketData = DefaultSocketData,
> extends api.Server<ListenEvents, EmitEvents, ServerSideEvents, SocketData> {
  /** The options in force, defaults included. */
  readonly opts: ResolvedOptions & ServerOptions;
  /** The HTTP server that is listened on; undefined before `listen` or `attach`. */
  readonly httpServer: HttpServer | undefined;
  /**
   * Answers the requests for this server's path that come to an HTTP server, or listens on a port.
   * Throws a `TypeError` for anything else.
   *
   * @example
   * io.attach(createServer(app).listen(3000));
   */
  attach(server: AttachableServer | number | string, options?: ServerOptions): this;
  /** The same as `attach`. */
  listen(server: AttachableServer | number | string, options?: ServerOptions): this;
  /**
   * Answers the requests for this server's path that come to an application of uWebSockets.js, which stays what it is
   * otherwise: `io.close()` ends the connections, and leaves the application's port to the application.
   *
   * @example
   * const app = uws.App();
   * io.attachApp(app);
   * app.listen(3000, () => undefined);
   */
  attachApp(app: UwsApp, options?: UwsServerOptions): this;
  /**
   * Whether browsers get the client's script from this server: under its path are `socket.io.js` (also by the name
   * `socket.io.min.js`), `socket.io.esm.min.js` and their source maps. With a value, serves them or stops to; a
   * request for one of them is the application's then.
   *
   * @example
   * io.serveClient(false);
   * io.serveClient(); // false
   */
  serveClient(): boolean;
  serveClient(value: boolean): this;
}

interface ServerConstructor {
  new <
    ListenEvents extends EventsMap = DefaultEventsMap,
    EmitEvents extends EventsMap = ListenEvents,
    ServerSideEvents extends EventsMap = DefaultEventsMap,
    SocketData = DefaultSocketData,
  >(
    server?: AttachableServer | number | string | ServerOptions,
    options?: ServerOptions,
  ): Server<ListenEvents, EmitEvents, ServerSideEvents, SocketData>;
}

export const Server = NodeServer as unknown as ServerConstructor;

/** One client in one namespace; see the interface. As a value, the class, for `instanceof`. */
export type Socket<
  ListenEvents extends EventsMap = DefaultEventsMap,
  EmitEvents extends EventsMap = ListenEvents,
  ServerSideEvents extends EventsMap = DefaultEventsMap,
  SocketData = DefaultSocketData,
> = api.Socket<ListenEvents, EmitEvents, ServerSideEvents, SocketData>;
export const Socket = SocketClass;

/** Sockets that share middleware, rooms and broadcasts; see the interface. As a value, the class. */
export type Namespace<
  ListenEvents extends EventsMap = DefaultEventsMap,
  EmitEvents extends EventsMap = ListenEvents,
  ServerSideEvents extends EventsMap = DefaultEventsMap,
  SocketData = DefaultSocketData,
> = api.Namespace<ListenEvents, EmitEvents, ServerSideEvents, SocketData>;
export const Namespace = NamespaceClass;

/** A broadcast in the making; see the interface. As a value, the class. */
export type BroadcastOperator<
  EmitEvents extends EventsMap = DefaultEventsMap,
  SocketData = DefaultSocketData,
> = api.BroadcastOperator<EmitEvents, SocketData>;
export const BroadcastOperator = BroadcastOperatorClass;

/** A socket of any server in the cluster; see the interface. As a value, the class. */
export type RemoteSocket<
  EmitEvents extends EventsMap = DefaultEventsMap,
  SocketData = DefaultSocketData,
> = api.RemoteSocket<EmitEvents, SocketData>;
export const RemoteSocket = RemoteSocketClass;
