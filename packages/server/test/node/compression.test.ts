import { describe, expect, test } from "vitest";
import type { PerMessageDeflateOptions } from "ws";
import { openingUrl, useStage } from "./stage.js";

const stage = useStage();
const compressed = { perMessageDeflate: true };
const large = "much the same ".repeat(5000);

/** How many bytes have come over a client's TCP connection. */
function bytesRead({ webSocket }: { readonly webSocket: object }): number {
  const { _socket: socket } = webSocket as { readonly _socket: { readonly bytesRead: number } };
  return socket.bytesRead;
}

function bytesWritten({ webSocket }: { readonly webSocket: object }): number {
  const { _socket: socket } = webSocket as { readonly _socket: { readonly bytesWritten: number } };
  return socket.bytesWritten;
}

describe("perMessageDeflate", () => {
  test("is off unless it is asked for", async () => {
    const { port } = await stage.serve();

    const client = await stage.webSocket(port);

    expect(client.webSocket.extensions).toBe("");
  });

  test("compresses large messages both ways", async () => {
    const server = await stage.serve(compressed);
    const { client, socket } = await stage.join(server);
    const received = new Promise<unknown>((resolve) => socket.once("up", resolve));
    expect(client.webSocket.extensions).toContain("permessage-deflate");

    client.send(`42["up","${large}"]`);
    expect((await received) === large).toBe(true); // toBe(large) would print it
    socket.emit("down", large);
    expect((await client.next()) === `42["down","${large}"]`).toBe(true);

    expect(bytesWritten(client)).toBeLessThan(5000);
    expect(bytesRead(client)).toBeLessThan(5000);
  });

  test("leaves out messages that are sent with compress(false)", async () => {
    const { client, socket } = await stage.join(await stage.serve(compressed));

    socket.compress(false).emit("down", large);
    await client.next();

    expect(bytesRead(client)).toBeGreaterThan(large.length);
  });

  test("keeps the order of text, binary, empty and broadcast messages", async () => {
    const { io, port } = await stage.serve({ perMessageDeflate: { threshold: 0 } });
    const { client, socket } = await stage.join({ io, port });
    const bytes = Buffer.alloc(2000, 7);
    const text = "same ".repeat(200);

    socket.volatile.emit("first", text);
    expect(await client.next()).toBe(`42["first","${text}"]`);
    socket.emit("second", bytes);
    socket.emit("third");
    io.emit("fourth", text);

    expect(await client.next()).toBe('451-["second",{"_placeholder":true,"num":0}]');
    expect(await client.next()).toEqual(bytes);
    expect(await client.next()).toBe('42["third"]');
    expect(await client.next()).toBe(`42["fourth","${text}"]`);
  });

  test("takes the options of ws", async () => {
    const perMessageDeflate: PerMessageDeflateOptions = {
      serverNoContextTakeover: true,
      clientNoContextTakeover: true,
    };
    const { port } = await stage.serve({ perMessageDeflate });

    const { webSocket } = await stage.webSocket(port);

    expect(webSocket.extensions).toContain("permessage-deflate");
  });

  test("serves a client that cannot compress", async () => {
    const server = await stage.serve(compressed);
    const { client, socket } = await stage.join(server, openingUrl, { perMessageDeflate: false });

    socket.emit("down", large);

    expect((await client.next()) === `42["down","${large}"]`).toBe(true);
  });

  test("counts the size of a message as it is uncompressed", async () => {
    const server = await stage.serve({ ...compressed, maxHttpBufferSize: 10_000 });
    const { client, socket } = await stage.join(server);
    const gone = new Promise<unknown>((resolve) => socket.once("disconnect", resolve));

    client.send(`42["up","${"x".repeat(1_000_000)}"]`);

    expect(await client.ended).toMatchObject({ code: 1009, reason: expect.stringContaining("10000 bytes") });
    expect(await gone).toBe("parse error");
    expect(bytesWritten(client)).toBeLessThan(10_000);
    expect(server.io.engine.clientsCount).toBe(0);
  });

  test("takes a message of the largest size", async () => {
    const { client, socket } = await stage.join(
      await stage.serve({ ...compressed, maxHttpBufferSize: 10_000 }),
    );
    const received = new Promise<unknown>((resolve) => socket.once("up", resolve));
    const text = "x".repeat(10_000 - '42["up",""]'.length);

    client.send(`42["up","${text}"]`);

    expect((await received) === text).toBe(true);
  });

  test("is refused where its parameters are broken", async () => {
    const { port } = await stage.serve(compressed);
    const headers = { "Sec-WebSocket-Extensions": "permessage-deflate; server_max_window_bits=99" };

    const opening = stage.webSocket(port, openingUrl, { headers, perMessageDeflate: false });

    await expect(opening).rejects.toThrow("400");
  });
});
