import { describe, expect, it } from "vitest";
import { open4, Stage } from "./stage.js";

describe("an event that is emitted", () => {
  it.each([
    [["a"], '42["a"]'],
    [["a", 1, "x", null, true, [1], { b: 2 }], '42["a",1,"x",null,true,[1],{"b":2}]'],
    [["a", undefined, 1], '42["a",null,1]'],
    [["a", new Date(0)], '42["a","1970-01-01T00:00:00.000Z"]'],
    [["error", "x"], '42["error","x"]'],
    [["message"], '42["message"]'],
    [["__proto__", 1], '42["__proto__",1]'],
    [["", 1], '42["",1]'],
  ])("is sent as %j", async (args, frame) => {
    const stage = new Stage();
    const socket = await stage.joined();

    expect(socket.emit(...args)).toBe(socket);
    expect(stage.transport.take()).toEqual([frame]);
  });

  it("goes to its namespace", async () => {
    const stage = new Stage();
    const socket = await stage.joined({}, "/admin");
    socket.emit("a", 1);
    socket.emit("b", () => undefined);

    expect(stage.transport.take()).toEqual(['42/admin,["a",1]', '42/admin,0["b"]']);
  });

  it("is a message by send", async () => {
    const stage = new Stage();
    const socket = await stage.joined();

    expect(socket.send("a", 1)).toBe(socket);
    socket.send(() => undefined);
    expect(stage.transport.take()).toEqual(['42["message","a",1]', '420["message"]']);
  });

  it.each([[undefined], [1], [null], [{}], [Symbol("a")]])(
    "needs a name that is a text, not %s",
    async (name) => {
      const stage = new Stage();
      const socket = await stage.joined();

      expect(() => socket.emit(name)).toThrow(TypeError);
      await expect(socket.emitWithAck(name)).rejects.toThrow("expected an event name");
      expect(stage.transport.take()).toEqual([]);
    },
  );

  it.each(["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"])(
    "can't be called %s",
    async (name) => {
      const stage = new Stage();
      const socket = await stage.joined();

      expect(() => socket.emit(name)).toThrow(`"${name}" is a reserved event name`);
      await expect(socket.emitWithAck(name)).rejects.toThrow("reserved");
      expect(stage.transport.take()).toEqual([]);
    },
  );

  it.each([
    ["a bigint", 1n, "VALUE_NOT_SERIALIZABLE"],
    ["a circle", circle(), "VALUE_TOO_DEEP"],
    ["too many bytes", Array.from({ length: 100 }, () => Uint8Array.of(1)), "TOO_MANY_ATTACHMENTS"],
  ])("can't carry %s", async (_what, value, code) => {
    const stage = new Stage();
    const socket = await stage.joined();
    const pending = stage.clock.pending;

    expect(() => socket.emit("a", value)).toThrow(expect.objectContaining({ name: "EncodeError", code }));
    expect(() => socket.timeout(50).emit("a", value, () => undefined)).toThrow();
    await expect(socket.timeout(50).emitWithAck("a", value)).rejects.toMatchObject({ code });
    expect(stage.transport.take()).toEqual([]);
    expect(stage.clock.pending).toBe(pending);
    socket.emit("b");
    expect(stage.transport.take()).toEqual(['42["b"]']);
  });

  it("leaves the arguments as they are", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const argument = Object.freeze({ bytes: Uint8Array.of(1), list: Object.freeze([1]) });
    socket.emit("a", argument);

    expect(argument).toEqual({ bytes: Uint8Array.of(1), list: [1] });
  });
});

