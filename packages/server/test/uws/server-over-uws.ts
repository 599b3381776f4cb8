import { Server, type ServerOptions } from "@sockeye/server";
import type { RunningServer } from "../interop/server-under-test.js";
import { listen, uws } from "./application.js";

/** In place of `startServer` of the interop tests: the same server, on uWebSockets.js. */
export async function startServer(options: Partial<ServerOptions> = {}, port = 0): Promise<RunningServer> {
  if (uws === undefined) throw new Error("expected uWebSockets.js");
  const app = uws.App();
  const compression = options.perMessageDeflate ? uws.SHARED_COMPRESSOR : 0;
  const io = new Server(options).attachApp(app, { compression });
  const listening = await listen(app, port);
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (isOpen) {
      isOpen = false;
      await io.close();
      app.close();
    }
  };
  return { io, port: listening.port, url: `http://127.0.0.1:${listening.port}`, close };
}
