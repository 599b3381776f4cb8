import type { Socket } from "@sockeye/server";
import { describe, expect, test } from "vitest";
import { generations } from "./generations.js";
import { once } from "./once.js";
import { useStage } from "./stage.js";

describe.each(generations)("$name", (generation) => {
  const stage = useStage();

  test("stays connected through many heartbeats", async () => {
    const { client, socket } = await stage.pair(generation, {
      server: { pingInterval: 50, pingTimeout: 400 },
    });
    const start = Date.now();

    for (let beats = 0; beats < 10; beats++) await once(client.io.engine, "pong");

    // Longer than either side would wait for a silent peer.
    expect(Date.now() - start).toBeGreaterThan(50 + 400);
    expect(client.connected).toBe(true);
    expect(socket.connected).toBe(true);
  });

  test("stays connected when its events take the place of heartbeats", async () => {
    const { client, socket } = await stage.pair(generation, {
      server: { pingInterval: 50, pingTimeout: 400 },
    });
    const end = Date.now() + 50 + 400 + 100;
    client.on("tick", () => client.emit("tock"));

    while (Date.now() < end) {
      socket.emit("tick");
      await once(socket, "tock");
    }

    expect(client.connected).toBe(true);
    expect(socket.connected).toBe(true);
  });

  test("is dropped by the server when it falls silent", async () => {
    const server = await stage.serve({ pingInterval: 60, pingTimeout: 200 });
    const relay = await stage.relay(server);
    const { socket } = await stage.join(generation, server, { through: relay });

    relay.silenceClients();
    const start = Date.now();
    const [reason] = await once(socket, "disconnect");

    expect(reason).toBe("ping timeout");
    expect(Date.now() - start).toBeLessThan(2_000);
    expect(server.io.of("/").sockets.size).toBe(0);
  });

  test("notices that the server fell silent and comes back", async () => {
    const server = await stage.serve({ pingInterval: 60, pingTimeout: 200 });
    const relay = await stage.relay(server);
    const { client } = await stage.join(generation, server, {
      through: relay,
      client: { reconnection: true, reconnectionDelay: 10, reconnectionDelayMax: 40 },
    });

    relay.silenceServer();
    const [reason] = await once(client, "disconnect");
    const arrival = once<[Socket]>(server.io, "connection");
    const [[again]] = await Promise.all([arrival, once(client, "connect")]);
    again.emit("welcome", "back");

    expect(reason).toBe("ping timeout");
    expect(await once(client, "welcome")).toEqual(["back"]);
  });
});
