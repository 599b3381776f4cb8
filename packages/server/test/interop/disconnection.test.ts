import type { Socket } from "@sockeye/server";
import { describe, expect, test } from "vitest";
import type { ClientSocket } from "./client.js";
import { generations } from "./generations.js";
import { once } from "./once.js";
import { type Pair, useStage } from "./stage.js";

const eager = { reconnection: true, reconnectionDelay: 10, reconnectionDelayMax: 40 };

/** The reasons that the two ends give, in the order [client, server], once both have said so. */
async function reasons({ client, socket }: Pair): Promise<string[]> {
  const [[clientReason], [serverReason]] = await Promise.all([
    once<[string]>(client, "disconnect"),
    once<[string]>(socket, "disconnect"),
  ]);
  return [clientReason, serverReason];
}

/** Drops the connection without a goodbye of WebSocket or Engine.IO. */
function cut(client: ClientSocket): void {
  client.io.engine.transport.ws._socket.destroy();
}

describe.each(generations)("$name and the server agree on why they part:", (generation) => {
  const stage = useStage();

  test.each(["/", "/admin"])("the client disconnects from %s", async (namespace) => {
    const pair = await stage.pair(generation, { namespace });

    const both = reasons(pair);
    pair.client.disconnect();

    expect(await both).toEqual(["io client disconnect", "client namespace disconnect"]);
    expect(pair.client.connected).toBe(false);
    expect(pair.socket.connected).toBe(false);
  });

  test("the client closes", async () => {
    const pair = await stage.pair(generation);

    const both = reasons(pair);
    pair.client.close();

    expect(await both).toEqual(["io client disconnect", "client namespace disconnect"]);
  });

  test("the client closes its connection", async () => {
    const pair = await stage.pair(generation);

    const both = reasons(pair);
    pair.client.io.engine.close();

    expect(await both).toEqual(["forced close", "transport close"]);
  });

  test.each(["/", "/admin"])("the server disconnects the socket from %s", async (namespace) => {
    const pair = await stage.pair(generation, { namespace });

    const both = reasons(pair);
    pair.socket.disconnect();

    expect(await both).toEqual(["io server disconnect", "server namespace disconnect"]);
  });

  test.each(["/", "/admin"])("the server closes the connection of the socket on %s", async (namespace) => {
    const pair = await stage.pair(generation, { namespace });

    const both = reasons(pair);
    pair.socket.disconnect(true);

    expect(await both).toEqual(["io server disconnect", "server namespace disconnect"]);
    await expect.poll(() => pair.server.io.engine.clientsCount).toBe(0);
  });

  test("the server closes", async () => {
    const pair = await stage.pair(generation);

    const both = reasons(pair);
    await pair.server.close();

    expect(await both).toEqual(["transport close", "server shutting down"]);
  });

  test("the connection breaks", async () => {
    const pair = await stage.pair(generation);

    const both = reasons(pair);
    cut(pair.client);

    expect(await both).toEqual(["transport close", "transport close"]);
  });
});

describe.each(generations)("a connection of $name", (generation) => {
  const stage = useStage();

  test("survives the end of one of its two namespaces", async () => {
    const root = await stage.pair(generation);
    const admin = await stage.joinAlso(root, "/admin");

    const both = reasons(admin);
    admin.socket.disconnect();
    expect(await both).toEqual(["io server disconnect", "server namespace disconnect"]);
    root.socket.emit("still", "here");

    expect(await once(root.client, "still")).toEqual(["here"]);
    expect(root.server.io.of("/admin").sockets.size).toBe(0);
  });

  test("ends for all its namespaces when it breaks", async () => {
    const root = await stage.pair(generation);
    const admin = await stage.joinAlso(root, "/admin");

    const all = [reasons(root), reasons(admin)];
    cut(root.client);

    const lost = ["transport close", "transport close"];
    expect(await Promise.all(all)).toEqual([lost, lost]);
    expect(root.server.io.of("/").sockets.size).toBe(0);
    expect(root.server.io.of("/admin").sockets.size).toBe(0);
  });

  test("ends for all its namespaces when the server closes it", async () => {
    const root = await stage.pair(generation);
    const admin = await stage.joinAlso(root, "/admin");

    const all = [reasons(root), reasons(admin)];
    admin.socket.disconnect(true);

    const ended = ["io server disconnect", "server namespace disconnect"];
    expect(await Promise.all(all)).toEqual([ended, ended]);
  });

  test("shows its rooms while it is disconnecting and none afterwards", async () => {
    const { client, socket } = await stage.pair(generation);
    socket.join("room");
    const seen: unknown[] = [];
    socket.on("disconnecting", (reason) => seen.push(reason, [...socket.rooms]));

    client.disconnect();
    const [reason] = await once(socket, "disconnect");

    expect(seen).toEqual([reason, [socket.id, "room"]]);
    expect(socket.rooms.size).toBe(0);
  });

  test("delivers what the server emitted just before it disconnected", async () => {
    const { client, socket } = await stage.pair(generation);
    const heard: unknown[] = [];
    client.on("last", (...args: unknown[]) => heard.push(...args));

    socket.emit("last", "words", Buffer.from("bytes"));
    socket.disconnect(true);
    await once(client, "disconnect");

    expect(heard).toEqual(["words", Buffer.from("bytes")]);
  });
});

describe.each(generations)("$name comes back by itself", (generation) => {
  const stage = useStage();

  test("after its connection broke, as a new socket", async () => {
    const { server, client, socket } = await stage.pair(generation, { client: eager });
    const arrival = once<[Socket]>(server.io, "connection");

    cut(client);
    const [[again]] = await Promise.all([arrival, once(client, "connect")]);
    again.emit("welcome", "back");

    expect(await once(client, "welcome")).toEqual(["back"]);
    expect(again.id).not.toBe(socket.id);
    expect(client.id).toBe(again.id);
  });

  test("after the server restarted on the same port, and events flow", async () => {
    const { server, client } = await stage.pair(generation, { namespace: "/admin", client: eager });
    await Promise.all([once(client, "disconnect"), server.close()]);

    const restarted = await stage.serve({}, server.port);
    restarted.io.of("/admin").on("connection", (socket) => {
      socket.on("echo", (...args: unknown[]) => socket.emit("echo", ...args));
    });
    await once(client, "connect");
    client.emit("echo", "é🐟", Buffer.from("bytes"));

    expect(await once(client, "echo")).toEqual(["é🐟", Buffer.from("bytes")]);
  });

  test("and then delivers what it emitted while it was away", async () => {
    const { server, client } = await stage.pair(generation, { client: eager });
    await Promise.all([once(client, "disconnect"), server.close()]);

    client.emit("missed", 1);
    client.emit("missed", Buffer.from([2]));
    const restarted = await stage.serve({}, server.port);
    const heard: unknown[] = [];
    const both = new Promise<void>((resolve) => {
      restarted.io.on("connection", (socket) => {
        socket.on("missed", (value) => heard.push(value) === 2 && resolve());
      });
    });
    await both;

    expect(heard).toEqual([1, Buffer.from([2])]);
  });

  test("not, when the server has disconnected it", async () => {
    const { client, socket } = await stage.pair(generation, { client: eager });
    let reconnections = 0;
    client.on("connect", () => reconnections++);

    socket.disconnect();
    await once(client, "disconnect");
    // Longer than the delay after which an eager client would try.
    await new Promise((resolve) => setTimeout(resolve, 60));

    expect(reconnections).toBe(0);
  });
});
