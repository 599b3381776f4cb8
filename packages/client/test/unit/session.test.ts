import { describe, expect, it } from "vitest";
import { heardBy, open4, openPacket, Stage, settled } from "./stage.js";

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
    const heard = [heardBy(socket, "late"), heardBy(socket.io, "ping")];
    stage.transport.receive("", '42["late"]', "2", "1", "3");

    expect(heard).toEqual([[], []]);
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
