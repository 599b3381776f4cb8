export type { DefaultEventsMap, ErrorHook, EventsMap, FaultContext } from "@sockeye/internal";
export { DisconnectedError, DroppedError } from "@sockeye/internal";
export { EncodeError, type EncodeErrorCode, type ViolationCode } from "@sockeye/protocol";
export type {
  DisconnectDescription,
  DisconnectDetails,
  DisconnectReason,
  Engine,
  ManagerOptions,
  Parser,
  SocketAuth,
  SocketOptions,
} from "./api.js";
export { ConnectError } from "./manager/connect-error.js";
export { OutboxFullError } from "./socket/outbox.js";
export { connect, io, Manager, Socket } from "./typed.js";

/** The revision of the Socket.IO protocol that is spoken unless a server is of the older generation. */
export const protocol = 5;
