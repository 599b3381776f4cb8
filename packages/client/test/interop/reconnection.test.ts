import { describe, expect, test } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import type { ClientOptions } from "./client.js";
import { laterTest, ourTest } from "./client-under-test.js";
import { generations } from "./generations.js";
import type { ServerSocket } from "./server.js";
import { eager, useStage } from "./stage.js";

const bytes = Buffer.from("bytes");

describe.each(generations)("a client of $name comes back by itself", (generation) => {
  const stage = useStage();

  test.each(["/", "/admin"])("to %s after its connection broke, as a new socket", async (namespace) => {
    const { server, client, socket } = await stage.pair(generation, { namespace, client: eager });
    const arrival = once<[ServerSocket]>(server.of(namespace), "connection");

    server.cut();
    const [[again]] = await Promise.all([arrival, once(client, "connect")]);
    again.emit("welcome", "back");

    expect(await once(client, "welcome")).toEqual(["back"]);
    expect(again.id).not.toBe(socket.id);
    expect(client.id).toBe(again.id);
    expect(client.io.engine.id).toBe(again.conn.id);
  });

  test.each(["/", "/admin"])("to %s after a restart, and events flow both ways", async (namespace) => {
    const { server, client } = await stage.pair(generation, { namespace, client: eager });
    await Promise.all([once(client, "disconnect"), server.close()]);

    const restarted = await stage.restart(server);
    restarted.of(namespace).on("connection", (socket) => {
      socket.on("echo", (...args: unknown[]) => socket.emit("echo", ...args));
    });
    await once(client, "connect");
    client.emit("echo", "é🐟", bytes);

    expect(await once(client, "echo")).toEqual(["é🐟", bytes]);
  });

  test("to all its namespaces, over one connection", async () => {
    const root = await stage.pair(generation, { client: eager });
    const admin = await stage.joinAlso(root, "/admin");
    const both = Promise.all([once(root.client, "connect"), once(admin.client, "connect")]);

    root.server.cut();
    await both;

    expect(root.server.countConnections()).toBe(1);
    expect([root.client.connected, admin.client.connected]).toEqual([true, true]);
  });

  test("only to the namespaces that it has not left", async () => {
    const { server, client } = await stage.pair(generation, { namespace: "/one", client: eager });
    const arrivals: string[] = [];
    const left = client.io.socket("/two");
    server.of("/two").on("connection", () => arrivals.push("/two"));
    await once(left, "connect");
    left.disconnect();

    server.cut();
    await once(client, "connect");
    const arrival = once<[ServerSocket]>(server.of("/one"), "connection");
    server.cut();
    await Promise.all([arrival, once(client, "connect")]);

    expect(arrivals).toEqual(["/two"]);
    expect(left.connected).toBe(false);
  });

  test("and delivers what it emitted meanwhile, in order", async () => {
    const { server, client } = await stage.pair(generation, { client: eager });
    await Promise.all([once(client, "disconnect"), server.kill()]);

    for (let i = 0; i < 100; i++) client.emit("missed", i % 10 === 0 ? Buffer.from([i]) : i);
    const heard: unknown[] = [];
    const restarted = await stage.restart(server);
    const last = new Promise<void>((resolve) => {
      restarted.of("/").on("connection", (socket) => {
        socket.on("missed", (value: unknown) => heard.push(value) === 100 && resolve());
      });
    });
    await last;

    expect(heard).toEqual(Array.from({ length: 100 }, (_, i) => (i % 10 === 0 ? Buffer.from([i]) : i)));
  });

  test("and delivers what it emitted in its listener of the break before what came later", async () => {
    const { server, client } = await stage.pair(generation, { client: eager });
    const heard: string[] = [];
    const last = new Promise<void>((resolve) => {
      server.of("/").on("connection", (socket) => {
        socket.on("news", (text: string) => heard.push(text) === 2 && resolve());
      });
    });
    client.once("disconnect", () => client.emit("news", "while away"));
    client.once("connect", () => client.emit("news", "back"));

    server.cut();
    await last;

    expect(heard).toHaveLength(2);
    expect(heard).toContain("while away");
    expect(heard).toContain("back");
  });

  laterTest("and asks for its auth anew each time", async () => {
    const server = await stage.serve(generation);
    const tokens: unknown[] = [];
    server.of("/admin").on("connection", ({ handshake }) => {
      tokens.push((generation.authOf(handshake) as { token?: string }).token);
    });
    let calls = 0;
    const auth: ClientOptions["auth"] = (answer) => answer({ token: `token ${++calls}` });
    const { client } = await stage.join(server, { namespace: "/admin", client: { ...eager, auth } });

    for (let breaks = 0; breaks < 2; breaks++) {
      server.cut();
      await once(client, "connect");
    }
    await expect.poll(() => tokens.length).toBe(3);

    expect(tokens).toEqual(["token 1", "token 2", "token 3"]);
  });

  test("from the start, when the server comes up later", async () => {
    const early = await stage.serve(generation);
    await early.kill();
    const client = stage.open(early, "/", eager);
    await once(client, "connect_error");

    await stage.restart(early);
    await once(client, "connect");

    expect(client.connected).toBe(true);
  });

  laterTest("and gives up when it is told to disconnect meanwhile", async () => {
    const { server, client } = await stage.pair(generation, { client: eager });
    await Promise.all([once(client, "disconnect"), server.kill()]);
    await once(client.io, "reconnect_attempt");

    client.disconnect();
    const restarted = await stage.restart(server);
    const other = await stage.join(restarted, { client: eager });

    expect(client.active).toBe(false);
    expect(other.client.connected).toBe(true);
    expect(restarted.countConnections()).toBe(1);
  });
});

describe.each(generations)("a client of $name does not come back", (generation) => {
  const stage = useStage();

  test("without reconnection, until it is told to", async () => {
    const { server, client } = await stage.pair(generation, { client: { ...eager, reconnection: false } });
    let connects = 0;
    client.on("connect", () => connects++);
    server.cut();
    await once(client, "disconnect");

    // Longer than a client would wait that does reconnect.
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(connects).toBe(0);
    client.connect();
    await once(client, "connect");

    expect(connects).toBe(1);
  });

  ourTest("more than once for several calls in one go", async () => {
    const server = await stage.serve(generation);
    let connections = 0;
    server.of("/").on("connection", () => connections++);

    const client = stage.open(server);
    client.disconnect();
    client.connect();
    client.disconnect();
    client.connect();
    await once(client, "connect");
    await stage.join(server);

    expect(connections).toBe(2);
    expect(server.countConnections()).toBe(2);
  });
});
