import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import { generations } from "./generations.js";
import type { ServerSocket } from "./server.js";
import { eager, useStage } from "./stage.js";

/** The shortest times that our client goes by. */
const server = { pingInterval: 1_000, pingTimeout: 1_000 };

describe.each(generations)("a client of $name", (generation) => {
  const stage = useStage();

  // Nothing but heartbeats is on the connections, and real time has to pass: longer than either side would wait.
  test("stays connected, on one namespace and on several, through heartbeats alone", async () => {
    const alone = await stage.pair(generation, { server, client: { reconnection: false } });
    const root = await stage.join(alone.server);
    const admin = await stage.joinAlso(root, "/admin");
    const pairs = [alone, root, admin];

    await delay(3_300);

    expect(pairs.map(({ client }) => client.connected)).toEqual([true, true, true]);
    expect(pairs.map(({ socket }) => socket.connected)).toEqual([true, true, true]);
    const echoes = pairs.map(({ socket }) => once(socket, "still"));
    for (const { client } of pairs) client.emit("still", "here");
    expect(await Promise.all(echoes)).toEqual([["here"], ["here"], ["here"]]);
  });

  test("notices that the server fell silent, and comes back", async () => {
    const silent = await stage.serve(generation, server);
    const relay = await stage.relay(silent);
    const { client, socket } = await stage.join(silent, { through: relay, client: eager });
    const arrival = once<[ServerSocket]>(silent.of("/"), "connection");

    relay.silenceServer();
    const start = Date.now();
    const [reason] = await once(client, "disconnect");
    const elapsedMs = Date.now() - start;
    const [[again]] = await Promise.all([arrival, once(client, "connect")]);
    again.emit("welcome", "back");

    expect(reason).toBe("ping timeout");
    expect(elapsedMs).toBeGreaterThan(900);
    expect(elapsedMs).toBeLessThan(3_000);
    expect(await once(client, "welcome")).toEqual(["back"]);
    expect(client.id).not.toBe(socket.id);
  });
});
