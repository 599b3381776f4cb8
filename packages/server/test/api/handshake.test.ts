import { describe, expect, it } from "vitest";
import type { Socket } from "../../src/core/socket/socket.js";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, revision3, revision4, revisions } from "./guest.js";

describe.each(revisions)("socket.handshake, $name", (revision) => {
  it("has what the request said", async () => {
    const io = new MemoryServer();
    const sockets: Socket[] = [];
    io.on("connection", (socket) => sockets.push(socket));

    const peer = await io.connect({
      query: `${revision.query}&token=a%20b&tag=1&tag=2`,
      headers: { cookie: "id=1", host: "example.com" },
      remoteAddress: "192.0.2.1",
    });
    peer.send("40");

    const [socket] = sockets;
    expect(socket?.handshake).toEqual({
      headers: { cookie: "id=1", host: "example.com" },
      time: expect.any(String),
      address: "192.0.2.1",
      xdomain: false,
      secure: false,
      issued: expect.any(Number),
      url: `/socket.io/?${revision.query}&token=a%20b&tag=1&tag=2`,
      query: expect.objectContaining({ transport: "websocket", token: "a b", tag: ["1", "2"] }),
      auth: {},
    });
    expect(new Date(socket?.handshake.time ?? "").getTime()).toBeCloseTo(socket?.handshake.issued ?? 0, -4);
  });

  it("tells a page's request by its origin", async () => {
    const io = new MemoryServer({ cors: { origin: "*" } });
    const crossed: boolean[] = [];
    io.on("connection", (socket) => crossed.push(socket.handshake.xdomain));

    const peer = await io.connect({ query: revision.query, headers: { origin: "https://example.com" } });
    peer.send("40");

    expect(crossed).toEqual([true]);
  });

  it("is plain data that can be copied and serialized", async () => {
    const { socket } = await arrive(new MemoryServer(), revision);

    expect(structuredClone({ ...socket.handshake })).toEqual(socket.handshake);
    expect(JSON.parse(JSON.stringify(socket.handshake))).toEqual({ ...socket.handshake });
  });

  it("is each namespace's own, with the connection's request", async () => {
    const io = new MemoryServer();
    io.of("/admin");
    const { peer, socket } = await arrive(io, revision);
    peer.send("40/admin,");
    const [other] = io.of("/admin").sockets.values();

    expect(other?.handshake).not.toBe(socket.handshake);
    expect(other?.handshake.url).toBe(socket.handshake.url);
    expect(other?.request).toBe(socket.request);
  });
});

describe("socket.handshake.auth", () => {
  it("is the payload of the client's CONNECT, EIO=4", async () => {
    const io = new MemoryServer();
    const peer = await io.connect();

    peer.send('40{"token":"secret","__proto__":{"isAdmin":true}}');

    const [socket] = io.sockets.sockets.values();
    expect(socket?.handshake.auth["token"]).toBe("secret");
    expect(socket?.handshake.auth["isAdmin"]).toBeUndefined();
  });

  it("is the query of the namespace, EIO=3", async () => {
    const io = new MemoryServer();
    io.of("/admin");
    const peer = await io.connect({ query: revision3.query });

    peer.send("40/admin?token=a%20b,");

    const [socket] = io.of("/admin").sockets.values();
    expect(socket?.handshake.auth).toEqual({ token: "a b" });
  });
});

describe("a socket", () => {
  it("knows where it belongs", async () => {
    const io = new MemoryServer();
    const { socket } = await arrive(io, revision4, "/");

    expect(socket.nsp).toBe(io.sockets);
    expect(socket.server).toBe(io);
    expect(socket.adapter).toBe(io.sockets.adapter);
    expect(socket.recovered).toBe(false);
    expect(socket.request).toBe(socket.client.request);
    expect(socket.request.url).toBe(socket.handshake.url);
    expect(socket.conn).toBe(socket.client.conn);
    expect(socket.id).toMatch(/^[\w-]{20}$/);
  });

  it("keeps the application's data, and lets it be replaced", async () => {
    const { socket } = await arrive(new MemoryServer());

    socket.data.user = "alice";
    expect(socket.data).toEqual({ user: "alice" });
    const proxy = new Proxy({}, {});
    socket.data = proxy;

    expect(socket.data).toBe(proxy);
  });

  it("shares neither data nor listeners with the others", async () => {
    const io = new MemoryServer();
    const [one, two] = [await arrive(io), await arrive(io)];

    one.socket.data.user = "alice";
    one.socket.on("say", () => undefined);

    expect(two.socket.data).toEqual({});
    expect(two.socket.listenerCount("say")).toBe(0);
  });
});