describe("bytes that are emitted", () => {
  it.each([
    ["of revision 4", false, [1, 2]],
    ["of revision 3", true, [4, 1, 2]],
  ])("travel in a frame of their own to a server %s", async (_what, isOld, frame) => {
    const stage = new Stage();
    const socket = await (isOld ? stage.joined3() : stage.joined());
    socket.emit("a", { bytes: Uint8Array.of(1, 2) }, () => undefined);

    expect(stage.transport.take()).toEqual(['451-0["a",{"bytes":{"_placeholder":true,"num":0}}]', frame]);
  });

  it.each([
    ["a Buffer", Buffer.from([7, 8])],
    ["an ArrayBuffer", Uint8Array.of(7, 8).buffer],
    ["a view on a part", Uint8Array.of(6, 7, 8, 9).subarray(1, 3)],
    ["a DataView", new DataView(Uint8Array.of(6, 7, 8, 9).buffer, 1, 2)],
  ])("may be %s", async (_what, bytes) => {
    const stage = new Stage();
    const socket = await stage.joined();
    socket.emit("a", bytes);

    expect(stage.transport.take().at(1)).toEqual([7, 8]);
  });
});

describe("a Blob that is emitted", () => {
  it.each([
    ["of revision 4", false, [1, 2]],
    ["of revision 3", true, [4, 1, 2]],
  ])("travels as it is to a server %s", async (_what, isOld, bytes) => {
    const stage = new Stage();
    const socket = await (isOld ? stage.joined3() : stage.joined());
    socket.emit("a", new Blob([Uint8Array.of(1, 2)]));
    const [text, frame] = stage.transport.takeRaw();

    expect(text).toBe('451-["a",{"_placeholder":true,"num":0}]');
    expect([...(await (frame as Blob).bytes())]).toEqual(bytes);
  });

  it("is kept like other events, and takes the room that it will need", async () => {
    const stage = new Stage();
    const socket = await stage.socket({ maxOutboxBytes: 100 });
    expect(() => socket.emit("a", new Blob(["x".repeat(100)]))).toThrow(
      expect.objectContaining({ code: "OUTBOX_FULL" }),
    );
    socket.emit("a", new Blob(["xyz"]));
    stage.transport.receive(open4, '40{"sid":"s"}');

    expect(stage.transport.take().slice(1)).toEqual([
      '451-["a",{"_placeholder":true,"num":0}]',
      "Blob of 3 bytes",
    ]);
  });
});

describe("flags", () => {
  it("apply to one event only", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    socket.compress(false).emit("a");
    socket.emit("b");
    socket.compress(true).emit("c");

    expect(stage.transport.takeCompression()).toEqual([false, true, true]);
  });

  it("are used up by an event that can't be sent", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    expect(() => socket.compress(false).emit("connect")).toThrow();
    await expect(socket.compress(false).emitWithAck("connect")).rejects.toThrow();
    socket.emit("a");

    expect(stage.transport.takeCompression()).toEqual([true]);
  });

  it("can be combined, on the socket itself", async () => {
    const stage = new Stage();
    const socket = await stage.joined();

    expect(socket.volatile.compress(false).timeout(50)).toBe(socket);
    stage.transport.bufferedBytes = 1_000_000;
    socket.emit("a");
    expect(stage.transport.take()).toEqual([]);
  });
});

describe("an event that is volatile", () => {
  it("is sent when the socket is connected", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    socket.volatile.emit("a");

    expect(stage.transport.take()).toEqual(['42["a"]']);
  });

  it("is dropped when it is not, and nothing is told to who listens", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const sent: unknown[] = [];
    socket.onAnyOutgoing((event) => sent.push(event));
    socket.volatile.emit("a");
    stage.grant();

    expect(socket.sendBuffer).toEqual([]);
    expect(sent).toEqual([]);
  });

  it.each([
    [16_384, 1],
    [16_385, 0],
  ])("behind %d bytes that wait is sent %d times", async (bufferedBytes, times) => {
    const stage = new Stage();
    const socket = await stage.joined();
    stage.transport.bufferedBytes = bufferedBytes;
    socket.volatile.emit("a");

    expect(stage.transport.take()).toHaveLength(times);
  });

  it("is dropped alone: others are sent behind any backlog, and it is when that has left", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    stage.transport.bufferedBytes = 1_000_000;
    socket.emit("a");
    socket.volatile.emit("b");
    stage.transport.drain();
    socket.volatile.emit("c");

    expect(stage.transport.take()).toEqual(['42["a"]', '42["c"]']);
  });
});

function circle(): unknown {
  const value: { self?: unknown } = {};
  value.self = value;
  return value;
}
