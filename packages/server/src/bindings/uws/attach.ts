import type { UwsServerOptions } from "../node/server.js";
import type { UwsApp } from "./uws-app.js";

/** A server that can be attached: that of `@sockeye/server`, whatever its type parameters. */
export interface AttachableToApp {
  attachApp(app: UwsApp, options?: UwsServerOptions): unknown;
}

/**
 * Answers the requests for a server's path that come to an application of uWebSockets.js; the same as `io.attachApp`.
 * What the application has routed elsewhere stays the application's, and so does the port that it listens on.
 *
 * @example
 * import { Server } from "@sockeye/server";
 * import { attach } from "@sockeye/server/uws";
 * import uws from "uWebSockets.js";
 *
 * const app = uws.App();
 * const io = attach(new Server(), app);
 * app.listen(3000, () => undefined);
 */
export function attach<Server extends AttachableToApp>(
  io: Server,
  app: UwsApp,
  options?: UwsServerOptions,
): Server {
  io.attachApp(app, options);
  return io;
}
