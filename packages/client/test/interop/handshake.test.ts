import { describe, expect, test } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import type { ClientOptions } from "./client.js";
import { laterTest } from "./client-under-test.js";
import { type Generation, generations, lateGenerations } from "./generations.js";
import type { Handshake, ServerSocket } from "./server.js";
import { useStage } from "./stage.js";

/** Characters that mean something in a URL, in a packet's header, or beyond ASCII. */
const awkward = "a b&c=d,e?f#g/h+i%20é🐟";

const stage = useStage();

/** The handshake of a client that opens an address, which is what follows host and port. */
async function handshakeOf(
  generation: Generation,
  address: string,
  namespace: string,
  options: ClientOptions = {},
): Promise<Handshake> {
  const server = await stage.serve(generation);
  const arrival = once<[ServerSocket]>(server.of(namespace), "connection");
  const client = stage.open(server, address, options);
  const [[socket]] = await Promise.all([arrival, once(client, "connect")]);
  return socket.handshake;
}

describe.each(generations)("a client presents itself to $name", (generation) => {
  test.each([
    ["", "/"],
    ["/", "/"],
    ["/admin", "/admin"],
    ["/admin/deep", "/admin/deep"],
  ])("at the address '%s' of the namespace %s", async (address, namespace) => {
    const { headers, query } = await handshakeOf(generation, address, namespace);

    expect(headers["host"]).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(query).toMatchObject({ transport: "websocket" });
  });

  test.each([
    ["?token=abc&n=1", "/"],
    ["/?token=abc&n=1", "/"],
    ["/admin?token=abc&n=1", "/admin"],
  ])("with the query of the address '%s' on %s", async (address, namespace) => {
    const { query } = await handshakeOf(generation, address, namespace);

    expect(query).toMatchObject({ token: "abc", n: "1", transport: "websocket" });
  });

  test.each(["/", "/admin"])("with the query of its options, decoded, on %s", async (namespace) => {
    const options = { query: { token: awkward, n: "1" } };

    const { query } = await handshakeOf(generation, namespace, namespace, options);

    expect(query).toMatchObject({ token: awkward, n: "1", transport: "websocket" });
  });

  test("with headers of its own", async () => {
    const options = { extraHeaders: { "X-Token": "abc", authorization: "Bearer 123" } };

    const { headers } = await handshakeOf(generation, "/", "/", options);

    expect(headers).toMatchObject({ "x-token": "abc", authorization: "Bearer 123", upgrade: "websocket" });
  });

  test("at another path", async () => {
    const server = await stage.serve(generation, { path: "/some/where" });

    const client = stage.open(server, "/", { path: "/some/where" });
    await once(client, "connect");

    expect(server.countConnections()).toBe(1);
  });

  test("at a ws: address", async () => {
    const server = await stage.serve(generation);

    const client = stage.open({ ...server, url: server.url.replace("http:", "ws:") });
    await once(client, "connect");

    expect(server.countConnections()).toBe(1);
  });

  laterTest("with its auth on a namespace", async () => {
    const options = { auth: { token: awkward, user: "42" } };

    const handshake = await handshakeOf(generation, "/admin", "/admin", options);

    expect(generation.authOf(handshake)).toMatchObject({ token: awkward, user: "42" });
  });

  laterTest("with an auth on a namespace that a function gives, later", async () => {
    const auth: ClientOptions["auth"] = (answer) => setImmediate(answer, { token: awkward });

    const handshake = await handshakeOf(generation, "/admin", "/admin", { auth });

    expect(generation.authOf(handshake)).toMatchObject({ token: awkward });
  });

  laterTest("with its auth on a namespace, though a middleware of / takes its time", async () => {
    const server = await stage.serve(generation);
    server.of("/").use((_socket, next) => setTimeout(next, 50));

    const { socket } = await stage.join(server, { namespace: "/admin", client: { auth: { token: "abc" } } });

    expect(generation.authOf(socket.handshake)).toMatchObject({ token: "abc" });
  });

  laterTest("with an auth for each of its namespaces", async () => {
    const server = await stage.serve(generation);
    const arrivals = ["/one", "/two"].map((name) => once<[ServerSocket]>(server.of(name), "connection"));

    const first = stage.open(server, "/one", { auth: { token: "1" } });
    first.io.socket("/two", { auth: { token: "2" } });
    const sockets = await Promise.all(arrivals);

    const auths = sockets.map(([{ handshake }]) => generation.authOf(handshake));
    expect(auths).toMatchObject([{ token: "1" }, { token: "2" }]);
  });
});

describe.each(lateGenerations)("a client presents itself to $name", (generation) => {
  const auth = { token: awkward, roles: ["a", { b: 1 }], "": null };

  test("with its auth on /, as it is", async () => {
    const handshake = await handshakeOf(generation, "/", "/", { auth });

    expect(handshake.auth).toEqual(auth);
  });

  test("with an auth on / that a function gives, later", async () => {
    const later: ClientOptions["auth"] = (answer) => setImmediate(answer, auth);

    const handshake = await handshakeOf(generation, "/", "/", { auth: later });

    expect(handshake.auth).toEqual(auth);
  });

  test("without an auth", async () => {
    const handshake = await handshakeOf(generation, "/", "/");

    expect(handshake.auth).toEqual({});
  });
});
