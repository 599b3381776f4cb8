import { type Clock, clockOf } from "@sockeye/internal";

/** The time of day: other than a count of the time since the start, it goes on while the machine sleeps. */
export const timeOfDay: Clock = clockOf(() => Date.now());
