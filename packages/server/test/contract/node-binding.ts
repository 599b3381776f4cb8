import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { NodeServer } from "../../src/bindings/node/server.js";
import type { WireBinding } from "./binding.js";
import { connectTcp, refusalOverTcp } from "./tcp-peer.js";

/** `node:http` and `ws`, on a port of its own. */
export const nodeBinding: WireBinding = {
  name: "node",
  async start(options) {
    const http = createServer();
    const io = new NodeServer(http, options);
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    const { port } = http.address() as AddressInfo;
    return {
      io,
      port,
      connect: (request) => connectTcp(port, request),
      refusal: (request) => refusalOverTcp(port, request),
      stop: () => io.close(),
    };
  },
};
