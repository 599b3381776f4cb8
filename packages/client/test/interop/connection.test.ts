import { describe, expect, test } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import type { ClientOptions } from "./client.js";
import { laterTest } from "./client-under-test.js";
import { generations } from "./generations.js";
import type { ServerSocket } from "./server.js";
import { useStage } from "./stage.js";

describe.each(generations)("a client of $name connects", (generation) => {
  const stage = useStage();

  test.each(["/", "/admin"])("to %s with the same id on both sides", async (namespace) => {
    const { client, socket } = await stage.pair(generation, { namespace });

    expect(client.connected).toBe(true);
    expect(client.disconnected).toBe(false);
    expect(client.id).toBe(socket.id);
    expect(client.io.engine.id).toBe(socket.conn.id);
    expect(socket.id).toEqual(generation.socketId(namespace, socket.conn.id));
  });

  test("to a namespace and so, in the early generations, to / as well", async () => {
    const server = await stage.serve(generation);
    let rootSockets = 0;
    server.of("/").on("connection", () => rootSockets++);

    await stage.join(server, { namespace: "/admin" });

    expect(rootSockets).toBe(generation.alwaysJoinsRoot ? 1 : 0);
  });

  laterTest("when it is told to, and not before", async () => {
    const server = await stage.serve(generation);
    const client = stage.open(server, "/", { autoConnect: false });
    const before = [client.connected, client.active, client.id];

    client.connect();
    const whileConnecting = [client.connected, client.active, client.id];
    await once(client, "connect");

    expect(before).toEqual([false, false, undefined]);
    expect(whileConnecting).toEqual([false, true, undefined]);
    expect([client.connected, client.active]).toEqual([true, true]);
  });

  test("over one connection, even if it is told to connect again and again", async () => {
    const server = await stage.serve(generation);
    const client = stage.open(server, "/", { autoConnect: false });

    client.connect();
    client.open();
    await once(client, "connect");
    client.connect();
    const other = await stage.join(server);

    expect(other.client.connected).toBe(true);
    expect(server.countConnections()).toBe(2);
  });

  test.each(["/", "/admin"])("to %s and then hears what the server emitted at once", async (namespace) => {
    const server = await stage.serve(generation);
    server.of(namespace).on("connection", (socket) => {
      socket.emit("first", 1);
      socket.emit("second", Buffer.from([2]));
    });
    const order: unknown[] = [];

    const client = stage.open(server, namespace);
    client.on("connect", () => order.push("connect"));
    client.on("first", (value: number) => order.push(value));
    const [bytes] = await once(client, "second");

    expect([...order, bytes]).toEqual(["connect", 1, Buffer.from([2])]);
  });

  laterTest.each(["/", "/admin"])("to %s and misses nothing while its auth takes time", async (namespace) => {
    const server = await stage.serve(generation);
    server.of(namespace).on("connection", (socket) => socket.emit("welcome", 1));
    const auth: ClientOptions["auth"] = (answer) => setTimeout(answer, 50, {});

    const client = stage.open(server, namespace, { auth });

    expect(await once(client, "welcome")).toEqual([1]);
    expect(client.connected).toBe(true);
  });

  test.each(["/", "/admin"])("to %s and is heard when it emitted before, in order", async (namespace) => {
    const server = await stage.serve(generation);
    const heard: unknown[] = [];
    const end = new Promise((resolve) => {
      server.of(namespace).on("connection", (socket) => {
        socket.on("early", (value: unknown) => heard.push(value));
        socket.on("end", resolve);
      });
    });

    const client = stage.open(server, namespace);
    for (let i = 0; i < 10; i++) client.emit("early", i % 4 === 0 ? Buffer.from([i]) : i);
    client.once("connect", () => client.emit("end"));
    await end;

    expect(heard).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => (i % 4 === 0 ? Buffer.from([i]) : i)));
  });

  laterTest("after it disconnected, with a new id", async () => {
    const { server, client, socket } = await stage.pair(generation);
    client.disconnect();
    const arrival = once<[ServerSocket]>(server.of("/"), "connection");

    client.connect();
    const [[again]] = await Promise.all([arrival, once(client, "connect")]);
    again.emit("welcome", "back");

    expect(await once(client, "welcome")).toEqual(["back"]);
    expect(client.id).toBe(again.id);
    expect(again.id).not.toBe(socket.id);
  });
});
