import { describe, expect, it } from "vitest";
import { Stage } from "./stage.js";

describe("a listener of every event that comes", () => {
  it("hears name and arguments before the event's own listeners", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard: unknown[] = [];
    socket.on("a", () => heard.push("own"));
    expect(socket.onAny((...args) => heard.push(["any", ...args]))).toBe(socket);
    stage.transport.receive('42["a",1]', '42["b"]');

    expect(heard).toEqual([["any", "a", 1], "own", ["any", "b"]]);
  });

  it("hears the acknowledgement as the last argument", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    socket.onAny((_event, answer) => answer("any"));
    stage.transport.receive('427["a"]');

    expect(stage.transport.take()).toEqual(['437["any"]']);
  });

  it("hears neither the socket's own events nor answers", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const heard: unknown[] = [];
    socket.onAny((event) => heard.push(event));
    stage.grant();
    socket.emit("a", () => undefined);
    stage.transport.receive("430[]");
    socket.disconnect();

    expect(heard).toEqual([]);
  });

  it("is called in the order of listening, or before the others", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard: number[] = [];
    const listeners = [1, 2, 3].map((number) => (): unknown => heard.push(number));
    const [first = raise, second = raise, third = raise] = listeners;
    socket.onAny(second).onAny(third).prependAny(first);
    expect(socket.listenersAny()).toEqual([first, second, third]);
    stage.transport.receive('42["a"]');

    expect(heard).toEqual([1, 2, 3]);
  });

  it("can be removed, alone or with all others", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const first = (): void => undefined;
    const second = (): void => undefined;
    socket.onAny(first).onAny(second).onAny(first);

    expect(socket.offAny(first).listenersAny()).toEqual([second, first]);
    expect(socket.offAny(() => undefined).listenersAny()).toHaveLength(2);
    expect(socket.offAny().listenersAny()).toEqual([]);
  });

  it("that throws or rejects is reported, and harms neither its neighbours nor the event's own listeners", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard: string[] = [];
    socket.onAny(raise).onAny(async () => raise());
    socket.onAny(() => heard.push("any"));
    socket.on("a", () => heard.push("own"));
    stage.transport.receive('42["a"]');
    await Promise.resolve();

    expect(heard).toEqual(["any", "own"]);
    const fault = { error: new Error("oops"), hook: "any-listener", event: "a", source: socket };
    expect(stage.faults).toEqual([fault, fault]);
  });
});

describe("a listener of every event that is sent", () => {
  it("hears name and arguments when it is sent, without the acknowledgement", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard: unknown[][] = [];
    expect(socket.onAnyOutgoing((...args) => heard.push(args))).toBe(socket);
    socket.emit("a", 1);
    socket.emit("b", () => undefined);
    socket.emitWithAck("c").catch(() => undefined);
    socket.send("d");

    expect(heard).toEqual([["a", 1], ["b"], ["c"], ["message", "d"]]);
  });

  it("hears what was kept when it is sent, not when it is emitted", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const heard: unknown[][] = [];
    socket.onAnyOutgoing((...args) => heard.push(args));
    socket.emit("a", 1);
    expect(heard).toEqual([]);
    stage.grant();

    expect(heard).toEqual([["a", 1]]);
  });

  it("hears no answers, nor what could not be sent", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard: unknown[][] = [];
    socket.onAnyOutgoing((...args) => heard.push(args));
    socket.on("ask", (answer) => answer(1));
    stage.transport.receive('420["ask"]');
    expect(() => socket.emit("a", 1n)).toThrow();

    expect(heard).toEqual([]);
    expect(stage.transport.take()).toEqual(["430[1]"]);
  });

  it("is called in the order of listening, or before the others, and can be removed", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const first = (): void => undefined;
    const second = (): void => undefined;
    socket.onAnyOutgoing(second).prependAnyOutgoing(first);
    expect(socket.listenersAnyOutgoing()).toEqual([first, second]);
    expect(socket.listenersAny()).toEqual([]);
    expect(socket.offAnyOutgoing(first).listenersAnyOutgoing()).toEqual([second]);
    expect(socket.offAnyOutgoing().listenersAnyOutgoing()).toEqual([]);
  });

  it("that throws is reported, and the event is sent", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    socket.onAnyOutgoing(raise);
    socket.emit("a");

    expect(stage.transport.take()).toEqual(['42["a"]']);
    expect(stage.faults).toMatchObject([{ hook: "any-listener", event: "a", source: socket }]);
  });
});

function raise(): never {
  throw new Error("oops");
}
