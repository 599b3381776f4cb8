import { parseArguments } from "./address.js";
import type { ManagerOptions, SocketOptions } from "./api.js";
import type { ManagerCore } from "./manager/manager.js";
import type { PageLocation } from "./runtime.js";
import type { Socket } from "./socket/socket.js";

type Options = ManagerOptions & SocketOptions;

/** Finds sockets by their addresses: those to one server share a manager, and so a connection. */
export class Lookup {
  readonly #managers = new Map<string, ManagerCore>();
  readonly #location: PageLocation | undefined;
  readonly #make: (uri: string, options: Options) => ManagerCore;

  constructor(location: PageLocation | undefined, make: (uri: string, options: Options) => ManagerCore) {
    this.#location = location;
    this.#make = make;
  }

  /** A socket for the namespace that the path of the address names. */
  find(uri: string | Options | undefined, given: Options | undefined): Socket {
    const { origin, namespace, options } = parseArguments(uri, given, this.#location);
    return this.#manager(origin, namespace, options).socket(namespace, options);
  }

  #manager(origin: string, namespace: string, options: Options): ManagerCore {
    const key = origin + (options.path ?? "/socket.io");
    const known = this.#managers.get(key);
    const isOwn = options.forceNew === true || options.multiplex === false;
    if (isOwn || known?.memberOf(namespace) !== undefined) {
      return this.#make(origin, options);
    }
    const manager = known ?? this.#make(origin, options);
    this.#managers.set(key, manager);
    return manager;
  }
}
