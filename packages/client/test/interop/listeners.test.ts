import { describe, expect, test } from "vitest";
import { once } from "../../../server/test/interop/once.js";
import { laterTest } from "./client-under-test.js";
import { generations } from "./generations.js";
import { useStage } from "./stage.js";

describe.each(generations)("a listener of a client of $name", (generation) => {
  const stage = useStage();

  test("is called until it is taken off, and the one for one time once", async () => {
    const { client, socket } = await stage.pair(generation);
    const heard: string[] = [];
    const always = (n: number): unknown => heard.push(`always ${n}`);
    client.on("news", always);
    client.once("news", (n: number) => heard.push(`once ${n}`));
    client.on("stop", () => client.off("news", always));

    socket.emit("news", 1);
    socket.emit("news", 2);
    socket.emit("stop");
    socket.emit("news", 3);
    socket.emit("end");
    await once(client, "end");

    expect(heard).toEqual(["always 1", "once 1", "always 2"]);
  });

  test("goes with all of its event", async () => {
    const { client, socket } = await stage.pair(generation);
    const heard: string[] = [];
    client.on("news", () => heard.push("one"));
    client.on("news", () => heard.push("two"));

    client.off("news");
    socket.emit("news");
    socket.emit("end");
    await once(client, "end");

    expect(heard).toEqual([]);
  });

  laterTest("of everything hears every event that comes, before the event's own", async () => {
    const { client, socket } = await stage.pair(generation);
    const heard: unknown[] = [];
    const catchAll = (...args: unknown[]): unknown => heard.push(["any", ...args]);
    client.on("news", (...args: unknown[]) => heard.push(["own", ...args]));
    client.onAny(catchAll);
    client.prependAny((event: string) => heard.push(["first", event]));
    client.on("stop", () => client.offAny(catchAll));

    socket.emit("news", 1, Buffer.from([2]));
    socket.emit("stop");
    socket.emit("end");
    await once(client, "end");

    expect(heard).toEqual([
      ["first", "news"],
      ["any", "news", 1, Buffer.from([2])],
      ["own", 1, Buffer.from([2])],
      ["first", "stop"],
      ["any", "stop"],
      ["first", "end"],
    ]);
  });

  laterTest("of everything that goes hears every event that is sent, and its arguments", async () => {
    const { client, socket } = await stage.pair(generation);
    const heard: unknown[] = [];
    const catchAll = (...args: unknown[]): unknown => heard.push(["any", ...args]);
    client.onAnyOutgoing(catchAll);
    client.prependAnyOutgoing((event: string) => heard.push(["first", event]));

    client.emit("news", 1, { bytes: Buffer.from([2]) });
    client.offAnyOutgoing(catchAll);
    client.emit("end");
    await once(socket, "end");

    expect(heard).toEqual([
      ["first", "news"],
      ["any", "news", 1, { bytes: Buffer.from([2]) }],
      ["first", "end"],
    ]);
  });

  laterTest("of everything that goes hears what was kept when it is sent, and not before", async () => {
    const server = await stage.serve(generation);
    const client = stage.open(server);
    const heard: string[] = [];
    client.on("connect", () => heard.push("connect"));
    client.onAnyOutgoing((event: string) => heard.push(event));

    client.emit("early");
    expect(heard).toEqual([]);
    await once(client, "connect");
    await expect.poll(() => heard.length).toBe(2);

    expect(heard.sort()).toEqual(["connect", "early"]);
  });
});

describe.each(generations)("an emit to $name", (generation) => {
  const stage = useStage();

  laterTest("that is volatile arrives while there is a connection", async () => {
    const { client, socket } = await stage.pair(generation);
    socket.on("position", (...args: unknown[]) => socket.emit("position", ...args));

    client.volatile.emit("position", 1, Buffer.from([2]));

    expect(await once(client, "position")).toEqual([1, Buffer.from([2])]);
  });

  laterTest("that is volatile is dropped while there is none", async () => {
    const server = await stage.serve(generation);
    const heard: string[] = [];
    server.of("/").on("connection", (socket) => {
      for (const name of ["dropped", "kept"]) socket.on(name, () => heard.push(name));
      socket.on("end", () => socket.emit("end"));
    });

    const client = stage.open(server);
    client.volatile.emit("dropped");
    client.emit("kept");
    client.once("connect", () => client.emit("end"));
    await once(client, "end");

    expect(heard).toEqual(["kept"]);
  });

  test.each([true, false])("arrives with compression asked for: %s", async (isCompressed) => {
    const { client, socket } = await stage.pair(generation);

    client.compress(isCompressed).emit("news", "a".repeat(5_000));

    expect(await once(socket, "news")).toEqual(["a".repeat(5_000)]);
  });
});
