import { describe, expect, it } from "vitest";
import { heardBy, open3, open4, openPacket, Stage, settled } from "./stage.js";

describe("an open packet", () => {
  it.each([
    ["with fields that nobody knows", openPacket({ later: { a: 1 }, maxPayload: 1 })],
    ["without upgrades", '0{"sid":"session","pingInterval":25000,"pingTimeout":20000,"maxPayload":1}'],
    ["with spaces", '0 {"sid": "session", "pingInterval": 25000, "pingTimeout": 20000, "maxPayload": 1} '],
    ["with no time at all", openPacket({ pingInterval: 0, pingTimeout: 0, maxPayload: 1 })],
  ])("is taken %s", async (_what, frame) => {
    const stage = new Stage();
    const manager = stage.manager();
    const heard = heardBy(manager, "open");
    await settled();
    stage.transport.receive(frame);

    expect(heard).toEqual([["open"]]);
    expect(manager._readyState).toBe("open");
    expect(manager.engine).toMatchObject({ id: "session", readyState: "open" });
    expect(manager.engine.transport.name).toBe("websocket");
  });

  it.each([
    ["HANDSHAKE_INVALID", "0"],
    ["HANDSHAKE_INVALID", "0{"],
    ["HANDSHAKE_INVALID", "0[]"],
    ["HANDSHAKE_INVALID", "0null"],
    ["HANDSHAKE_INVALID", openPacket({ sid: 1 })],
    ["HANDSHAKE_INVALID", openPacket({ pingInterval: "25000" })],
    ["HANDSHAKE_INVALID", openPacket({ pingInterval: -1 })],
    ["HANDSHAKE_INVALID", openPacket({ pingTimeout: null })],
    ["HANDSHAKE_INVALID", "2"],
    ["HANDSHAKE_INVALID", "40"],
    ["HANDSHAKE_INVALID", Uint8Array.of(1)],
    ["FRAME_EMPTY", ""],
    ["ENGINE_TYPE_UNKNOWN", "x"],
  ])("that is none fails the attempt with %s: %s", async (code, frame) => {
    const stage = new Stage();
    const manager = stage.manager();
    const heard = heardBy(manager, "open", "error", "close");
    await settled();
    stage.transport.receive(frame);

    expect(stage.transport.ending).toEqual({ code: 4002, reason: code });
    const message = `the server broke the protocol: ${code}`;
    expect(heard).toEqual([["error", expect.objectContaining({ name: "ConnectError", message, code })]]);
  });
});

describe.each([
  ["revision 3", 3],
  ["revision 4", 4],
] as const)("a server of %s that breaks the protocol", (_name, revision) => {
  it.each([
    ["FRAME_EMPTY", ""],
    ["ENGINE_TYPE_UNKNOWN", "7"],
    ["ENGINE_TYPE_UNKNOWN", "😀"],
    ["ENGINE_PAYLOAD_UNEXPECTED", "1x"],
    ["ENGINE_PAYLOAD_UNEXPECTED", "6x"],
    ["ENGINE_OPEN_UNEXPECTED", open4],
    ["BASE64_UNEXPECTED", "b4AQID"],
    ["SOCKET_TYPE_UNKNOWN", "4"],
    ["SOCKET_TYPE_UNKNOWN", "49"],
    ["PAYLOAD_MISSING", "42"],
    ["PAYLOAD_NOT_JSON", "42[x]"],
    ["PAYLOAD_NOT_ARRAY", "42{}"],
    ["EVENT_NAME_INVALID", "42[1]"],
    ["EVENT_NAME_RESERVED", '42["connect"]'],
    ["EVENT_NAME_RESERVED", '42["disconnect","x"]'],
    ["ACK_ID_INVALID", "43[]"],
    ["ATTACHMENT_COUNT_INVALID", '450-["a"]'],
    ["PLACEHOLDER_INVALID", '451-["a"]'],
    ["ANSWER_UNEXPECTED", "40/other,"],
    ["ANSWER_UNEXPECTED", '44/other,"no"'],
  ])("is left with %s: %s", async (code, frame) => {
    const stage = new Stage();
    const socket = await (revision === 3 ? stage.joined3() : stage.joined());
    const heard = heardBy(socket, "disconnect");
    stage.transport.receive(frame);

    expect(stage.transport.ending).toEqual({ code: 4002, reason: code });
    const description = `the server broke the protocol: ${code}`;
    expect(heard).toEqual([["disconnect", "parse error", { description, code }]]);
    expect(socket.active).toBe(true);
  });

  it("is left when it pings in the wrong direction", async () => {
    const stage = new Stage();
    await (revision === 3 ? stage.joined3() : stage.joined());
    stage.transport.receive(revision === 3 ? "2" : "3");

    expect(stage.transport.ending).toEqual({ code: 4002, reason: "HEARTBEAT_DIRECTION" });
  });

  it("is not heard any more then", async () => {
    const stage = new Stage();
    const socket = await (revision === 3 ? stage.joined3() : stage.joined());
    const heard = heardBy(socket, "late");
    stage.transport.receive("", '42["late"]', "2", "1", "3");

    expect(heard).toEqual([]);
    expect(stage.transport.take()).toEqual([]);
  });
});

describe("a connection of revision 3", () => {
  it.each([
    ["BINARY_TYPE_INVALID", Uint8Array.of(1, 2)],
    ["BINARY_TYPE_INVALID", new Uint8Array()],
    ["ATTACHMENT_UNEXPECTED", Uint8Array.of(4)],
  ])("ends with %s", async (code, frame) => {
    const stage = new Stage();
    await stage.joined3();
    stage.transport.receive(frame);

    expect(stage.transport.ending).toEqual({ code: 4002, reason: code });
  });
});

describe("what may come without meaning anything", () => {
  it.each([["6"], ["5"], ['42/left,["a"]'], ["41/left,"], ['439["nobody asked"]']])("%s", async (frame) => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket, "a", "disconnect");
    stage.transport.receive(frame);

    expect(heard).toEqual([]);
    expect(stage.transport.ending).toBeUndefined();
    expect(stage.transport.take()).toEqual([]);
  });
});

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

  it.fails("tells of messages, pings and pongs as it is documented", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket.io.engine, "message", "data", "ping");
    stage.transport.receive('42["a"]', "2");

    expect(heard.map(([event]) => event)).toEqual(["message", "data", "ping"]);
  });
});
