import { runtime } from "#runtime";
import type { ManagerOptions, SocketOptions } from "./api.js";
import { Lookup } from "./lookup.js";
import { ManagerCore } from "./manager/manager.js";
import type { Socket } from "./socket/socket.js";

/** The manager of the runtime that this package was loaded into. */
export class Manager extends ManagerCore {
  constructor(uri?: string | ManagerOptions, options?: ManagerOptions) {
    super(uri, options, runtime);
  }
}

const lookup = new Lookup(runtime.location, (uri, options) => new Manager(uri, options));

/** A socket for a namespace of a server. */
export function io(
  uri?: string | (ManagerOptions & SocketOptions),
  options?: ManagerOptions & SocketOptions,
): Socket {
  return lookup.find(uri, options);
}
