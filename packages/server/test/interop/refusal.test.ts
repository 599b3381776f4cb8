import { describe, expect, test } from "vitest";
import type { ClientSocket } from "./client.js";
import { generations } from "./generations.js";
import { once } from "./once.js";
import { useStage } from "./stage.js";

const refusal = Object.assign(new Error("not you"), { data: { code: 7, hint: "é🐟" } });

describe.each(generations)("$name learns that", (generation) => {
  const stage = useStage();

  async function nextRefusal(client: ClientSocket): Promise<unknown> {
    const [error] = await once(client, generation.refusedEvent);
    return error;
  }

  test("a middleware of / refuses it, and with which data", async () => {
    const server = await stage.serve();
    server.io.use((_socket, next) => next(refusal));

    const client = stage.open(generation, server.url);

    expect(await nextRefusal(client)).toEqual(
      generation.refusal({ message: "not you", data: { code: 7, hint: "é🐟" } }),
    );
    expect(client.connected).toBe(false);
    expect(server.io.of("/").sockets.size).toBe(0);
  });

  test("a middleware of / refuses it without data", async () => {
    const server = await stage.serve();
    server.io.use((_socket, next) => next(new Error("not you")));

    const client = stage.open(generation, server.url);

    expect(await nextRefusal(client)).toEqual(generation.refusal({ message: "not you" }));
  });

  test("a middleware of a namespace refuses it, and with which data", async () => {
    const server = await stage.serve();
    server.io.of("/admin").use((_socket, next) => next(refusal));

    const client = stage.open(generation, `${server.url}/admin`);

    expect(await nextRefusal(client)).toEqual(
      generation.refusal({ message: "not you", data: { code: 7, hint: "é🐟" } }),
    );
    expect(client.connected).toBe(false);
    expect(server.io.of("/admin").sockets.size).toBe(0);
  });

  test("a middleware refuses its token, which the address or the auth carried", async () => {
    const server = await stage.serve();
    server.io.of("/admin").use((socket, next) => next(new Error(`bad ${socket.handshake.auth["token"]}`)));
    const { suffix, options } = generation.withToken("abc");

    const client = stage.open(generation, `${server.url}/admin${suffix}`, options);

    expect(await nextRefusal(client)).toEqual(generation.refusal({ message: "bad abc" }));
  });

  test("the first middleware that refuses has the last word", async () => {
    const server = await stage.serve();
    const called: number[] = [];
    server.io.of("/admin").use((_socket, next) => {
      called.push(1);
      setImmediate(next, refusal);
    });
    server.io.of("/admin").use((_socket, next) => {
      called.push(2);
      next();
    });

    await nextRefusal(stage.open(generation, `${server.url}/admin`));

    expect(called).toEqual([1]);
  });

  test("a namespace is unknown", async () => {
    const server = await stage.serve();

    const client = stage.open(generation, `${server.url}/nowhere`);

    // Servers of the early generations send the bare text, the official one of today an object.
    const error = await nextRefusal(client);
    expect(error instanceof Error ? error.message : JSON.stringify(error)).toContain("Invalid namespace");
    expect(client.connected).toBe(false);
  });

  test("a namespace may refuse first and accept later", async () => {
    const server = await stage.serve();
    const answers = [refusal, undefined];
    server.io.of("/admin").use((_socket, next) => next(answers.shift()));
    const client = stage.open(generation, `${server.url}/admin`);
    await nextRefusal(client);

    client.connect();
    await once(client, "connect");

    expect(server.io.of("/admin").sockets.size).toBe(1);
  });

  test("one namespace refuses it while another one serves it", async () => {
    const { server, client, socket } = await stage.pair(generation);
    server.io.of("/admin").use((_socket, next) => next(refusal));

    await nextRefusal(client.io.socket("/admin"));
    socket.emit("still", "here");

    expect(await once(client, "still")).toEqual(["here"]);
  });
});
