export type { DefaultEventsMap, ErrorHook, EventsMap, FaultContext } from "@sockeye/internal";
export { DisconnectedError, DroppedError } from "@sockeye/internal";
export { type DisconnectReason, EncodeError, type EncodeErrorCode } from "@sockeye/protocol";
export type {
  Adapter,
  AdapterConstructor,
  BroadcastFlags,
  BroadcastOptions,
  ConnectionStateRecoveryOptions,
  Room,
  SocketId,
} from "./adapter/contract.js";
export { LocalAdapter } from "./adapter/local-adapter.js";
export type {
  ClientConnection,
  Connection,
  ConnectionError,
  Engine,
  EngineMiddleware,
  Event,
  ExtendedError,
  NamespaceMiddleware,
  ParentNamespaceNameMatchFn,
  SocketMiddleware,
  UpgradeRequest,
} from "./api.js";
export type { AttachableServer, ServerOptions } from "./bindings/node/server.js";
export { BroadcastOperator, Namespace, RemoteSocket, Server, Socket } from "./bindings/node/typed.js";
export type { CorsOptions, OriginRule } from "./core/options.js";
export { TooManyAcksError } from "./core/socket/too-many-acks-error.js";
export type { Handshake, HandshakeQuery, IncomingHeaders } from "./handshake.js";
