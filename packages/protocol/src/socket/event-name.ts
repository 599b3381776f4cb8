const reserved: readonly string[] = [
  "connect",
  "connect_error",
  "disconnect",
  "disconnecting",
  "newListener",
  "removeListener",
];

/**
 * Whether the name belongs to the library or the emitter on either side, so that it never travels as an event.
 * Searched in place, since it is asked of every event: a `Set` would make a hash of the name first (bench/codec.js).
 * PROTOCOL.md, EIO-EV-3, EIO-EV-4 and EIO-EV-8.
 */
export function isReservedEvent(name: string): boolean {
  return reserved.includes(name);
}

/** Whether the data of an event starts with a name that may travel. PROTOCOL.md, EIO-TXT-8, EIO-EV-3 and EIO-EV-8. */
export function isEventData(data: unknown): data is [string, ...unknown[]] {
  return Array.isArray(data) && typeof data[0] === "string" && !isReservedEvent(data[0]);
}
