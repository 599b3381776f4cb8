import { describe, expect, it } from "vitest";
import { heardBy, Stage, settled } from "./stage.js";

/** Longer than the slices in which the watch looks at the time of day. */
const sliceMs = 5_000;

describe("a machine that has slept for longer than the server may be silent", () => {
  it("finds its connection lost as soon as a timer runs", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket, "disconnect");
    stage.clock.sleep(60 * 60 * 1_000);
    stage.clock.advance(sliceMs);

    expect(heard).toEqual([["disconnect", "ping timeout", undefined]]);
    expect(stage.transport.ending).toBe("terminated");
  });

  it("keeps what is emitted before that has shown, and sends it over the next connection", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    stage.clock.sleep(45_000);
    socket.emit("after", 1);
    socket.emit("asked", () => undefined);
    expect(stage.transport.take()).toEqual([]);
    expect(socket.sendBuffer).toHaveLength(2);

    stage.clock.advance(sliceMs);
    await stage.retry();
    stage.transport.receive('0{"sid":"s","pingInterval":25000,"pingTimeout":20000,"maxPayload":1}');
    stage.transport.receive('40{"sid":"a"}');

    expect(stage.transport.take()).toEqual(["40", '42["after",1]', '420["asked"]']);
    expect(socket.sendBuffer).toEqual([]);
  });

  it("drops what is volatile", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    stage.clock.sleep(45_000);
    socket.volatile.emit("after");

    expect(stage.transport.take()).toEqual([]);
    expect(socket.sendBuffer).toEqual([]);
  });

  it("tells of a lost connection at once when the network is told to be back", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket, "disconnect");
    stage.clock.sleep(45_000);
    stage.network.tell("online");

    expect(heard).toEqual([["disconnect", "ping timeout", undefined]]);
  });

  it.fails("sends what was kept when the server turns out to be there all the same", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    stage.clock.sleep(45_000);
    socket.emit("kept");
    stage.transport.receive("2");
    socket.emit("direct");
    stage.clock.advance(sliceMs);
    await settled();

    const frames = stage.transports.flatMap((transport) => transport.take());
    expect(frames.filter((frame) => String(frame).startsWith("42"))).toEqual(['42["kept"]', '42["direct"]']);
  });
});

describe("a machine that has slept a little", () => {
  it("pings by WebSocket, where it can, and gives up when nothing comes in time", async () => {
    const stage = new Stage({ canPing: true });
    const socket = await stage.joined();
    const heard = heardBy(socket, "disconnect");
    stage.clock.advance(sliceMs);
    stage.clock.sleep(6_000);
    stage.clock.advance(sliceMs);
    expect(stage.transport.pings).toBe(1);
    expect(stage.transport.take()).toEqual([]);

    stage.clock.advance(19_999);
    expect(heard).toEqual([]);
    stage.clock.advance(1);

    expect(heard).toEqual([["disconnect", "ping timeout", undefined]]);
  });

  it("goes on when that ping is answered", async () => {
    const stage = new Stage({ canPing: true });
    const socket = await stage.joined();
    const heard = heardBy(socket, "disconnect");
    stage.clock.advance(sliceMs);
    stage.clock.sleep(6_000);
    stage.clock.advance(sliceMs);
    stage.transport.pong();
    stage.clock.advance(44_999);
    expect(heard).toEqual([]);
    expect(stage.transport.pings).toBe(1);
    stage.clock.advance(1);

    expect(heard).toHaveLength(1);
  });

  it("sends a noop, where it can't, and waits no shorter for it", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket, "disconnect");
    stage.clock.advance(sliceMs);
    stage.clock.sleep(6_000);
    stage.clock.advance(sliceMs);
    expect(stage.transport.take()).toEqual(["6"]);

    stage.clock.advance(45_000 - 16_000 - 1);
    expect(heard).toEqual([]);
    stage.clock.advance(1);

    expect(heard).toHaveLength(1);
  });

  it("sends a ping in revision 3, where that is what a client sends, and waits for the answer", async () => {
    const stage = new Stage({ canPing: true });
    const socket = await stage.joined3();
    const heard = heardBy(socket, "disconnect");
    stage.clock.advance(sliceMs);
    stage.clock.sleep(6_000);
    stage.clock.advance(sliceMs);
    expect(stage.transport.take()).toEqual(["2"]);
    expect(stage.transport.pings).toBe(0);

    stage.clock.advance(20_000);

    expect(heard).toHaveLength(1);
  });

  it("does nothing when it has heard the server since", async () => {
    const stage = new Stage({ canPing: true });
    await stage.joined();
    stage.clock.advance(sliceMs);
    stage.clock.sleep(6_000);
    stage.transport.receive("6");
    stage.clock.advance(sliceMs);

    expect(stage.transport.pings).toBe(0);
  });

  it("does nothing when a timer was a little late, as they are", async () => {
    const stage = new Stage({ canPing: true });
    await stage.joined();
    stage.clock.advance(sliceMs);
    stage.clock.sleep(sliceMs);
    stage.clock.advance(sliceMs);

    expect(stage.transport.pings).toBe(0);
  });
});

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

describe("a time of day that is set back", () => {
  it("neither loses the connection nor has it never be lost", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket, "disconnect");
    stage.clock.advance(20_000);
    stage.clock.sleep(-60 * 60 * 1_000);
    stage.clock.advance(sliceMs + 44_999);
    expect(heard).toEqual([]);
    stage.clock.advance(1);

    expect(heard).toEqual([["disconnect", "ping timeout", undefined]]);
  });

  it("has a client of revision 3 go on with its pings", async () => {
    const stage = new Stage();
    await stage.joined3();
    stage.clock.advance(20_000);
    stage.clock.sleep(-60 * 60 * 1_000);
    stage.clock.advance(sliceMs + 25_000);

    expect(stage.transport.take()).toEqual(["2"]);
  });

  it("does not put off the next attempt for longer than the shortest pause", async () => {
    const stage = new Stage();
    await stage.joined({ reconnectionDelay: 10 });
    stage.clock.sleep(-60 * 60 * 1_000);
    stage.transport.drop();
    stage.clock.advance(15);
    await settled();

    expect(stage.transports).toHaveLength(2);
  });
});
