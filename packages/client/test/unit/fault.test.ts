import { afterEach, describe, expect, it, vi } from "vitest";
import { heardBy, open4, Stage, settled } from "./stage.js";

const failing: [string, () => unknown][] = [
  ["throws", (): unknown => raise()],
  ["rejects", async (): Promise<unknown> => raise()],
];
const error = new Error("oops");

describe.each(failing)("what the application has called and %s", (_how, fail) => {
  it("is reported as a listener of an event; its neighbours are called, the socket stays", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard: string[] = [];
    socket.on("a", () => heard.push("before"));
    socket.on("a", fail);
    socket.on("a", () => heard.push("after"));
    stage.transport.receive('42["a"]', '42["a"]');
    await settled();

    expect(heard).toEqual(["before", "after", "before", "after"]);
    const fault = { error, hook: "listener", event: "a", source: socket };
    expect(stage.faults).toEqual([fault, fault]);
    expect(socket.connected).toBe(true);
  });

  it("is reported as a listener of once, once", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    socket.once("a", fail);
    stage.transport.receive('42["a"]', '42["a"]');
    await settled();

    expect(stage.faults).toEqual([{ error, hook: "listener", event: "a", source: socket }]);
  });

  it("is reported as an acknowledgement", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard: unknown[] = [];
    socket.emit("a", fail);
    socket.timeout(50).emit("b", fail);
    socket.emit("c", (value: unknown) => heard.push(value));
    stage.transport.receive("430[]", "431[]", "432[3]");
    await settled();

    const fault = { error, hook: "acknowledgement", source: socket };
    expect(stage.faults).toEqual([fault, fault]);
    expect(heard).toEqual([3]);
    expect(socket.connected).toBe(true);
  });

  it("is reported as an acknowledgement that hears of an error", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    socket.timeout(50).emit("a", fail);
    socket.timeout(5_000).emit("b", fail);
    stage.clock.advance(50);
    stage.transport.drop();
    await settled();

    expect(stage.faults).toMatchObject([{ hook: "acknowledgement" }, { hook: "acknowledgement" }]);
  });

  it("is reported as a listener of connect, connect_error and disconnect", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    socket.on("connect", fail).on("connect_error", fail).on("disconnect", fail);
    const heard = heardBy(socket, "connect", "connect_error", "disconnect");
    await stage.reconnect();
    stage.grant();
    stage.transport.drop();
    await settled();

    expect(heard.map(([event]) => event)).toEqual(["connect_error", "connect", "disconnect"]);
    expect(stage.faults).toEqual(
      heard.map(([event]) => ({ error, hook: "listener", event, source: socket })),
    );
    await stage.retry();
    expect(stage.transports).toHaveLength(3);
  });

  it("is reported as a listener of the manager, which goes on", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const events = [
      "open",
      "close",
      "error",
      "ping",
      "reconnect",
      "reconnect_attempt",
      "reconnect_error",
    ] as const;
    for (const event of events) {
      socket.io.on(event, fail);
    }
    await stage.reconnect();
    await stage.reconnect();
    stage.grant();
    stage.transport.receive("2");
    stage.transport.drop();
    await settled();

    const told = stage.faults.map(({ event }) => event);
    expect(new Set(told)).toEqual(new Set(events));
    expect(stage.faults.every(({ hook, source }) => hook === "listener" && source === socket.io)).toBe(true);
    await stage.retry();
    stage.grant();
    expect(socket.connected).toBe(true);
  });

  it("is reported as a listener of the engine, which goes on", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const { engine } = socket.io;
    for (const event of ["open", "packet", "packetCreate", "drain", "close"] as const) {
      engine.on(event, fail);
    }
    stage.grant();
    stage.transport.drain();
    stage.transport.drop();
    await settled();

    expect(stage.faults.map(({ event }) => event)).toEqual([
      "open",
      "packetCreate",
      "packet",
      "drain",
      "close",
    ]);
    expect(stage.faults.every(({ source }) => source === engine)).toBe(true);
  });

  it("is reported as what is called when the manager is open, or could not be", async () => {
    const stage = new Stage();
    const manager = stage.manager({ autoConnect: false });
    manager.open(fail);
    await settled();
    stage.transport.receive(open4);
    const other = stage.manager({ autoConnect: false });
    other.open(fail);
    await settled();
    stage.transport.drop();
    await settled();

    expect(stage.faults).toEqual([
      { error, hook: "open", source: manager },
      { error, hook: "open", source: other },
    ]);
    expect(manager._readyState).toBe("open");
  });
});

describe("a fault", () => {
  afterEach(() => vi.restoreAllMocks());

  it("goes to the runtime where the application has no hook", async () => {
    const stage = new Stage();
    const socket = await stage.joined({ onError: undefined });
    socket.on("a", raise);
    stage.transport.receive('42["a"]');

    expect(stage.faults).toEqual([]);
    expect(stage.reported).toEqual([{ error, hook: "listener", event: "a", source: socket }]);
  });

  it("does not go to the runtime where the application has a hook", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    socket.on("a", raise);
    stage.transport.receive('42["a"]');

    expect(stage.faults).toHaveLength(1);
    expect(stage.reported).toEqual([]);
  });

  it("of the hook itself is printed, beside the one that it was told of", async () => {
    const print = vi.spyOn(console, "error").mockReturnValue();
    const stage = new Stage();
    const socket = await stage.joined({ onError: raise });
    socket.on("a", raise);
    stage.transport.receive('42["a"]', '42["b"]');

    expect(print.mock.calls).toEqual([
      [expect.stringContaining('listener of "a"'), error],
      [expect.stringContaining("onError"), error],
    ]);
    expect(socket.connected).toBe(true);
  });
});

function raise(): never {
  throw new Error("oops");
}
