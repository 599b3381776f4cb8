import { describe, expect, test } from "vitest";
import { generations } from "./generations.js";
import { once } from "./once.js";
import { useStage } from "./stage.js";

describe.each(generations)("$name connects", (generation) => {
  const stage = useStage();

  test("to / with the same id on both sides", async () => {
    const { client, socket, engineId } = await stage.pair(generation);

    expect(client.connected).toBe(true);
    expect(client.id).toBe(socket.id);
    expect(client.io.engine.id).toBe(engineId);
    expect(socket.id).toHaveLength(20);
    expect(socket.id).toEqual(generation.serverId("/", engineId));
  });

  test("to a namespace with the id that its generation derives or receives", async () => {
    const { client, socket, engineId } = await stage.pair(generation, { namespace: "/admin" });

    expect(client.id).toBe(generation.clientId(socket.id));
    expect(client.io.engine.id).toBe(engineId);
    expect(socket.id).toEqual(generation.serverId("/admin", engineId));
  });

  test("to a namespace and so, in the early generations, to / as well", async () => {
    const { server } = await stage.pair(generation, { namespace: "/admin" });

    expect(server.io.of("/admin").sockets.size).toBe(1);
    expect(server.io.of("/").sockets.size).toBe(generation.alwaysJoinsRoot ? 1 : 0);
  });

  test("to two namespaces over one connection, which keep their events apart", async () => {
    const root = await stage.pair(generation);
    const admin = await stage.joinAlso(root, "/admin");
    const heard: string[] = [];
    root.client.on("news", (text: string) => heard.push(`/ ${text}`));
    admin.client.on("news", (text: string) => heard.push(`/admin ${text}`));

    root.socket.emit("news", "one");
    admin.socket.emit("news", "two");
    admin.socket.emit("done");
    await once(admin.client, "done");

    expect(admin.socket.conn).toBe(root.socket.conn);
    expect(root.server.io.engine.clientsCount).toBe(1);
    expect(heard).toEqual(["/ one", "/admin two"]);
  });

  test("to a namespace that a pattern creates", async () => {
    const server = await stage.serve();
    server.io.of(/^\/room-\d+$/).on("connection", (socket) => socket.emit("welcome", socket.nsp.name));

    const client = stage.open(generation, `${server.url}/room-101`);

    expect(await once(client, "welcome")).toEqual(["/room-101"]);
  });

  test("and receives what the server emits while it handles the connection", async () => {
    const server = await stage.serve();
    server.io.on("connection", (socket) => {
      socket.emit("first", 1);
      socket.emit("second", Buffer.from([2]));
    });
    const order: string[] = [];

    const client = stage.open(generation, server.url);
    client.on("connect", () => order.push("connect"));
    client.on("first", () => order.push("first"));
    await once(client, "second");

    expect(order).toEqual(["connect", "first"]);
  });

  test("and is heard when it emits before it is connected", async () => {
    const server = await stage.serve();
    const early = new Promise((resolve) => {
      server.io.on("connection", (socket) => socket.on("early", (...args) => resolve(args)));
    });

    stage.open(generation, server.url).emit("early", "bird", 1);

    expect(await early).toEqual(["bird", 1]);
  });
});

describe.each(generations)("$name presents itself", (generation) => {
  const stage = useStage();

  test("in a handshake that describes the request", async () => {
    const before = Date.now();

    const { server, socket } = await stage.pair(generation);

    expect(socket.conn.protocol).toBe(generation.engineRevision);
    expect(socket.handshake).toMatchObject({
      address: "127.0.0.1",
      auth: {},
      headers: { host: `127.0.0.1:${server.port}`, upgrade: "websocket" },
      query: { EIO: String(generation.engineRevision), transport: "websocket" },
      secure: false,
      xdomain: false,
    });
    expect(socket.handshake.url).toMatch(/^\/socket\.io\/\?.*EIO=[34]/);
    expect(socket.handshake.issued).toBeGreaterThanOrEqual(before);
    // The time is the text of a Date, which drops the milliseconds.
    expect(Date.parse(socket.handshake.time)).toBeGreaterThan(before - 1_000);
  });

  test("to a namespace with a token", async () => {
    const { suffix, options } = generation.withToken("abc");

    const { socket } = await stage.pair(generation, { namespace: "/admin", suffix, client: options });

    expect(socket.handshake.auth).toEqual({ token: "abc" });
  });

  test("to a middleware that reads the token", async () => {
    const server = await stage.serve();
    const tokens: unknown[] = [];
    server.io.of("/admin").use((socket, next) => {
      tokens.push(socket.handshake.auth["token"]);
      next();
    });
    const { suffix, options } = generation.withToken("secret");

    await stage.join(generation, server, { namespace: "/admin", suffix, client: options });

    expect(tokens).toEqual(["secret"]);
  });

  test("with a query, decoded, on /", async () => {
    const query = { token: "a b&c=d", name: "é🐟" };

    const { socket } = await stage.pair(generation, { client: { query } });

    expect(socket.handshake.query).toMatchObject(query);
    expect(socket.handshake.auth).toEqual({});
  });

  test("with a query, decoded, on a namespace", async () => {
    const query = { token: "a b&c=d", name: "é🐟" };

    const { socket } = await stage.pair(generation, { namespace: "/admin", client: { query } });

    expect(socket.handshake.query).toMatchObject(query);
    expect(socket.handshake.auth).toEqual(generation.authFromQuery(query));
  });
});
