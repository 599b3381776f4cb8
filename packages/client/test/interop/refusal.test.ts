import { describe, expect, test } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import type { ClientSocket } from "./client.js";
import { laterTest, refusedEvent } from "./client-under-test.js";
import { earlyGenerations, generations, lateGenerations, type Refusal } from "./generations.js";
import { useStage } from "./stage.js";

const data = { code: 7, hint: "é🐟" };

/** What the next refusal says; an early client gets it without the error around it. */
async function nextRefusal(client: ClientSocket): Promise<unknown> {
  const [error] = await once(client, refusedEvent);
  if (error instanceof Error) return error;
  return typeof error === "string" ? { message: error } : { data: error };
}

function refusal(message: string, more?: unknown): Error & Refusal {
  return Object.assign(new Error(message), more === undefined ? {} : { data: more });
}

describe.each(generations)("a client that a middleware of $name refuses", (generation) => {
  const stage = useStage();

  test.each(["/", "/admin"])("on %s gets the message", async (namespace) => {
    const server = await stage.serve(generation);
    server.of(namespace).use((_socket, next) => next(refusal("not you")));

    const client = stage.open(server, namespace);

    expect(await nextRefusal(client)).toMatchObject(generation.refusal({ message: "not you" }));
    expect(client.connected).toBe(false);
    expect(client.id).toBe(undefined);
  });

  test.each(["/", "/admin"])("on %s gets the data", async (namespace) => {
    const server = await stage.serve(generation);
    server.of(namespace).use((_socket, next) => next(refusal("not you", data)));

    const client = stage.open(server, namespace);

    expect(await nextRefusal(client)).toMatchObject(generation.refusal({ message: "not you", data }));
  });

  laterTest.each(["/", "/admin"])("on %s gets an Error, and does not try again", async (namespace) => {
    const server = await stage.serve(generation);
    let attempts = 0;
    server.of(namespace).use((_socket, next) => {
      attempts++;
      next(refusal("not you", data));
    });

    const client = stage.open(server, namespace, { reconnection: true, reconnectionDelay: 10 });
    const [error] = await once(client, "connect_error");
    const isActive = client.active;
    await stage.pair(generation);

    expect(error).toBeInstanceOf(Error);
    expect(isActive).toBe(false);
    expect(attempts).toBe(1);
  });

  laterTest("may come again with another auth, and is let in", async () => {
    const server = await stage.serve(generation);
    server.of("/admin").use((socket, next) => {
      const { token } = generation.authOf(socket.handshake) as { token?: string };
      next(token === "good" ? undefined : refusal(`bad token ${token}`));
    });
    const client = stage.open(server, "/admin", { auth: { token: "bad" } });
    const error = await nextRefusal(client);

    client.auth = { token: "good" };
    client.connect();
    await once(client, "connect");

    expect(error).toMatchObject({ message: "bad token bad" });
    expect([client.connected, client.active]).toEqual([true, true]);
  });

  laterTest("on / may come again, and is let in", async () => {
    const server = await stage.serve(generation);
    const decisions = [refusal("not yet"), undefined];
    server.of("/").use((_socket, next) => next(decisions.shift()));
    const client = stage.open(server);
    await nextRefusal(client);

    client.connect();
    await once(client, "connect");

    expect(client.connected).toBe(true);
    expect(decisions).toEqual([]);
  });

  test("on one namespace is served on another one", async () => {
    const { server, client, socket } = await stage.pair(generation);
    server.of("/admin").use((_socket, next) => next(refusal("not you")));

    await nextRefusal(client.io.socket("/admin"));
    socket.emit("still", "here");

    expect(await once(client, "still")).toEqual(["here"]);
  });

  laterTest("keeps what it emitted, and sends it when it is let in", async () => {
    const server = await stage.serve(generation);
    const decisions = [refusal("not yet"), undefined];
    server.of("/admin").use((_socket, next) => next(decisions.shift()));
    const heard = new Promise((resolve) => {
      server.of("/admin").on("connection", (socket) => socket.on("kept", resolve));
    });
    const client = stage.open(server, "/admin");
    client.emit("kept", "for later");
    await nextRefusal(client);

    client.connect();

    expect(await heard).toBe("for later");
  });
});

describe.each(earlyGenerations)("a client that a middleware of / of $name refuses", (generation) => {
  const stage = useStage();

  test("is let into no other namespace, and told so", async () => {
    const server = await stage.serve(generation);
    server.of("/").use((_socket, next) => next(refusal("not you")));
    server.of("/admin");

    const client = stage.open(server, "/admin");

    expect(await nextRefusal(client)).toMatchObject({ message: "not you" });
    expect(client.connected).toBe(false);
  });
});

describe.each(lateGenerations)("a client that a middleware of / of $name refuses", (generation) => {
  const stage = useStage();

  test("may come again with another auth, and is let in", async () => {
    const server = await stage.serve(generation);
    server.of("/").use((socket, next) => {
      const token = socket.handshake.auth?.["token"];
      next(token === "good" ? undefined : refusal(`bad token ${token}`, data));
    });
    const client = stage.open(server, "/", { auth: { token: "bad" } });
    const error = await nextRefusal(client);

    client.auth = { token: "good" };
    client.connect();
    await once(client, "connect");

    expect(error).toMatchObject({ message: "bad token bad", data });
  });
});
