import { describe, expect, test } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import { generations, official4 } from "./generations.js";
import type { ServerSocket } from "./server.js";
import { eager, type Pair, useStage } from "./stage.js";

const server = { connectionStateRecovery: {} };

describe.runIf(generations.includes(official4))(
  `a client of ${official4.name}, which recovers states,`,
  () => {
    const stage = useStage();

    /** A client that has had an event, from which on it can be told what it missed. */
    async function pairWithHistory(namespace: string): Promise<Pair> {
      const pair = await stage.pair(official4, { server, namespace, client: eager });
      pair.socket.emit("news", "first");
      await once(pair.client, "news");
      return pair;
    }

    test.each(["/", "/admin"])(
      "is the same on %s after a break, and gets what it missed",
      async (namespace) => {
        const { server: running, client, socket } = await pairWithHistory(namespace);
        const { id } = client;
        const heard: unknown[] = [];
        client.on("news", (value: unknown) => heard.push(value));
        const arrival = once<[ServerSocket]>(running.of(namespace), "connection");
        socket.on("disconnect", () => {
          for (let i = 0; i < 20; i++) running.of(namespace).emit("news", i % 5 === 0 ? Buffer.from([i]) : i);
        });

        const before = client.recovered;
        running.cut();
        const [[again]] = await Promise.all([arrival, once(client, "connect")]);
        again.emit("end");
        await once(client, "end");

        expect([before, client.recovered]).toEqual([false, true]);
        expect(client.id).toBe(id);
        expect(again.id).toBe(id);
        expect(heard).toEqual(Array.from({ length: 20 }, (_, i) => (i % 5 === 0 ? Buffer.from([i]) : i)));
      },
    );

    test("is recovered again and again", async () => {
      const { server: running, client } = await pairWithHistory("/");
      const { id } = client;

      for (let breaks = 0; breaks < 3; breaks++) {
        running.cut();
        await once(client, "connect");
        expect([client.recovered, client.id]).toEqual([true, id]);
      }
    });

    test("sends what it emitted meanwhile after it is recovered", async () => {
      const { server: running, client } = await pairWithHistory("/");
      client.once("disconnect", () => client.emit("missed", 1));
      const arrival = once<[ServerSocket]>(running.of("/"), "connection");

      running.cut();
      const [again] = await arrival;

      expect(await once(again, "missed")).toEqual([1]);
      expect(client.recovered).toBe(true);
    });

    test("is a new one after it disconnected by itself", async () => {
      const { client } = await pairWithHistory("/");
      const { id } = client;

      client.disconnect();
      client.connect();
      await once(client, "connect");

      expect(client.recovered).toBe(false);
      expect(client.id).not.toBe(id);
    });

    test("is a new one of a server that does not know it", async () => {
      const { server: running, client } = await pairWithHistory("/");
      const { id } = client;

      await running.kill();
      await stage.restart(running, server);
      await once(client, "connect");

      expect(client.recovered).toBe(false);
      expect(client.id).not.toBe(id);
    });
  },
);
