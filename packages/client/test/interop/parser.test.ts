import { createRequire } from "node:module";
import { describe, expect } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import type { Acknowledge, ClientOptions } from "./client.js";
import { laterTest } from "./client-under-test.js";
import { official4 } from "./generations.js";
import { useStage } from "./stage.js";

const parser = createRequire(import.meta.url)("socket.io-msgpack-parser") as NonNullable<
  ClientOptions["parser"]
>;
const options = { server: { parser }, client: { parser } };
const file = { name: "a", bytes: Buffer.from([1, 2, 255]), at: [1.5, null, true, "é🐟"] };

describe("a client with the parser of its server", () => {
  const stage = useStage();

  laterTest.each(["/", "/admin"])("exchanges events and acks on %s", async (namespace) => {
    const { client, socket } = await stage.pair(official4, { namespace, ...options });
    socket.on("ask", (question: unknown, acknowledge: Acknowledge) => acknowledge(question, "ok"));
    client.on("ask", (question: unknown, acknowledge: Acknowledge) => acknowledge(question));

    expect(await client.emitWithAck("ask", file)).toEqual(file);
    expect(await new Promise((resolve) => socket.emit("ask", file, resolve))).toEqual(file);
  });

  laterTest("tells its auth, and is refused", async () => {
    const server = await stage.serve(official4, options.server);
    server.of("/admin").use(({ handshake }, next) => {
      next(new Error(`not ${handshake.auth?.["name"]}`));
    });

    const client = stage.open(server, "/admin", { ...options.client, auth: { name: "ada" } });
    const [error] = await once<[Error]>(client, "connect_error");

    expect(error.message).toBe("not ada");
  });

  laterTest("is disconnected by its server, and leaves by itself", async () => {
    const { server, client, socket } = await stage.pair(official4, options);
    const left = once(client, "disconnect");
    socket.disconnect();
    expect(await left).toEqual(["io server disconnect", undefined]);

    const arrival = once(server.of("/"), "connection");
    client.connect();
    await Promise.all([arrival, once(client, "connect")]);
    client.disconnect();

    expect(client.connected).toBe(false);
  });
});
