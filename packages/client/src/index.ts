export type { DefaultEventsMap, ErrorHook, EventsMap, FaultContext } from "@sockeye/internal";
export { DisconnectedError, DroppedError } from "@sockeye/internal";
export { EncodeError, type EncodeErrorCode, type ViolationCode } from "@sockeye/protocol";
export type {
  BufferedPacket,
  DisconnectDescription,
  DisconnectDetails,
  DisconnectReason,
  Engine,
  EnginePacket,
  EngineReservedEvents,
  ExtendedError,
  ManagerOptions,
  ManagerReservedEvents,
  Parser,
  SocketAuth,
  SocketOptions,
  SocketReservedEvents,
  WebSocketOptions,
} from "./api.js";
export { ConnectError } from "./manager/connect-error.js";
export { OutboxFullError } from "./socket/outbox.js";
export {
  connect,
  io,
  // `require` gives the function itself, as that of socket.io-client does.
  io as "module.exports",
  // biome-ignore lint/style/noDefaultExport: applications of socket.io-client import it
  io as default,
  Manager,
  protocol,
  Socket,
} from "./typed.js";
