import { describe, expect, it } from "vitest";
import { heardBy, open3, open4, Stage, settled } from "./stage.js";

describe("the end of a connection", () => {
  it("by the server's close packet is a close in good order", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket, "disconnect");
    stage.transport.receive("1");

    const details = { description: "the server has closed the connection" };
    expect(heard).toEqual([["disconnect", "transport close", details]]);
    expect(stage.transport.ending).toEqual({ code: 1000, reason: "" });
  });

  it.each([
    [1001, "server shutting down", { description: "server shutting down", code: 1001 }],
    [1006, "", { description: "websocket connection closed", code: 1006 }],
  ])("by the server, with the code %d, is told with it", async (code, reason, details) => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = [
      heardBy(socket, "disconnect"),
      heardBy(socket.io, "close"),
      heardBy(socket.io.engine, "close"),
    ];
    stage.transport.closeByServer(code, reason);

    expect(heard).toEqual([
      [["disconnect", "transport close", details]],
      [["close", "transport close", details]],
      [["close", "transport close", details]],
    ]);
    expect(socket.io.engine.readyState).toBe("closed");
    expect(socket.io._readyState).toBe("closed");
  });

  it.each(["transport error", "parse error"] as const)(
    "by a %s is told once, with what happened",
    async (reason) => {
      const stage = new Stage();
      const socket = await stage.joined();
      const heard = heardBy(socket, "disconnect");
      const context = new Error("reset");
      stage.transport.fail(context, reason);

      expect(heard).toEqual([["disconnect", reason, { description: "websocket error", context }]]);
      expect(stage.transport.ending).toBeUndefined();
    },
  );

  it("by engine.close is told to all, and the manager makes another", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket, "disconnect");
    const { engine } = socket.io;

    expect(engine.close()).toBe(engine);

    expect(heard).toEqual([["disconnect", "forced close", undefined]]);
    expect(engine.readyState).toBe("closing");
    await settled();
    expect(engine.readyState).toBe("closed");
    expect(stage.transport.ending).toEqual({ code: 1000, reason: "" });
    await stage.retry();
    expect(stage.transports).toHaveLength(2);
    expect(socket.io.engine).not.toBe(engine);
  });

  it("before it was opened has no WebSocket be opened", async () => {
    const stage = new Stage();
    const socket = stage.manager().socket("/");
    socket.disconnect();
    socket.connect();
    socket.disconnect();
    socket.connect();
    await settled();
    expect(stage.transports).toHaveLength(1);

    socket.disconnect();
    await settled();
    expect(stage.transports).toHaveLength(1);
    expect(stage.clock.pending).toBe(0);
  });
});

describe("the engine", () => {
  it("tells of packets both ways", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const heard = heardBy(socket.io.engine, "open", "packet", "packetCreate");
    stage.transport.receive(open4, '40{"sid":"a"}', "2", "6");
    socket.emit("hello");

    expect(heard).toEqual([
      ["open"],
      ["packetCreate", { type: "message", data: "0" }],
      ["packet", { type: "message", data: '0{"sid":"a"}' }],
      ["packet", { type: "ping", data: "" }],
      ["packetCreate", { type: "pong", data: "" }],
      ["packet", { type: "noop" }],
      ["packetCreate", { type: "message", data: '2["hello"]' }],
    ]);
  });

  it("tells of binary packets as they are in their revision", async () => {
    const stage = new Stage();
    const socket = await stage.joined3();
    const heard = heardBy(socket.io.engine, "packet", "packetCreate");
    stage.transport.receive('451-["a",{"_placeholder":true,"num":0}]', Uint8Array.of(4, 1, 2));
    socket.emit("b", Uint8Array.of(3));

    expect(heard.map(([event, packet]) => [event, (packet as { data: unknown }).data])).toEqual([
      ["packet", '51-["a",{"_placeholder":true,"num":0}]'],
      ["packet", Uint8Array.of(1, 2)],
      ["packetCreate", '51-["b",{"_placeholder":true,"num":0}]'],
      ["packetCreate", Uint8Array.of(3)],
    ]);
  });

  it("tells of its failure, and then of its end", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket.io.engine, "error", "close");
    const context = new Error("reset");
    stage.transport.fail(context);

    expect(heard).toEqual([
      ["error", context],
      ["close", "transport error", { description: "websocket error", context }],
    ]);
  });

  it("tells how much waits, and when it has left", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const { engine } = socket.io;
    const heard = heardBy(engine, "drain");
    stage.transport.bufferedBytes = 7;
    expect(engine.bufferedAmount).toBe(7);

    stage.transport.drain();

    expect(engine.bufferedAmount).toBe(0);
    expect(heard).toEqual([["drain"]]);
  });

  it("has no id and nothing that waits before it is open", () => {
    const { engine } = new Stage().manager();

    expect(engine).toMatchObject({ id: "", readyState: "opening", protocol: 4, bufferedAmount: 0 });
  });

  it("that is closed by who hears a packet does not read it", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket, "a");
    socket.io.engine.on("packet", () => socket.io.engine.close());
    stage.transport.receive('42["a"]');

    expect(heard).toEqual([]);
  });

  it("that is closed by who hears of its opening is not asked for anything", async () => {
    const stage = new Stage();
    let asked = 0;
    const socket = await stage.socket({
      auth: () => {
        asked += 1;
      },
    });
    socket.io.once("open", () => socket.io.engine.close());
    stage.transport.receive(open3);

    expect(stage.clock.pending).toBe(1); // the next attempt
    stage.clock.advance(600);
    expect(asked).toBe(0);
  });

  it("tells of messages and pings", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket.io.engine, "message", "data", "ping");
    stage.transport.receive('42["a"]', "2");

    expect(heard).toEqual([
      ["message", '2["a"]'],
      ["data", '2["a"]'],
      ["ping", ""],
    ]);
  });

  it("tells of pongs in revision 3", async () => {
    const stage = new Stage();
    const socket = await stage.joined3();
    const heard = heardBy(socket.io.engine, "pong", "ping");
    stage.transport.receive("3");

    expect(heard).toEqual([["pong", ""]]);
  });

  it("does not tell of what is no packet", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket.io.engine, "packet", "message", "data");
    stage.transport.receive("x");

    expect(heard).toEqual([]);
  });
});
