import { describe, expect, test } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import type { ClientSocket } from "./client.js";
import { laterTest, ourTest } from "./client-under-test.js";
import { type Generation, generations } from "./generations.js";
import type { ServerSocket } from "./server.js";
import { eager, type Pair, useStage } from "./stage.js";

/** The reasons that the two ends give, in the order [client, server], once both have said so. */
async function reasons({ client, socket }: Pair): Promise<unknown[]> {
  const [[clientReason], [serverReason]] = await Promise.all([
    once(client, "disconnect"),
    once(socket, "disconnect"),
  ]);
  return [clientReason, serverReason];
}

/** Whether the client connects within a time that is longer than an eager client would wait for. */
function comesBack(client: ClientSocket): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 80, false);
    client.once("connect", () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

describe.each(generations)("a client and $name agree on why they part:", (generation) => {
  const stage = useStage();

  test.each(["/", "/admin"])("the client disconnects from %s", async (namespace) => {
    const pair = await stage.pair(generation, { namespace });

    const both = reasons(pair);
    pair.client.disconnect();

    expect(await both).toEqual(["io client disconnect", "client namespace disconnect"]);
    expect([pair.client.connected, pair.socket.connected]).toEqual([false, false]);
    await expect.poll(() => pair.server.countConnections()).toBe(0);
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
    expect(pair.client.connected).toBe(false);
  });

  test.each(["/", "/admin"])("the server closes the connection of the socket on %s", async (namespace) => {
    const pair = await stage.pair(generation, { namespace });

    const both = reasons(pair);
    pair.socket.disconnect(true);

    expect(await both).toEqual(["io server disconnect", "server namespace disconnect"]);
    await expect.poll(() => pair.server.countConnections()).toBe(0);
  });

  test("the server closes", async () => {
    const pair = await stage.pair(generation);

    const both = reasons(pair);
    await pair.server.close();

    expect(await both).toEqual(["transport close", generation.shutdownReason]);
  });

  test("the connection breaks", async () => {
    const pair = await stage.pair(generation);

    const both = reasons(pair);
    pair.server.cut();

    expect(await both).toEqual(["transport close", "transport close"]);
  });

  ourTest("the client gets to know how the connection ended", async () => {
    const pair = await stage.pair(generation);

    pair.server.cut();
    const [, details] = await once(pair.client, "disconnect");

    expect(details).toMatchObject({ description: expect.any(String), code: 1006 });
  });
});

describe.each(generations)("a client of $name that is disconnected", (generation) => {
  const stage = useStage();

  laterTest.each([
    ["leaving the connection", false],
    ["closing the connection", true],
  ])("by the server, %s, does not come back by itself, but may", async (_name, close) => {
    const { client, socket } = await stage.pair(generation, { client: eager });

    socket.disconnect(close);
    await once(client, "disconnect");

    expect(client.active).toBe(false);
    expect(await comesBack(client)).toBe(false);
    client.connect();
    expect(client.active).toBe(true);
    await once(client, "connect");
  });

  laterTest("by itself does not come back by itself, but may", async () => {
    const { client } = await stage.pair(generation, { client: eager });

    client.disconnect();

    expect(client.active).toBe(false);
    expect(await comesBack(client)).toBe(false);
    client.connect();
    await once(client, "connect");
  });

  ourTest.each(["/", "/admin"])("from %s alone may come back to it", async (namespace) => {
    const { server, pair } = await pairWithNeighbour(generation, namespace);
    const arrival = once<[ServerSocket]>(server.of(namespace), "connection");
    pair.socket.disconnect();
    await once(pair.client, "disconnect");

    pair.client.connect();
    const [[again]] = await Promise.all([arrival, once(pair.client, "connect")]);

    expect(again.conn).toBe(pair.socket.conn);
    expect(pair.client.id).toBe(again.id);
  });

  ourTest("from / alone may be refused when it comes back", async () => {
    const { server, pair, neighbour } = await pairWithNeighbour(generation, "/");
    pair.socket.disconnect();
    await once(pair.client, "disconnect");
    server.of("/").use((_socket, next) => setTimeout(next, 20, new Error("not any more")));
    let connects = 0;
    pair.client.on("connect", () => connects++);

    pair.client.connect();
    const [error] = await once(pair.client, "connect_error");

    expect(error).toMatchObject({ message: "not any more" });
    expect(connects).toBe(0);
    expect(neighbour.client.connected).toBe(true);
  });

  ourTest("from / alone is heard when it comes back, though a middleware takes its time", async () => {
    const { server, pair } = await pairWithNeighbour(generation, "/");
    pair.socket.disconnect();
    await once(pair.client, "disconnect");
    server.of("/").use((_socket, next) => setTimeout(next, 20));
    const arrival = once<[ServerSocket]>(server.of("/"), "connection");
    pair.client.once("connect", () => pair.client.emit("hello", "again"));

    pair.client.connect();
    const [again] = await arrival;

    expect(await once(again, "hello")).toEqual(["again"]);
  });

  test("delivers what it emitted just before, where the server lets it", async () => {
    const { client, socket } = await stage.pair(generation);
    const heard: unknown[] = [];
    socket.on("last", (...args: unknown[]) => heard.push(...args));

    client.emit("last", "words", Buffer.from("bytes"));
    client.disconnect();
    await once(socket, "disconnect");

    expect(heard).toEqual(generation.hearsLastWords ? ["words", Buffer.from("bytes")] : []);
  });

  test("hears what the server emitted just before", async () => {
    const { client, socket } = await stage.pair(generation);
    const heard: unknown[] = [];
    client.on("last", (...args: unknown[]) => heard.push(...args));

    socket.emit("last", "words", Buffer.from("bytes"));
    socket.disconnect(true);
    await once(client, "disconnect");

    expect(heard).toEqual(["words", Buffer.from("bytes")]);
  });

  test("on one namespace by the server is still on the other", async () => {
    const { neighbour, pair } = await pairWithNeighbour(generation, "/admin");

    pair.socket.disconnect();
    await once(pair.client, "disconnect");
    neighbour.socket.emit("still", "here");

    expect(await once(neighbour.client, "still")).toEqual(["here"]);
  });

  test("hears of a break on all its namespaces", async () => {
    const { server, neighbour, pair } = await pairWithNeighbour(generation, "/admin");

    const all = [reasons(pair), reasons(neighbour)];
    server.cut();

    const lost = ["transport close", "transport close"];
    expect(await Promise.all(all)).toEqual([lost, lost]);
  });

  /** Two sockets over one connection: on the namespace, and on another one. */
  async function pairWithNeighbour(of: Generation, namespace: string) {
    const server = await stage.serve(of);
    const root = await stage.join(server);
    const other = await stage.joinAlso(root, namespace === "/" ? "/other" : namespace);
    const [pair, neighbour] = namespace === "/" ? [root, other] : [other, root];
    return { server, pair, neighbour };
  }
});
