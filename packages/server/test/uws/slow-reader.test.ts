import { describe, expect, test } from "vitest";
import { framesUntil } from "../contract/stage.js";
import { uws } from "./application.js";
import { endOf, join, useStage } from "./stage.js";

const chunk = "x".repeat(500_000);
const told = "a message was dropped: more than 100000 bytes (maxBackpressure) were waiting";

describe.skipIf(uws === undefined)("On uWebSockets.js, a peer that does not read", () => {
  const { serve } = useStage();

  test("has nothing dropped, as long as there is no limit", async () => {
    const server = await serve();
    const { peer, socket } = await join(server);
    peer.pause();

    for (let n = 0; n < 40; n += 1) socket.emit("fill", chunk);
    socket.emit("end");
    expect(socket.conn).toHaveProperty("bufferedBytes", expect.any(Number));
    peer.resume();

    expect(await framesUntil(peer, '42["end"]')).toHaveLength(40);
  });

  test("is cut when a message would have to be dropped, and its socket is told", async () => {
    const server = await serve({ maxBackpressure: 100_000 });
    const { peer, socket } = await join(server);
    const end = endOf(socket);
    const errors: unknown[] = [];
    socket.conn.on("error", (error) => errors.push(error));
    peer.pause();

    for (let n = 0; n < 40; n += 1) socket.emit("fill", chunk);

    expect(await end).toEqual(["slow consumer", new Error(told)]);
    expect(errors).toEqual([new Error(told)]);
    expect(server.io.engine.clientsCount).toBe(0);
    peer.resume();
    expect(await peer.closed).toEqual({ code: 1006, reason: "" });
  });

  test("misses nothing that is followed by something", async () => {
    const server = await serve({ maxBackpressure: 100_000 });
    const { peer, socket } = await join(server);
    const end = endOf(socket);
    peer.pause();

    for (let n = 0; n < 40; n += 1) socket.emit("n", n, chunk);
    socket.emit("small");
    await end;
    peer.resume();

    const heard: string[] = [];
    for (let n = 0; ; n += 1) {
      const frame = await peer.next().catch(() => undefined);
      if (frame === undefined) break;
      expect(String(frame).slice(0, 20)).toBe(`42["n",${n},"${"x".repeat(20)}`.slice(0, 20));
      heard.push(String(frame));
    }
    expect(heard.length).toBeLessThan(40);
  });

  test("is cut when the last message before a close would have to be dropped", async () => {
    const server = await serve({ maxBackpressure: 100_000 });
    const { peer, socket } = await join(server);
    const end = endOf(socket);
    const errors: unknown[] = [];
    socket.conn.on("error", (error) => errors.push(error));
    peer.pause();

    while (Reflect.get(socket.conn, "bufferedBytes") === 0) socket.emit("fill", chunk);
    socket.emit("last");
    socket.conn.close();

    expect((await end)[0]).toBe("forced close");
    await expect.poll(() => errors).toEqual([new Error(told)]);
    peer.resume();
    expect((await peer.closed).code).toBe(1006);
  });

  test("is cut in the middle of a broadcast that reaches all others", async () => {
    const server = await serve({ maxBackpressure: 100_000 });
    const slow = await join(server);
    const healthy = await join(server);
    const end = endOf(slow.socket);
    slow.peer.pause();

    for (let n = 0; n < 40; n += 1) {
      server.io.emit("fill", chunk);
      await healthy.peer.next();
    }

    expect((await end)[0]).toBe("slow consumer");
    expect([...server.io.of("/").sockets.keys()]).toEqual([healthy.socket.id]);
    slow.peer.resume();
    await slow.peer.closed;
  });

  test("is closed behind what it was sent", async () => {
    const server = await serve();
    const { peer, socket } = await join(server);
    peer.pause();

    for (let n = 0; n < 40; n += 1) socket.emit("fill", chunk);
    socket.conn.close();
    setImmediate(() => peer.resume());

    for (let n = 0; n < 40; n += 1) expect(await peer.next()).toHaveLength(chunk.length + 13);
    expect(await peer.closed).toEqual({ code: 1000, reason: "forced close" });
  });
});
