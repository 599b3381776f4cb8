import { parseArguments } from "./address.js";
import type { ManagerOptions, SocketOptions } from "./api.js";
import type { ManagerCore } from "./manager/manager.js";
import type { PageLocation } from "./runtime.js";
import type { Socket } from "./socket/socket.js";

type Options = ManagerOptions & SocketOptions;

/** Finds a socket for the namespace that the path of an address names. */
export type Lookup = (uri?: string | Options, options?: Options) => Socket;

/** Makes a lookup: the sockets to one server share a manager, and so a connection. */
export function lookupOf(
  location: PageLocation | undefined,
  make: (uri: string, options: Options) => ManagerCore,
): Lookup {
  const managers = new Map<string, ManagerCore>();
  return (uri, given) => {
    const { origin, namespace, options } = parseArguments(uri, given, location);
    const key = origin + (options.path ?? "/socket.io");
    const known = managers.get(key);
    const isShared = !options.forceNew && options.multiplex !== false && !known?.memberOf(namespace);
    const manager = (isShared && known) || make(origin, options);
    if (isShared) {
      managers.set(key, manager);
    }
    return manager.socket(namespace, options);
  };
}
