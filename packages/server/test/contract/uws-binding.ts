import { NodeServer } from "../../src/bindings/node/server.js";
import { listen, uws } from "../uws/application.js";
import type { WireBinding } from "./binding.js";
import { connectTcp, refusalOverTcp } from "./tcp-peer.js";

/** uWebSockets.js, on a port of its application's own. */
export const uwsBinding: WireBinding = {
  name: "uWebSockets.js",
  habits: {
    // It cuts connections, says why only for some offences, and takes every frame for a masked one.
    offences: {
      text: { code: 1006, reason: "parse error" },
      frame: { code: 1006, reason: "transport close" },
      "close frame": { code: 1005, reason: "transport close" },
      mask: null,
      "huge message": { code: 1006, reason: "parse error" },
    },
    losesEarlyMessages: true,
  },
  async start(options) {
    if (uws === undefined) throw new Error("expected uWebSockets.js");
    const app = uws.App();
    const io = new NodeServer(options).attachApp(app);
    const { port } = await listen(app);
    return {
      io,
      port,
      connect: (request) => connectTcp(port, request),
      refusal: (request) => refusalOverTcp(port, request),
      async stop() {
        await io.close();
        app.close();
      },
    };
  },
};
