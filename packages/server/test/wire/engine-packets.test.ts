import { describe, expect, test } from "vitest";
import { generation3, generation4, generations, joined, stageWith } from "./stage.js";

describe("the open packet", () => {
  test("tells a client of revision 3 the sid and the times", async () => {
    const { io } = stageWith({ pingInterval: 10_000, pingTimeout: 3000, maxHttpBufferSize: 5000 });
    io.engine.generateId = () => "sid-1";

    const peer = await io.connect({ query: "EIO=3&transport=websocket" });

    expect(peer.take()[0]).toBe('0{"sid":"sid-1","upgrades":[],"pingInterval":10000,"pingTimeout":3000}');
  });

  test("tells a client of revision 4 the largest message, too", async () => {
    const { io } = stageWith({ pingInterval: 10_000, pingTimeout: 3000, maxHttpBufferSize: 5000 });
    io.engine.generateId = () => "sid-1";

    const peer = await io.connect({ query: "EIO=4&transport=websocket" });

    expect(peer.take()).toEqual([
      '0{"sid":"sid-1","upgrades":[],"pingInterval":10000,"pingTimeout":3000,"maxPayload":5000}',
    ]);
  });

  test("leaves the largest message out where there is no limit", async () => {
    const { io } = stageWith({ maxHttpBufferSize: 0 });
    io.engine.generateId = () => "sid-1";

    const peer = await io.connect({ query: "EIO=4&transport=websocket" });

    expect(peer.take()).toEqual(['0{"sid":"sid-1","upgrades":[],"pingInterval":25000,"pingTimeout":20000}']);
  });

  test.each(["transport=websocket", "transport=websocket&t=abc"])(
    "of a client that sends no EIO is that of revision 3 (%s)",
    async (query) => {
      const { io } = stageWith();
      io.engine.generateId = () => "sid-1";

      const peer = await io.connect({ query });

      expect(peer.take()).toEqual([
        '0{"sid":"sid-1","upgrades":[],"pingInterval":25000,"pingTimeout":20000}',
        "40",
      ]);
    },
  );

  test("carries a sid of its own for every connection", async () => {
    const { io } = stageWith();

    const peers = await Promise.all([1, 2, 3].map(() => io.connect()));
    const sids = peers.map((peer) => JSON.parse(String(peer.take()[0]).slice(1)).sid);

    expect(new Set(sids).size).toBe(3);
    expect(sids).toEqual(sids.map(() => expect.stringMatching(/^[\w-]{20}$/)));
  });
});

describe.each(generations)("over $name", (generation) => {
  test("1 closes the connection cleanly", async () => {
    const { io } = stageWith();
    const ends: unknown[] = [];
    io.of("/", (socket) => socket.on("disconnect", (reason) => ends.push(reason)));
    const peer = await joined(io, generation);

    peer.send("1");

    expect(peer.closing).toEqual({ code: 1000, reason: "" });
    expect(ends).toEqual(["transport close"]);
    expect(io.engine.clientsCount).toBe(0);
    expect(io.clock.pending).toBe(0);
  });

  test("frames behind 1 are not read any more", async () => {
    const { io } = stageWith();
    const heard: unknown[] = [];
    io.of("/", (socket) => socket.onAny((name) => heard.push(name)));
    const peer = await joined(io, generation);

    peer.send("1");
    peer.send('42["late"]');
    peer.send("7");

    expect(heard).toEqual([]);
    expect(peer.take()).toEqual([]);
    expect(peer.closing).toEqual({ code: 1000, reason: "" });
  });

  test.each(["5", "6"])("%s is dropped and the session goes on", async (frame) => {
    const { io } = stageWith();
    io.of("/", (socket) => socket.on("ask", (answer) => answer("ok")));
    const peer = await joined(io, generation);

    peer.send(frame);
    peer.send('421["ask"]');

    expect(peer.take()).toEqual(['431["ok"]']);
  });
});

test("2probe gets 3probe in revision 3", async () => {
  const { io } = stageWith();
  const peer = await joined(io, generation3);

  peer.send("2probe");

  expect(peer.take()).toEqual(["3probe"]);
});

test("5 and 6 before the default namespace is joined are dropped in revision 4", async () => {
  const { io } = stageWith();
  const peer = await io.connect({ query: generation4.query });
  peer.take();

  peer.send("5");
  peer.send("6");
  peer.send("40");

  expect(peer.take()).toEqual([expect.stringMatching(/^40\{"sid":"[\w-]{20}"\}$/)]);
});
