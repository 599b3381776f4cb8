import { describe, expect } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import { ourTest } from "./client-under-test.js";
import { generations } from "./generations.js";
import type { RunningServer } from "./server-under-test.js";
import { useStage } from "./stage.js";

const full = expect.objectContaining({ name: "OutboxFullError", code: "OUTBOX_FULL" });

/** What the emit throws. */
function thrownBy(emit: () => unknown): unknown {
  try {
    emit();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** What arrives as `news` until `end` arrives. */
function newsOf(server: RunningServer): Promise<unknown[]> {
  const heard: unknown[] = [];
  return new Promise((resolve) => {
    server.of("/").on("connection", (socket) => {
      socket.on("news", (value: unknown) => heard.push(value));
      socket.on("end", () => resolve(heard));
    });
  });
}

describe.each(generations)("while it has no connection to $name, a client", (generation) => {
  const stage = useStage();

  ourTest("keeps as many events as it may, and says which one is too much", async () => {
    const server = await stage.serve(generation);
    const news = newsOf(server);
    const client = stage.open(server, "/", { autoConnect: false, maxOutboxEvents: 3 });

    for (const n of [1, 2, 3]) client.emit("news", n);
    expect(thrownBy(() => client.emit("news", 4))).toEqual(full);
    await expect(client.emitWithAck("news", 5)).rejects.toEqual(full);
    client.connect();
    await once(client, "connect");
    client.emit("news", 6);
    client.emit("end");

    expect(await news).toEqual([1, 2, 3, 6]);
  });

  ourTest("keeps as many bytes as it may, and says which event is too much", async () => {
    const server = await stage.serve(generation);
    const news = newsOf(server);
    const client = stage.open(server, "/", { autoConnect: false, maxOutboxBytes: 10_000 });
    const large = Buffer.alloc(6_000, 1);

    client.emit("news", large);
    expect(thrownBy(() => client.emit("news", large))).toEqual(full);
    expect(thrownBy(() => client.emit("news", "a".repeat(6_000)))).toEqual(full);
    client.emit("news", "small");
    client.connect();
    await once(client, "connect");
    client.emit("end");

    expect(await news).toEqual([large, "small"]);
  });

  ourTest("takes volatile events, which it drops, though no more can be kept", async () => {
    const server = await stage.serve(generation);
    const news = newsOf(server);
    const client = stage.open(server, "/", { autoConnect: false, maxOutboxEvents: 1 });

    client.emit("news", "kept");
    client.volatile.emit("news", "dropped");
    client.connect();
    await once(client, "connect");
    client.emit("end");

    expect(await news).toEqual(["kept"]);
  });
});
