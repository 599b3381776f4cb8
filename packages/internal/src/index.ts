export { DisconnectedError, DroppedError } from "./ack-errors.js";
export { type AnyEvents, withAnyEvents, without } from "./any-events.js";
export { type Clock, clockOf, longestDelayMs, systemClock, type Timer } from "./clock.js";
export { assertEmittable } from "./emittable.js";
export { ManualClock } from "./manual-clock.js";
export {
  AssemblingReader,
  type PacketReader,
  type PacketReaderOwner,
  type PacketReaderSettings,
} from "./packet-reader.js";
export { PendingAcks } from "./pending-acks.js";
export type { SendFlags, Transport, TransportListener } from "./transport.js";
export type {
  AckResult,
  AcksFromMany,
  AcksFromManyWithTimeout,
  AcksWithTimeout,
  ArgumentsBeforeAck,
  DefaultEventsMap,
  DefaultSocketData,
  Emits,
  EventNames,
  EventNamesWithAck,
  EventNamesWithError,
  EventNamesWithoutAck,
  EventParams,
  EventsMap,
  ReservedOrUserEventNames,
  ReservedOrUserListener,
  UntypedListener,
} from "./typed-events.js";
export { type ErrorHook, type FaultContext, UserCode } from "./user-code.js";
