import { describe, expect, test } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import { laterTest, ourTest, refusedEvent } from "./client-under-test.js";
import { generations } from "./generations.js";
import type { ServerSocket } from "./server.js";
import { useStage } from "./stage.js";

const names = ["/", "/one", "/two"];

describe.each(generations)("namespaces of $name", (generation) => {
  const stage = useStage();

  test("share one connection, and keep their events apart", async () => {
    const server = await stage.serve(generation);
    for (const name of names) {
      server.of(name).on("connection", (socket) => {
        socket.on("echo", (text: string) => socket.emit("echo", `${text} from ${name}`));
      });
    }

    const clients = names.map((name) => stage.open(server, name, { forceNew: false }));
    const echoes = clients.map((client) => once(client, "echo"));
    clients.forEach((client, place) => {
      client.emit("echo", `to ${names[place]}`);
    });

    expect(await Promise.all(echoes)).toEqual([
      ["to / from /"],
      ["to /one from /one"],
      ["to /two from /two"],
    ]);
    expect(server.countConnections()).toBe(1);
    expect(new Set(clients.map((client) => client.io)).size).toBe(1);
    expect(new Set(clients.map((client) => client.id)).size).toBe(3);
  });

  test.each([
    ["without multiplexing", { multiplex: false, forceNew: false }],
    ["when told to be new", { forceNew: true }],
  ])("take a connection each %s", async (_name, options) => {
    const server = await stage.serve(generation);
    for (const name of names) server.of(name);

    const clients = names.map((name) => stage.open(server, name, options));
    await Promise.all(clients.map((client) => once(client, "connect")));

    expect(server.countConnections()).toBe(3);
  });

  test("take a connection each if they are the same", async () => {
    const server = await stage.serve(generation);
    server.of("/one");

    const clients = [1, 2].map(() => stage.open(server, "/one", { forceNew: false }));
    await Promise.all(clients.map((client) => once(client, "connect")));

    expect(server.countConnections()).toBe(2);
  });

  test("can be joined one after the other", async () => {
    const root = await stage.pair(generation);
    const one = await stage.joinAlso(root, "/one");
    const two = await stage.joinAlso(root, "/two");

    two.socket.emit("welcome", "to two");

    expect(await once(two.client, "welcome")).toEqual(["to two"]);
    expect(one.socket.conn).toBe(root.socket.conn);
    expect(two.socket.conn).toBe(root.socket.conn);
  });

  test("go on when the client leaves one of them", async () => {
    const root = await stage.pair(generation);
    const one = await stage.joinAlso(root, "/one");
    const left = once(one.socket, "disconnect");

    one.client.disconnect();
    await left;
    root.socket.emit("still", "here");

    expect(await once(root.client, "still")).toEqual(["here"]);
    expect([root.client.connected, one.client.connected]).toEqual([true, false]);
  });

  laterTest("can be joined again on the same connection", async () => {
    const root = await stage.pair(generation);
    const one = await stage.joinAlso(root, "/one");
    const left = once(one.socket, "disconnect");
    one.client.disconnect();
    await left;
    const arrival = once<[ServerSocket]>(root.server.of("/one"), "connection");

    one.client.connect();
    const [[again]] = await Promise.all([arrival, once(one.client, "connect")]);
    again.emit("welcome", "back");

    expect(await once(one.client, "welcome")).toEqual(["back"]);
    expect(again.conn).toBe(root.socket.conn);
    expect(one.client.id).toBe(again.id);
  });

  test("take the connection with them when the client leaves the last one", async () => {
    const root = await stage.pair(generation);
    const one = await stage.joinAlso(root, "/one");

    root.client.disconnect();
    one.client.disconnect();

    await expect.poll(() => root.server.countConnections()).toBe(0);
  });

  test("that the client has not opened say nothing to it", async () => {
    const server = await stage.serve(generation);
    server.of("/").on("connection", (socket) => {
      socket.emit("news", "from /");
      socket.emit("file", Buffer.from("from /"));
      socket.emit("ask", () => undefined);
    });
    const heard: unknown[] = [];

    const client = stage.open(server, "/one");
    for (const event of ["news", "file", "ask"]) client.on(event, (...args: unknown[]) => heard.push(args));
    const [socket] = await once<[ServerSocket]>(server.of("/one"), "connection");
    socket.emit("end");
    await once(client, "end");

    expect(heard).toEqual([]);
    expect(client.connected).toBe(true);
  });

  ourTest("can be joined in any order, / last", async () => {
    const server = await stage.serve(generation);
    server.of("/").on("connection", (socket) => {
      socket.on("echo", (...args: unknown[]) => socket.emit("echo", ...args));
    });
    const one = await stage.join(server, { namespace: "/one" });

    const root = one.client.io.socket("/");
    await once(root, "connect");
    root.emit("echo", "hello");

    expect(await once(root, "echo")).toEqual(["hello"]);
    expect(server.countConnections()).toBe(1);
  });

  test("that are unknown refuse the client, and the others go on", async () => {
    const { server, client, socket } = await stage.pair(generation);

    const nowhere = client.io.socket("/nowhere");
    const [error] = await once(nowhere, refusedEvent);
    socket.emit("still", "here");

    expect(await once(client, "still")).toEqual(["here"]);
    expect(error instanceof Error ? error.message : error).toBe("Invalid namespace");
    expect(nowhere.connected).toBe(false);
    expect(server.countConnections()).toBe(1);
  });
});
