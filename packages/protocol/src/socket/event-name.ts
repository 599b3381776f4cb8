/**
 * Whether the name belongs to the library or the emitter on either side, so that it never travels as an event.
 * By length first, since it is asked of every event (bench/codec.js). PROTOCOL.md, Events.
 */
export function isReservedEvent(name: string): boolean {
  switch (name.length) {
    case 7:
      return name === "connect";
    case 10:
      return name === "disconnect";
    case 11:
      return name === "newListener";
    case 13:
      return name === "connect_error" || name === "disconnecting";
    case 14:
      return name === "removeListener";
    default:
      return false;
  }
}
