import { describe, expect, it } from "vitest";
import { ClientEmitter } from "../../src/emitter.js";
import { heardBy, open4, Stage } from "./stage.js";

const none = (): void => undefined;

describe("a listener", () => {
  it("is called with the arguments, in the order of listening, with the socket as this", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard: unknown[] = [];
    socket.on("a", function (this: unknown, ...args: unknown[]) {
      heard.push(["first", this === socket, ...args]);
    });
    socket.on("a", (...args) => heard.push(["second", ...args]));
    stage.transport.receive('42["a",1,{"b":[2]}]');

    expect(heard).toEqual([
      ["first", true, 1, { b: [2] }],
      ["second", 1, { b: [2] }],
    ]);
  });

  it.each(["on", "addListener", "addEventListener"] as const)("is added by %s", (name) => {
    const emitter = new ClientEmitter();

    expect(emitter[name]("a", none)).toBe(emitter);
    expect(emitter.listeners("a")).toEqual([none]);
    expect(emitter.hasListeners("a")).toBe(true);
    expect(emitter.hasListeners("b")).toBe(false);
  });

  it.each(["off", "removeListener", "removeEventListener"] as const)(
    "is removed by %s: one, all of an event, all",
    (name) => {
      const emitter = new ClientEmitter();
      const other = (): void => undefined;
      emitter.on("a", none).on("a", other).on("a", none).on("b", none).on("c", none);

      expect(emitter[name]("a", none)).toBe(emitter);
      expect(emitter.listeners("a")).toEqual([other, none]);
      expect(emitter[name]("a", () => undefined).listeners("a")).toHaveLength(2);
      expect(emitter[name]("a").listeners("a")).toEqual([]);
      expect(emitter.listeners("b")).toEqual([none]);
      emitter[name]();
      expect(emitter.hasListeners("b") || emitter.hasListeners("c")).toBe(false);
    },
  );

  it("is removed by removeAllListeners with all others of the event, or all there are", () => {
    const emitter = new ClientEmitter().on("a", none).on("b", none).on("c", none);

    emitter.removeAllListeners("a");
    expect([emitter.hasListeners("a"), emitter.hasListeners("b")]).toEqual([false, true]);
    emitter.removeAllListeners();
    expect(emitter.hasListeners("c")).toBe(false);
  });

  it("can't be removed where there has never been one", () => {
    const emitter = new ClientEmitter();

    expect(emitter.off().off("a").off("a", none).listeners("a")).toEqual([]);
  });

  it("of once is called once, and can be removed by its own function", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard: unknown[] = [];
    const listener = (value: unknown): unknown => heard.push(value);
    socket.once("a", listener);
    socket.once("b", listener);
    socket.off("b", listener);
    stage.transport.receive('42["b",0]', '42["a",1]', '42["a",2]');

    expect(heard).toEqual([1]);
    expect(socket.hasListeners("a") || socket.hasListeners("b")).toBe(false);
  });

  it("of once has been removed by the time it is called", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const counts: number[] = [];
    socket.once("a", () => counts.push(socket.listeners("a").length));
    stage.transport.receive('42["a"]');

    expect(counts).toEqual([0]);
  });

  it("is called in this turn though it is removed in it, and not in the next", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard: string[] = [];
    const second = (): unknown => heard.push("second");
    socket.on("a", () => {
      heard.push("first");
      socket.off("a", second);
    });
    socket.on("a", second);
    stage.transport.receive('42["a"]', '42["a"]');

    expect(heard).toEqual(["first", "second", "first"]);
  });

  it("is called from the next turn on when it is added in this one", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard: string[] = [];
    socket.once("a", () => socket.on("a", () => heard.push("added")));
    stage.transport.receive('42["a"]');
    expect(heard).toEqual([]);
    stage.transport.receive('42["a"]');

    expect(heard).toEqual(["added"]);
  });

  it("is called as often as it was added", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    let count = 0;
    const listener = (): void => {
      count += 1;
    };
    socket.on("a", listener).on("a", listener);
    stage.transport.receive('42["a"]');
    socket.off("a", listener);
    stage.transport.receive('42["a"]');

    expect(count).toBe(3);
  });

  it("does not change the list that was handed out", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    socket.on("a", none);
    const list = socket.listeners("a");
    list.push(none);
    socket.on("a", none);

    expect(socket.listeners("a")).toHaveLength(2);
  });

  it("of an event with the name of what objects inherit is called like any other", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket, "__proto__", "constructor", "hasOwnProperty");
    stage.transport.receive('42["__proto__",1]', '42["constructor",2]', '42["toString"]');

    expect(heard).toEqual([
      ["__proto__", 1],
      ["constructor", 2],
    ]);
  });
});

describe("bytes that come", () => {
  it.each([
    ["of revision 4", false, Uint8Array.of(1, 2)],
    ["of revision 3", true, Uint8Array.of(4, 1, 2)],
  ])("from a server %s are of the runtime's kind", async (_what, isOld, frame) => {
    const stage = new Stage();
    const socket = await (isOld ? stage.joined3() : stage.joined());
    const heard = heardBy(socket, "a");
    stage.transport.receive('451-["a",{"b":{"_placeholder":true,"num":0}}]');
    expect(heard).toEqual([]);
    stage.transport.receive(frame);

    expect(heard).toEqual([["a", { b: Buffer.from([1, 2]) }]]);
  });

  it("must come before anything else but packets of Engine.IO", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket, "a", "b");
    stage.transport.receive('452-["a",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]');
    stage.transport.receive(Uint8Array.of(1), "2", Uint8Array.of(2));
    expect(heard).toEqual([["a", Buffer.from([1]), Buffer.from([2])]]);
    stage.transport.receive('451-["a",{"_placeholder":true,"num":0}]', '42["b"]');

    expect(stage.transport.ending).toEqual({ code: 4002, reason: "ATTACHMENT_AWAITED" });
    expect(heard).toHaveLength(1);
  });

  it("must come in time", async () => {
    const stage = new Stage();
    await stage.joined({ attachmentsTimeout: 100 });
    stage.transport.receive('451-["a",{"_placeholder":true,"num":0}]', Uint8Array.of(1));
    stage.clock.advance(100);
    expect(stage.transport.ending).toBeUndefined();
    stage.transport.receive('451-["a",{"_placeholder":true,"num":0}]');
    stage.clock.advance(99);
    expect(stage.transport.ending).toBeUndefined();
    stage.clock.advance(1);

    expect(stage.transport.ending).toEqual({ code: 4002, reason: "ATTACHMENTS_TIMEOUT" });
  });

  it.each([
    [
      "ATTACHMENT_COUNT_LIMIT",
      { maxAttachments: 1 },
      '452-["a",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]',
    ],
    ["ATTACHMENTS_TOO_LARGE", { maxPacketBytes: 50 }, '451-["a",{"_placeholder":true,"num":0}]'],
    ["ATTACHMENT_UNEXPECTED", {}, Uint8Array.of(1)],
  ])("may be too much: %s", async (reason, options, frame) => {
    const stage = new Stage();
    await stage.joined(options);
    stage.transport.receive(frame, new Uint8Array(50));

    expect(stage.transport.ending).toEqual({ code: 4002, reason });
  });

  it("are not waited for when the connection has ended", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket, "a");
    stage.transport.receive('451-["a",{"_placeholder":true,"num":0}]');
    socket.disconnect();
    expect(stage.clock.pending).toBe(0);
    socket.connect();
    await Promise.resolve();
    stage.transport.receive(open4, '40{"sid":"b"}', '42["a",1]');

    expect(heard).toEqual([["a", 1]]);
  });
});
