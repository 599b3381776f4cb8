import { describe, expect, test } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import type { Emitter } from "./client.js";
import { laterTest, ourTest } from "./client-under-test.js";
import { generations, lateGenerations } from "./generations.js";
import { useStage } from "./stage.js";

/** Bytes without a period that a mixed-up chunk would repeat. */
const large = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * i + (i >> 8)) & 0xff));

/** Objects in lists in objects, with the same bytes twice and an empty attachment: five in all. */
const shared = Buffer.from("shared");
const nested = {
  title: "files",
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
const views: [string, ArrayBufferView][] = [
  ["Uint8Array", view],
  ["Uint16Array", new Uint16Array(view.buffer, 8, 4)],
  ["Float64Array", new Float64Array(view.buffer, 8, 1)],
  ["DataView", new DataView(view.buffer, 8, 8)],
  ["Buffer", Buffer.from(view.buffer, 8, 8)],
];

interface Receiver {
  on(event: string, listener: (...args: never[]) => void): unknown;
  once(event: string, listener: (...args: never[]) => void): unknown;
}

/** Emits 50 events, every third with one attachment and every seventh with three, and returns what came out. */
async function carryMixture(from: Emitter, to: Receiver): Promise<unknown[]> {
  const received: unknown[] = [];
  to.on("item", (value: unknown) => received.push(value));
  for (const item of mixture) from.emit("item", item);
  from.emit("end");
  await once(to, "end");
  return received;
}

const mixture = Array.from({ length: 50 }, (_, i) => {
  if (i % 7 === 0) return [Buffer.from([i]), { b: Buffer.from([i, i]) }, Buffer.alloc(0)];
  return i % 3 === 0 ? Buffer.from([i]) : i;
});

describe.each(generations)("a client exchanges with $name", (generation) => {
  const stage = useStage();

  test("100 KB of binary, client to server", async () => {
    const { client, socket } = await stage.pair(generation);

    client.emit("file", large, "name");
    const [bytes, name] = await once<[Buffer, string]>(socket, "file");

    expect(bytes.equals(large)).toBe(true);
    expect(name).toBe("name");
  });

  test("100 KB of binary, server to client", async () => {
    const { client, socket } = await stage.pair(generation);

    socket.emit("file", large, "name");
    const [bytes, name] = await once<[Buffer, string]>(client, "file");

    expect(Buffer.isBuffer(bytes)).toBe(true);
    expect(bytes.equals(large)).toBe(true);
    expect(name).toBe("name");
  });

  test.each(["/", "/admin"])("nested and empty binary on %s, client to server", async (namespace) => {
    const { client, socket } = await stage.pair(generation, { namespace });

    client.emit("upload", nested, shared, [shared]);

    expect(await once(socket, "upload")).toEqual([nested, shared, [shared]]);
  });

  test.each(["/", "/admin"])("nested and empty binary on %s, server to client", async (namespace) => {
    const { client, socket } = await stage.pair(generation, { namespace });

    socket.emit("upload", nested, shared, [shared]);

    expect(await once(client, "upload")).toEqual([nested, shared, [shared]]);
  });

  test("an ArrayBuffer, which arrives as a Buffer, both ways", async () => {
    const { client, socket } = await stage.pair(generation);
    const { buffer } = Uint8Array.from(viewed);

    client.emit("bytes", buffer);
    expect(await once(socket, "bytes")).toEqual([viewed]);
    socket.emit("bytes", { buffer });
    expect(await once(client, "bytes")).toEqual([{ buffer: viewed }]);
  });

  laterTest.each(views)("a %s that shows part of its buffer, client to server", async (_name, part) => {
    const { client, socket } = await stage.pair(generation);

    client.emit("bytes", { part });

    expect(await once(socket, "bytes")).toEqual([{ part: viewed }]);
  });

  test("text and binary in the order in which they were sent, client to server", async () => {
    const { client, socket } = await stage.pair(generation);

    expect(await carryMixture(client, socket)).toEqual(mixture);
  });

  test("text and binary in the order in which they were sent, server to client", async () => {
    const { client, socket } = await stage.pair(generation);

    expect(await carryMixture(socket, client)).toEqual(mixture);
  });

  test("binary on two namespaces over one connection", async () => {
    const root = await stage.pair(generation);
    const admin = await stage.joinAlso(root, "/admin");
    const arrived = Promise.all([
      carryMixture(root.socket, root.client),
      carryMixture(admin.socket, admin.client),
    ]);
    const sent = Promise.all([
      carryMixture(root.client, root.socket),
      carryMixture(admin.client, admin.socket),
    ]);

    expect(await arrived).toEqual([mixture, mixture]);
    expect(await sent).toEqual([mixture, mixture]);
  });

  test("what the client emits without touching the original", async () => {
    const { client, socket } = await stage.pair(generation);
    const original = { list: [shared], deep: { bytes: shared } };

    client.emit("upload", original);
    await once(socket, "upload");

    expect(original.list[0]).toBe(shared);
    expect(original.deep.bytes).toBe(shared);
  });
});

describe.each(lateGenerations)("a client exchanges with $name", (generation) => {
  const stage = useStage();

  test.each(views)("a %s that shows part of its buffer, server to client", async (_name, part) => {
    const { client, socket } = await stage.pair(generation);

    socket.emit("bytes", { part });

    expect(await once(client, "bytes")).toEqual([{ part: viewed }]);
  });
});

describe.each(generations)("a client of $name", (generation) => {
  const stage = useStage();

  ourTest("sends a Blob in its place among events", async () => {
    const { client, socket } = await stage.pair(generation);
    const heard: unknown[] = [];
    socket.on("before", () => heard.push("before"));
    socket.on("file", (...args: unknown[]) => heard.push(...args));
    const after = once(socket, "after");

    client.emit("before");
    client.emit("file", { blob: new Blob(["hello"]) }, Buffer.from("bytes"));
    client.emit("after");
    await after;

    expect(heard).toEqual(["before", { blob: Buffer.from("hello") }, Buffer.from("bytes")]);
  });
});
