import { EventEmitter } from "node:events";
import { withAnyEvents } from "@sockeye/internal";

/** The emitter under sockets and namespaces: one can also listen to every event, whatever its name. */
export class AnyEventEmitter extends withAnyEvents(EventEmitter) {
  // biome-ignore lint/suspicious/noExplicitAny: node:events declares plain functions, the API typed listeners
  override listeners(event: string | symbol): any[] {
    return super.listeners(event);
  }
}
