import { afterEach, describe, expect, test, vi } from "vitest";
import { nodeBinding } from "./node-binding.js";
import { closePayload, encodeFrame, opcode } from "./raw-frames.js";
import { endOf, joinedPeer, nothing, stateOf, useServers } from "./stage.js";
import { openTcp } from "./tcp-peer.js";

describe("the node binding, as an HTTP server,", () => {
  const start = useServers(nodeBinding);

  test("answers a polling client in JSON that a page may read", async () => {
    const { io, port } = await start();

    const response = await fetch(`http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling&t=abc`, {
      headers: { origin: "https://example.com" },
    });

    expect(response.status).toBe(400);
    expect(response.headers.get("access-control-allow-origin")).toBe("https://example.com");
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual({
      code: 0,
      message: expect.stringContaining('transports: ["websocket"]'),
    });
    expect(io.engine.pollingRefused).toBe(1);
  });

  test("answers a plain request for a WebSocket with a bad request", async () => {
    const { port } = await start();

    const response = await fetch(`http://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`);

    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ code: 3, message: expect.stringMatching(/^Bad request/) });
  });

  test.each([
    ["no key", { "sec-websocket-key": "" }],
    ["a key of the wrong length", { "sec-websocket-key": "abc" }],
    ["an unknown version", { "sec-websocket-version": "7" }],
  ])("answers a handshake with %s with a bad request", async (_name, headers) => {
    const { io, refusal } = await start();

    const refused = await refusal({ headers });

    expect(refused).toEqual({
      status: 400,
      body: { code: 3, message: expect.stringMatching(/^Bad request/) },
    });
    expect(stateOf(io)).toEqual(nothing);
  });

  test("closes an upgrade to another path with 404", async () => {
    const { port } = await start();
    const tcp = await openTcp(port);

    tcp.write("GET /other HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    const chunks: Buffer[] = [];
    for await (const chunk of tcp) chunks.push(chunk as Buffer);

    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 404 /);
  });

  test("gives its handlers a Buffer", async () => {
    const server = await start();
    const { peer, socket } = await joinedPeer(server);
    const received = new Promise((resolve) => socket.on("file", resolve));

    peer.send('451-["file",{"_placeholder":true,"num":0}]');
    peer.send(Uint8Array.of(1, 2));

    expect(Buffer.isBuffer(await received)).toBe(true);
  });

  test("listens no more once it is closed", async () => {
    const server = await start();

    await server.io.close();

    await expect(openTcp(server.port)).rejects.toThrow("ECONNREFUSED");
  });
});

describe("the node binding, waiting for a peer to answer a close frame,", () => {
  const start = useServers(nodeBinding);
  afterEach(() => void vi.useRealTimers());

  test("cuts the connection after 2 s", async () => {
    const server = await start();
    const { peer, socket } = await joinedPeer(server);
    const end = endOf(socket);
    const cut = new Promise<number>((resolve) => {
      socket.request.socket.on("close", () => resolve(vi.getTimerCount()));
    });
    peer.pause(); // the close frame is never read, let alone answered
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });

    peer.send("42[]");
    await end;
    vi.advanceTimersByTime(2000);

    expect(await cut).toBe(0);
    peer.resume();
  });

  test("cuts the connection of a peer that has closed it and does not end it", async () => {
    const server = await start();
    const { peer, socket } = await joinedPeer(server);
    const { socket: connection } = socket.request;
    const ended = new Promise((resolve) => connection.on("finish", resolve));
    const cut = new Promise<number>((resolve) => {
      connection.on("close", () => resolve(vi.getTimerCount()));
    });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });

    peer.pause(); // so it does not see that the server has ended its half
    peer.write(encodeFrame({ opcode: opcode.close, payload: closePayload(1000) }));
    await ended;
    vi.advanceTimersByTime(1999);
    expect(connection.destroyed).toBe(false);
    vi.advanceTimersByTime(1);

    expect(await cut).toBe(0);
  });

  test("leaves no timer behind when the peer ends a connection that it has closed", async () => {
    const server = await start();
    const { peer, socket } = await joinedPeer(server);
    const cut = new Promise<number>((resolve) => {
      socket.request.socket.on("close", () => setImmediate(() => resolve(vi.getTimerCount())));
    });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });

    peer.close(1000);

    expect(await cut).toBe(0);
  });

  test("does not wait when the application discards the connection", async () => {
    const server = await start();
    const { peer, socket } = await joinedPeer(server);
    const cut = new Promise<void>((resolve) => socket.request.socket.on("close", () => resolve()));
    peer.pause();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }); // so no time passes

    socket.conn.close(true);

    await cut;
    expect(vi.getTimerCount()).toBe(0);
    peer.resume();
  });

  test("takes nothing more from the peer, not even its own reason", async () => {
    const server = await start();
    const { peer, socket } = await joinedPeer(server);
    const end = endOf(socket);

    peer.send("42[]");
    peer.write(encodeFrame({ opcode: opcode.close, payload: closePayload(4000, "first") }));

    expect((await end)[0]).toBe("parse error");
    expect((await peer.closed).code).toBe(1002);
  });
});
