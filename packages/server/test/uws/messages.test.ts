import { describe, expect, test } from "vitest";
import { encodeFrame, opcode } from "../contract/raw-frames.js";
import { nextFrames } from "../contract/stage.js";
import { connectTcp, openTcp, requestBytes } from "../contract/tcp-peer.js";
import { uws } from "./application.js";
import { endOf, join, useStage } from "./stage.js";

describe.skipIf(uws === undefined)("On uWebSockets.js", () => {
  const { serve } = useStage();

  test("handlers get a Buffer, which stays theirs", async () => {
    const server = await serve();
    const { peer, socket } = await join(server);
    const received: unknown[] = [];
    const isDone = new Promise<void>((resolve) => socket.on("done", () => resolve()));
    socket.on("file", (bytes) => received.push(bytes));

    for (const n of [1, 2]) {
      peer.send('451-["file",{"_placeholder":true,"num":0}]');
      peer.send(Uint8Array.of(n, n));
    }
    peer.send('42["done"]');
    await isDone;

    expect(received).toEqual([Buffer.of(1, 1), Buffer.of(2, 2)]);
  });

  test("bytes may be changed once they have been emitted", async () => {
    const server = await serve();
    const { peer, socket } = await join(server);
    const [own, shared] = [Buffer.of(1), Buffer.of(2)];

    socket.emit("file", own);
    server.io.emit("file", shared);
    own.fill(9);
    shared.fill(9);

    const frames = await nextFrames(peer, 4);
    expect([frames[1], frames[3]]).toEqual([Uint8Array.of(1), Uint8Array.of(2)]);
  });

  test("what a turn sends to a connection arrives in one piece", async () => {
    const server = await serve();
    const chunks: string[] = [];
    const tcp = await openTcp(server.port);
    tcp.on("data", (chunk) => chunks.push(chunk.toString()));
    const arrival = new Promise((resolve) => server.io.of("/").on("connection", resolve));
    tcp.write(requestBytes(server.port, { query: "EIO=3&transport=websocket" }));
    await arrival;
    await expect.poll(() => chunks.join("")).toContain("40");
    chunks.length = 0;

    server.io.emit("first");
    server.io.local.emit("second");
    server.io.emit("third");

    await expect.poll(() => chunks.join("")).toContain("third");
    expect(chunks).toHaveLength(1);
    expect(chunks[0]).toMatch(/first.*second.*third/);
    tcp.destroy();
  });

  test("what waits for the end of a turn goes ahead of what a handler answers", async () => {
    const server = await serve();
    const [first, second] = [await join(server), await join(server)];
    const sent: string[] = [];
    for (const { socket } of [first, second]) {
      socket.on("n", (n: number) => {
        sent.push(`42["n",${n}]`);
        server.io.emit("n", n); // at once for one of them, at the end of the turn for the other
      });
    }

    for (let n = 0; n < 400; n += 1) (n % 2 === 0 ? first : second).peer.send(`42["n",${n}]`);

    const [heardByFirst, heardBySecond] = await Promise.all(
      [first, second].map(({ peer }) => nextFrames(peer, 400)),
    );
    expect(heardByFirst).toEqual(sent);
    expect(heardBySecond).toEqual(sent);
  });

  test("a frame without a mask is taken for one that has it", async () => {
    const server = await serve();
    const { peer, socket } = await join(server);
    socket.on("say", (word: string) => socket.emit("say", word));
    const bytes = encodeFrame({ opcode: opcode.text, payload: '42["say","hi"]' });
    bytes[1] = (bytes[1] ?? 0) & 0x7f;

    peer.write(bytes);

    expect(await peer.next()).toBe('42["say","hi"]');
  });

  test("a message that is far too large ends the connection, with a reason for the application", async () => {
    const server = await serve({ maxHttpBufferSize: 500 });
    const { peer, socket } = await join(server);
    const end = endOf(socket);

    peer.send(new Uint8Array(751));

    expect(await end).toEqual([
      "parse error",
      new RangeError("message exceeds maxHttpBufferSize of 500 bytes"),
    ]);
    expect(await peer.closed).toEqual({ code: 1006, reason: "" });
  });

  test("a connection that is discarded before its open packet is cut", async () => {
    const server = await serve();
    server.io.engine.once("connection", (connection) => connection.close(true));

    const closed = connectTcp(server.port).then((peer) => peer.closed);

    await expect(closed).rejects.toThrow("ended before an answer");
    await join(server);
    expect(server.io.engine.clientsCount).toBe(1);
  });

  test("a connection that is discarded is cut, although it was closed first", async () => {
    const server = await serve();
    const { peer, socket } = await join(server);

    socket.conn.close(true);

    expect(await peer.closed).toEqual({ code: 1006, reason: "" });
  });
});
