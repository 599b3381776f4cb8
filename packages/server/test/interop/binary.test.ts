import { describe, expect, test } from "vitest";
import { earlyGenerations, generations } from "./generations.js";
import { once } from "./once.js";
import { useStage } from "./stage.js";

/** Bytes without a period that a mixed-up chunk would repeat. */
const large = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * i + (i >> 8)) & 0xff));

/** Objects in lists in objects, with the same bytes twice and an empty attachment. */
const shared = Buffer.from("shared");
const nested = {
  title: "three files",
  files: [
    { name: "a", bytes: Buffer.from([0, 1, 2, 255]) },
    { name: "b", bytes: shared, more: [null, [shared]] },
  ],
  nothing: Buffer.alloc(0),
  after: "é🐟",
};

/** Eight bytes in the middle of a larger buffer: a view must not drag its surroundings along. */
const view = new Uint8Array(Uint8Array.from({ length: 32 }, (_, i) => i).buffer, 8, 8);
const viewed = Buffer.from([8, 9, 10, 11, 12, 13, 14, 15]);

describe.each(generations)("$name exchanges", (generation) => {
  const stage = useStage();

  test("100 KB of binary, client to server", async () => {
    const { client, socket } = await stage.pair(generation);

    client.emit("file", large, "name");
    const [bytes, name] = await once<[Buffer, string]>(socket, "file");

    expect(Buffer.isBuffer(bytes)).toBe(true);
    expect(bytes.equals(large)).toBe(true);
    expect(name).toBe("name");
  });

  test("100 KB of binary, server to client", async () => {
    const { client, socket } = await stage.pair(generation);

    socket.emit("file", large, "name");
    const [bytes, name] = await once<[Buffer, string]>(client, "file");

    expect(bytes.equals(large)).toBe(true);
    expect(name).toBe("name");
  });

  test("nested binary with several attachments, client to server", async () => {
    const { client, socket } = await stage.pair(generation, { namespace: "/files" });

    client.emit("upload", nested, shared, [shared]);

    expect(await once(socket, "upload")).toEqual([nested, shared, [shared]]);
  });

  test("nested binary with several attachments, server to client", async () => {
    const { client, socket } = await stage.pair(generation, { namespace: "/files" });

    socket.emit("upload", nested, shared, [shared]);

    expect(await once(client, "upload")).toEqual([nested, shared, [shared]]);
  });

  test("an ArrayBuffer, which arrives as a Buffer, both ways", async () => {
    const { client, socket } = await stage.pair(generation);
    const { buffer } = Uint8Array.from(viewed);

    client.emit("bytes", buffer);
    expect(await once(socket, "bytes")).toEqual([viewed]);
    socket.emit("bytes", buffer);
    expect(await once(client, "bytes")).toEqual([viewed]);
  });

  test("a typed array that shows part of its buffer, client to server", async () => {
    const { client, socket } = await stage.pair(generation);

    client.emit("bytes", view);

    expect(await once(socket, "bytes")).toEqual([generation.sentTypedArray(view)]);
  });

  test.each([
    ["Uint8Array", view],
    ["Uint16Array", new Uint16Array(view.buffer, 8, 4)],
    ["Float64Array", new Float64Array(view.buffer, 8, 1)],
    ["DataView", new DataView(view.buffer, 8, 8)],
  ])("a %s that shows part of its buffer, server to client", async (_name, part) => {
    const { client, socket } = await stage.pair(generation);

    socket.emit("bytes", { part });

    expect(await once(client, "bytes")).toEqual([{ part: viewed }]);
  });

  test("what the server emits without touching the original", async () => {
    const { client, socket } = await stage.pair(generation);
    const original = { list: [shared], deep: { bytes: view } };

    socket.emit("upload", original);
    await once(client, "upload");

    expect(original.list[0]).toBe(shared);
    expect(original.deep.bytes).toBe(view);
  });
});

describe.each(earlyGenerations)("$name exchanges", (generation) => {
  const stage = useStage();

  test("binary as base64 text when the client asks for it, both ways", async () => {
    const { client, socket } = await stage.pair(generation, { client: { forceBase64: true } });

    client.emit("upload", nested, shared);
    expect(await once(socket, "upload")).toEqual([nested, shared]);
    socket.emit("upload", nested, shared);
    expect(await once(client, "upload")).toEqual([nested, shared]);
  });
});
