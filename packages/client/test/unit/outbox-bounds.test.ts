import { describe, expect, it } from "vitest";
import { open4, Stage } from "./stage.js";

const full = expect.objectContaining({ name: "OutboxFullError", code: "OUTBOX_FULL" });

describe("the bounds of what is kept", () => {
  it("are a number of events", async () => {
    const stage = new Stage();
    const socket = await stage.socket({ maxOutboxEvents: 2 });
    const pending = stage.clock.pending;
    socket.emit("a");
    socket.emit("b");

    expect(() => socket.emit("c")).toThrow(full);
    expect(() => socket.timeout(50).emit("c", () => undefined)).toThrow(full);
    await expect(socket.timeout(50).emitWithAck("c")).rejects.toEqual(full);
    expect(socket.sendBuffer).toHaveLength(2);
    expect(stage.clock.pending).toBe(pending);
    stage.transport.receive(open4, '40{"sid":"s"}');
    expect(stage.transport.take()).toEqual(["40", '42["a"]', '42["b"]']);
  });

  it("are bytes, of text and attachments together", async () => {
    const stage = new Stage();
    const placeholder = '451-["a",{"_placeholder":true,"num":0}]'.length;
    const socket = await stage.socket({ maxOutboxBytes: placeholder + 10 });

    expect(() => socket.emit("a", new Uint8Array(11))).toThrow(full);
    socket.emit("a", new Uint8Array(10));
    expect(() => socket.emit("")).toThrow(full);
    expect(socket.sendBuffer).toHaveLength(1);
  });

  it("are 10,000 events without being set", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    for (let count = 0; count < 10_000; count += 1) {
      socket.emit("a");
    }

    expect(() => socket.emit("a")).toThrow(full);
  });

  it("are 4,000,000 bytes without being set", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const text = "x".repeat(4_000_000 - '42["a",""]'.length);
    expect(() => socket.emit("a", `${text}x`)).toThrow(full);
    socket.emit("a", text);

    expect(() => socket.emit("a")).toThrow(full);
  });

  it("are those of one socket", async () => {
    const stage = new Stage();
    const socket = await stage.socket({ maxOutboxEvents: 1 });
    const other = socket.io.socket("/other");
    socket.emit("a");
    other.emit("a");

    expect(() => other.emit("b")).toThrow(full);
  });

  it("have room again once something was sent, has timed out, or is not wanted any more", async () => {
    const stage = new Stage();
    const socket = await stage.socket({ maxOutboxEvents: 1, maxOutboxBytes: 20 });
    socket.timeout(50).emit("a", () => undefined);
    stage.clock.advance(50);
    const controller = new AbortController();
    socket.emitWithAck("b", controller.signal).catch(() => undefined);
    controller.abort();
    socket.emit("c");
    expect(() => socket.emit("d")).toThrow(full);
    stage.grant();
    stage.transport.drop();
    socket.emit("e");

    expect(socket.sendBuffer.map(({ data }) => data)).toEqual([["e"]]);
  });

  it("do not concern a socket that is connected", async () => {
    const stage = new Stage();
    const socket = await stage.joined({ maxOutboxEvents: 0, maxOutboxBytes: 0 });
    socket.emit("a");

    expect(stage.transport.take()).toEqual(['42["a"]']);
  });
});

describe("sendBuffer", () => {
  it("shows what waits", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    socket.emit("a", 1);
    socket.emit("b", () => undefined);

    expect(socket.sendBuffer).toMatchObject([{ data: ["a", 1] }, { data: ["b"], id: 0 }]);
    socket.sendBuffer.pop();
    expect(socket.sendBuffer).toHaveLength(2);
  });

  it("can be emptied, and has all its room then", async () => {
    const stage = new Stage();
    const socket = await stage.socket({ maxOutboxEvents: 1 });
    socket.emit("a");
    socket.sendBuffer = [];
    expect(socket.sendBuffer).toEqual([]);
    socket.emit("b");
    stage.transport.receive(open4, '40{"sid":"s"}');

    expect(stage.transport.take()).toEqual(["40", '42["b"]']);
  });

  it("can be emptied before each attempt", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    socket.io.on("reconnect_attempt", () => {
      socket.sendBuffer = [];
    });
    stage.transport.drop();
    socket.emit("stale");
    await stage.retry();
    stage.grant();

    expect(stage.transport.take()).toEqual([]);
  });

  it("can't be filled", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    socket.emit("a");

    expect(() => {
      socket.sendBuffer = [{}] as never;
    }).toThrow(TypeError);
    expect(socket.sendBuffer).toHaveLength(1);
  });
});
