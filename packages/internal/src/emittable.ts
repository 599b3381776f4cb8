import { isReservedEvent } from "@sockeye/protocol";

/** Throws unless the name may be emitted to a client. */
export function assertEmittable(event: unknown): asserts event is string {
  if (typeof event !== "string") {
    throw new TypeError(`expected an event name, a string; got ${typeof event}`);
  }
  if (isReservedEvent(event)) {
    throw new Error(`"${event}" is a reserved event name; choose another`);
  }
}
