import { describe, expect, it } from "vitest";
import { Stage, settled } from "./stage.js";

describe("an AbortSignal in last place", () => {
  it("is none of the arguments", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const promise = socket.emitWithAck("ask", 1, new AbortController().signal);
    expect(stage.transport.take()).toEqual(['420["ask",1]']);
    stage.transport.receive("430[2]");

    expect(await promise).toBe(2);
  });

  it("that was aborted before has the event not be sent", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const pending = stage.clock.pending;

    await expect(socket.timeout(50).emitWithAck("ask", AbortSignal.abort("enough"))).rejects.toBe("enough");
    expect(stage.transport.take()).toEqual([]);
    expect(stage.clock.pending).toBe(pending);
  });

  it("ends the wait with its reason, and the answer counts for nothing", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const pending = stage.clock.pending;
    const controller = new AbortController();
    const promise = socket.timeout(1_000).emitWithAck("ask", controller.signal);
    promise.catch(() => undefined);
    controller.abort("enough");
    expect(stage.clock.pending).toBe(pending);
    stage.transport.receive("430[1]");

    await expect(promise).rejects.toBe("enough");
  });

  it("has an event that was not sent yet be forgotten", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const controller = new AbortController();
    socket.emit("a");
    const promise = socket.emitWithAck("ask", controller.signal);
    promise.catch(() => undefined);
    socket.emit("b");
    controller.abort();
    expect(socket.sendBuffer.map(({ data }) => data)).toEqual([["a"], ["b"]]);
    await expect(promise).rejects.toMatchObject({ name: "AbortError" });
  });

  it.each([
    ["the answer", async (stage: Stage): Promise<void> => stage.transport.receive("430[1]")],
    ["the timeout", async (stage: Stage): Promise<void> => stage.clock.advance(50)],
    ["the end of the connection", async (stage: Stage): Promise<void> => stage.transport.drop()],
  ])("is not listened to after %s", async (_what, end) => {
    const stage = new Stage();
    const socket = await stage.joined();
    const { signal, listeners, abort } = watched();
    const promise = socket.timeout(50).emitWithAck("ask", signal);
    const outcome = promise.then(String, String);
    expect(listeners.size).toBe(1);
    await end(stage);
    await settled();
    expect(listeners.size).toBe(0);
    abort();

    expect(await outcome).not.toContain("enough");
  });

  it("is not listened to when the event can't travel", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const { signal, listeners } = watched();
    await expect(socket.emitWithAck("ask", 1n, signal)).rejects.toMatchObject({ name: "EncodeError" });

    expect(listeners.size).toBe(0);
  });
});

type SignalListener = Parameters<AbortSignal["addEventListener"]>[1];

/** A signal, and the listeners that it has at the moment. */
function watched(): { signal: AbortSignal; listeners: Set<unknown>; abort: () => void } {
  const controller = new AbortController();
  const { signal } = controller;
  const listeners = new Set<unknown>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (type: string, listener: SignalListener): void => {
    listeners.add(listener);
    add(type, listener);
  };
  signal.removeEventListener = (type: string, listener: SignalListener): void => {
    listeners.delete(listener);
    remove(type, listener);
  };
  return { signal, listeners, abort: () => controller.abort("enough") };
}
