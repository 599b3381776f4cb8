import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Server as NetServer } from "node:net";
import { expect, test } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import { laterTest, ourTest } from "./client-under-test.js";
import { type Place, useStage } from "./stage.js";

const stage = useStage();

/** The address of something that listens, but is no Socket.IO server. */
async function listen(server: NetServer): Promise<Place> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stage.closeLater(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** An address where nobody listens. */
async function listenNoMore(): Promise<Place> {
  const server = createServer();
  const place = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return place;
}

laterTest("a client without a server gets an error, and so does its manager", async () => {
  const client = stage.open(await listenNoMore(), "/", { autoConnect: false });
  const errors = Promise.all([once(client.io, "error"), once(client, "connect_error")]);

  client.connect();
  const [[managerError], [socketError]] = await errors;

  expect(managerError).toBe(socketError);
  expect(socketError).toBeInstanceOf(Error);
  expect(socketError).toMatchObject({ message: "websocket error", type: "TransportError" });
  expect(client.connected).toBe(false);
});

test("a client without a server and with reconnection tries on", async () => {
  const client = stage.open(await listenNoMore(), "/", {
    reconnection: true,
    reconnectionDelay: 10,
    reconnectionDelayMax: 10,
    reconnectionAttempts: 3,
  });
  const attempts: unknown[] = [];
  client.io.on("reconnect_attempt", (attempt: number) => attempts.push(attempt));

  await once(client.io, "reconnect_failed");

  expect(attempts).toEqual([1, 2, 3]);
});

laterTest("a client of an HTTP server that knows no WebSocket gets an error", async () => {
  const http = createHttpServer((_request, response) => response.writeHead(404).end());
  const client = stage.open(await listen(http));

  const [error] = await once(client, "connect_error");

  expect(error).toMatchObject({ message: "websocket error", type: "TransportError" });
});

laterTest("a client of a server that does not answer in time gets an error", async () => {
  const client = stage.open(await listen(createServer(() => {})), "/", { timeout: 100 });

  const [error] = await once(client, "connect_error");

  expect(error).toMatchObject({ message: "timeout" });
});

ourTest("a client that is to use other transports is told at once that there is one only", () => {
  const open = (): unknown =>
    stage.open({ url: "http://127.0.0.1:1" }, "/", { transports: ["polling", "websocket"] });

  expect(open).toThrow("transports");
});
