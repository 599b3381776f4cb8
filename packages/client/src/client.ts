import { runtime } from "#runtime";
import type { ManagerOptions } from "./api.js";
import { lookupOf } from "./lookup.js";
import { ManagerCore } from "./manager/manager.js";

/** The manager of the runtime that this package was loaded into. */
export class Manager extends ManagerCore {
  constructor(uri?: string | ManagerOptions, options?: ManagerOptions) {
    super(uri, options, runtime);
  }
}

/** A socket for a namespace of a server. */
export const io = lookupOf(runtime.location, (uri, options) => new Manager(uri, options));
