import { IncomingMessage } from "node:http";
import type { Socket } from "@sockeye/server";
import { expect, test } from "vitest";
import { once } from "../interop/once.js";
import { useStage } from "./stage.js";
import { WebSocketClient } from "./web-socket-client.js";

const stage = useStage();

/** The socket of a client that came with these headers. */
async function arrival(headers: Record<string, string>, options: object = {}): Promise<Socket> {
  const { io, port } = await stage.serve(options);
  const came = once<[Socket]>(io, "connection");
  const url = `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket&room=a`;
  const client = new WebSocketClient(url, { headers });
  stage.onClear(() => client.webSocket.terminate());
  await client.join();
  const [socket] = await came;
  return socket;
}

test("A request that nobody has seen is made anew, with what it said", async () => {
  const socket = await arrival({ "X-Name": "ann", Cookie: "a=b" });

  const { request } = socket;
  expect(request).toBeInstanceOf(IncomingMessage);
  expect(request).toMatchObject({
    method: "GET",
    url: "/socket.io/?EIO=4&transport=websocket&room=a",
    httpVersion: "1.1",
    headers: { "x-name": "ann", cookie: "a=b", upgrade: "websocket" },
    _query: { EIO: "4", transport: "websocket", room: "a" },
  });
  expect(request.socket.remoteAddress).toBe("127.0.0.1");
  expect(request.rawHeaders.indexOf("ann")).toBe(request.rawHeaders.indexOf("x-name") + 1);
});

test("It is the same one each time, whoever asks", async () => {
  const socket = await arrival({});

  socket.request["user"] = "ann";

  expect(socket.conn.request["user"]).toBe("ann");
  expect(socket.client.request).toBe(socket.request);
});

test("A request that the application has seen stays itself", async () => {
  const seen: unknown[] = [];
  const allowRequest = (
    request: { user?: string },
    decide: (error: null, isAllowed: boolean) => void,
  ): void => {
    request.user = "ann";
    seen.push(request);
    decide(null, true);
  };

  const socket = await arrival({}, { allowRequest });

  expect(socket.request).toBe(seen[0]);
  expect(socket.request["user"]).toBe("ann");
});

test("The handshake tells of the moment when the socket came, whenever it is asked for", async () => {
  const before = Date.now();
  const socket = await arrival({ Origin: "http://127.0.0.1" }, { cors: { origin: "*" } });
  const after = Date.now();
  while (Date.now() === after); // the clock of the wall, a millisecond on

  const { handshake } = socket;
  expect(handshake.issued).toBeGreaterThanOrEqual(before);
  expect(handshake.issued).toBeLessThanOrEqual(after);
  expect(new Date(handshake.time).getTime()).toBe(handshake.issued - (handshake.issued % 1_000));
  expect(handshake).toMatchObject({ xdomain: true, query: { room: "a" }, address: "127.0.0.1" });
  expect(socket.handshake).toBe(handshake);
});
