import { describe, expect, it } from "vitest";
import { heardBy, open4, Stage, settled } from "./stage.js";

describe("when the last socket has left", () => {
  it.each([
    ["being connected", async (stage: Stage): Promise<void> => stage.grant()],
    ["being opened", async (): Promise<void> => undefined],
    ["being asked", async (stage: Stage): Promise<void> => stage.transport.receive(open4)],
    ["waiting for the next attempt", async (stage: Stage): Promise<void> => stage.transport.drop()],
    ["in the next attempt", (stage: Stage): Promise<void> => stage.reconnect()],
  ])("nothing is left of a connection that was %s", async (_what, prepare) => {
    const stage = new Stage();
    const socket = await stage.socket();
    await prepare(stage);
    const heard = heardBy(socket.io, "open", "close", "error", "reconnect_attempt", "reconnect_failed");
    socket.disconnect();
    await settled();

    expect(stage.clock.pending).toBe(0);
    expect(stage.network.listenedTo).toEqual([]);
    expect(socket.io._reconnecting).toBe(false);
    expect(socket.io._readyState).toBe("closed");
    const attempts = stage.transports.length;
    await stage.retry();
    expect(stage.transports).toHaveLength(attempts);
    expect(heard.filter(([event]) => event !== "close")).toEqual([]);
  });

  it("the connection is closed in good order, behind what was sent", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket, "disconnect");
    socket.emit("bye");
    socket.disconnect();

    expect(stage.transport.take()).toEqual(['42["bye"]', "41"]);
    expect(stage.transport.ending).toEqual({ code: 1000, reason: "" });
    expect(heard).toEqual([["disconnect", "io client disconnect", undefined]]);
  });

  it("the connection stays as long as another is there", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const other = socket.io.socket("/other");
    socket.disconnect();
    expect(stage.transport.ending).toBeUndefined();
    other.disconnect();

    expect(stage.transport.ending).toEqual({ code: 1000, reason: "" });
  });
});

describe("a socket that is disconnected by who hears of the loss", () => {
  it("does not come back", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    socket.on("disconnect", () => socket.disconnect());
    const heard = heardBy(socket, "disconnect");
    await stage.reconnect();

    expect(heard).toHaveLength(1);
    expect(stage.transports).toHaveLength(1);
    expect(stage.clock.pending).toBe(0);
  });

  it("does not come back from a failed attempt either", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    socket.on("connect_error", () => socket.disconnect());
    await stage.reconnect();

    expect(stage.transports).toHaveLength(1);
    expect(stage.clock.pending).toBe(0);
  });

  it("at reconnect_attempt is not asked for again", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    socket.io.on("reconnect_attempt", () => socket.disconnect());
    await stage.reconnect();

    expect(stage.transports).toHaveLength(1);
    expect(stage.clock.pending).toBe(0);
  });
});
