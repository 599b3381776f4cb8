import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "vitest";
import { WebSocketServer } from "ws";
import { once } from "../../../server/test/interop/once.js";
import type { ClientOptions } from "./client.js";
import { ourTest } from "./client-under-test.js";
import { official3, official4 } from "./generations.js";
import { useStage } from "./stage.js";

/** Clearly less than the time for which a client waits that does not know what the server speaks. */
const atOnceMs = 250;

const handshake = { sid: "sid", upgrades: [], pingInterval: 25_000, pingTimeout: 20_000 };

const stage = useStage();

/** How long after the open packet a client asks for `/`. */
async function connectDelay(open: object, options: ClientOptions): Promise<number> {
  const http = createServer();
  const server = new WebSocketServer({ server: http });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  stage.closeLater(() => http.close());
  stage.open({ url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` }, "/", options);

  const [socket] = await once<[import("ws").WebSocket]>(server, "connection");
  const start = performance.now();
  socket.send(`0${JSON.stringify(open)}`);
  const [frame] = await once<[Buffer]>(socket, "message");
  const delayMs = performance.now() - start;
  expect(String(frame)).toMatch(/^40/);
  return delayMs;
}

ourTest("a client asks at once a server that tells how much it takes, as only new ones do", async () => {
  expect(await connectDelay({ ...handshake, maxPayload: 1_000_000 }, {})).toBeLessThan(atOnceMs);
});

ourTest(
  "a client waits where the server may be an old one, which lets it in without being asked",
  async () => {
    expect(await connectDelay(handshake, {})).toBeGreaterThan(atOnceMs);
  },
);

ourTest("a client asks at once where it is told what the server speaks", async () => {
  expect(await connectDelay(handshake, { protocol: 4 })).toBeLessThan(atOnceMs);
});

ourTest.each([official3, official4])(
  "a client that is told what $name speaks is in at once",
  async (generation) => {
    const server = await stage.serve(generation);
    const client = stage.open(server, "/", { autoConnect: false, protocol: 4 });
    const start = performance.now();

    client.connect();
    await once(client, "connect");

    expect(performance.now() - start).toBeLessThan(atOnceMs);
  },
);
