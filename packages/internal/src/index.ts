export { type Clock, systemClock, type Timer } from "./clock.js";
export { ManualClock } from "./manual-clock.js";
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
