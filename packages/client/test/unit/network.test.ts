import { describe, expect, it } from "vitest";
import { heardBy, Stage, settled } from "./stage.js";

describe("a page that is told to be online", () => {
  it("tries whether the connection still is one, and gives it up in time if not", async () => {
    const stage = new Stage({ canPing: true });
    const socket = await stage.joined();
    const heard = heardBy(socket, "disconnect");
    stage.network.tell("online");
    expect(stage.transport.pings).toBe(1);

    stage.clock.advance(19_999);
    expect(heard).toEqual([]);
    stage.clock.advance(1);

    expect(heard).toHaveLength(1);
  });

  it("sends a noop where there is no ping of WebSocket", async () => {
    const stage = new Stage();
    await stage.joined();
    stage.network.tell("online");

    expect(stage.transport.take()).toEqual(["6"]);
  });

  it("pings in revision 3, and again an interval later", async () => {
    const stage = new Stage();
    await stage.joined3();
    stage.clock.advance(10_000);
    stage.network.tell("online");
    expect(stage.transport.take()).toEqual(["2"]);
    stage.transport.receive("3");

    stage.clock.advance(24_999);
    expect(stage.transport.take()).toEqual([]);
    stage.clock.advance(1);
    expect(stage.transport.take()).toEqual(["2"]);
    expect(stage.clock.pending).toBe(1);
  });

  it("does nothing while the connection is being opened", async () => {
    const stage = new Stage({ canPing: true });
    await stage.socket();
    stage.network.tell("online");

    expect(stage.transport.take()).toEqual([]);
    expect(stage.transport.pings).toBe(0);
  });

  it("does nothing while the next attempt is being made", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket.io, "reconnect_attempt");
    await stage.reconnect();
    stage.network.tell("online");
    await stage.retry();

    expect(heard).toEqual([["reconnect_attempt", 1]]);
    expect(stage.transports).toHaveLength(2);
  });

  it("makes the next attempt at once", async () => {
    const stage = new Stage();
    await stage.joined();
    stage.clock.advance(1_000);
    stage.transport.drop();
    stage.network.tell("online");
    stage.clock.advance(0);
    await settled();

    expect(stage.transports).toHaveLength(2);
    expect(stage.clock.pending).toBe(1);
  });

  it("makes it a second after the last one at the earliest", async () => {
    const stage = new Stage();
    await stage.joined();
    stage.clock.advance(300);
    stage.chance = 0.99;
    stage.transport.drop();
    stage.network.tell("online");
    stage.network.tell("online");
    stage.clock.advance(699);
    await settled();
    expect(stage.transports).toHaveLength(1);
    stage.clock.advance(1);
    await settled();

    expect(stage.transports).toHaveLength(2);
    expect(stage.clock.pending).toBe(1);
  });
});

describe("a page that is told to be offline", () => {
  it("gives its connection up", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket, "disconnect");
    stage.network.tell("offline");

    const details = { description: "network connection lost" };
    expect(heard).toEqual([["disconnect", "transport close", details]]);
    expect(stage.transport.ending).toMatchObject({ code: 1000 });
    await stage.retry();
    expect(stage.transports).toHaveLength(2);
  });

  it("gives an attempt up", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const heard = heardBy(socket, "connect_error");
    stage.network.tell("offline");

    expect(heard).toMatchObject([["connect_error", { message: "network connection lost" }]]);
  });
});

describe("a page that is left", () => {
  it("closes its connection where that is wanted", async () => {
    const stage = new Stage();
    await stage.joined({ closeOnBeforeunload: true });
    stage.network.tell("beforeunload");

    expect(stage.transport.ending).toEqual({ code: 1000, reason: "" });
  });

  it("leaves it alone otherwise", async () => {
    const stage = new Stage();
    await stage.joined();
    stage.network.tell("beforeunload");

    expect(stage.transport.ending).toBeUndefined();
    expect(stage.network.listenedTo).toEqual(["offline", "online"]);
  });

  it("has no listeners left once a connection is lost that is not made again", async () => {
    const stage = new Stage();
    await stage.joined({ reconnection: false });
    stage.transport.drop();

    expect(stage.network.listenedTo).toEqual([]);
  });

  it("has no listeners left once an attempt has failed that was asked for with a callback", async () => {
    const stage = new Stage();
    stage.manager({ autoConnect: false }).open(() => undefined);
    await settled();
    stage.transport.drop();

    expect(stage.network.listenedTo).toEqual([]);
  });

  it("has no listeners left once the next attempt is called off", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    stage.transport.drop();
    socket.io.reconnection(false);

    expect(stage.network.listenedTo).toEqual([]);
  });

  it("has no listeners left once nothing is wanted of it", async () => {
    const stage = new Stage();
    const socket = await stage.joined({ closeOnBeforeunload: true });
    expect(stage.network.listenedTo).toEqual(["beforeunload", "offline", "online"]);
    await stage.reconnect();
    expect(stage.network.listenedTo).toEqual(["beforeunload", "offline", "online"]);
    socket.disconnect();
    expect(stage.network.listenedTo).toEqual([]);
    socket.connect();

    expect(stage.network.listenedTo).toEqual(["beforeunload", "offline", "online"]);
  });
});
