import { describe, expect, it } from "vitest";
import { heardBy, open4, Stage, settled } from "./stage.js";

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

  it("gives its connection up when something is to be sent", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const heard = heardBy(socket, "disconnect");
    stage.clock.sleep(44_999);
    socket.emit("before");
    expect(heard).toEqual([]);
    stage.clock.sleep(1);
    socket.emit("after");

    expect(heard).toEqual([["disconnect", "ping timeout", undefined]]);
    expect(stage.transport.ending).toBe("terminated");
    expect(stage.transport.take()).toEqual(['42["before"]']);
    expect(socket.sendBuffer.map(({ data }) => data)).toEqual([["after"]]);
  });

  it("has what it asks then answered over the next connection", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    const answers: unknown[] = [];
    stage.clock.sleep(45_000);
    socket.emit("a", (answer: unknown) => answers.push(answer));
    const promise = socket.timeout(60_000).emitWithAck("b");
    promise.catch(() => undefined);
    await stage.retry();
    stage.transport.receive(open4, '40{"sid":"s"}', "430[1]", "431[2]");

    expect(stage.transport.take()).toEqual(["40", '420["a"]', '421["b"]']);
    expect(answers).toEqual([1]);
    expect(await promise).toBe(2);
  });

  it("sends what is to be acknowledged once over the next connection", async () => {
    const stage = new Stage();
    const socket = await stage.joined({ retries: 1, ackTimeout: 60_000 });
    stage.clock.sleep(45_000);
    socket.emit("a");
    await stage.retry();
    stage.transport.receive(open4, '40{"sid":"s"}');

    expect(stage.transport.take().filter((frame) => String(frame).includes('"a"'))).toHaveLength(1);
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
