import { describe, expect, it } from "vitest";
import { heardBy, open4, Stage } from "./stage.js";

describe("events that are emitted before the socket is connected", () => {
  it("are sent after the grant, in order, before connect is told", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const heard: unknown[] = [];
    socket.on("connect", () => heard.push(...stage.transport.take()));
    socket.emit("a", 1);
    socket.emit("b", Uint8Array.of(2));
    socket.emit("c", () => undefined);
    stage.transport.receive(open4);
    expect(stage.transport.take()).toEqual(["40"]);
    stage.transport.receive('40{"sid":"s"}');

    expect(heard).toEqual(['42["a",1]', '451-["b",{"_placeholder":true,"num":0}]', [2], '420["c"]']);
    expect(socket.sendBuffer).toEqual([]);
  });

  it("are sent once", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    socket.emit("a");
    stage.grant();
    await stage.reconnect();
    stage.grant();

    expect(stage.transport.take()).toEqual([]);
  });

  it("go to a server of either revision as it wants them", async () => {
    const stage = new Stage();
    const socket = await stage.socket({ protocol: 3 });
    socket.emit("b", Uint8Array.of(2));
    stage.transport.receive(open4, "40");

    expect(stage.transport.take()).toEqual(['451-["b",{"_placeholder":true,"num":0}]', [4, 2]]);
  });

  it("are kept by a socket that does not connect, and sent when it does", async () => {
    const stage = new Stage();
    const socket = await stage.socket({ autoConnect: false });
    socket.emit("a");
    socket.connect();
    await Promise.resolve();
    stage.transport.receive(open4, '40{"sid":"s"}');

    expect(stage.transport.take()).toEqual(["40", '42["a"]']);
  });

  it("are what they were when they were emitted", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const argument = { list: [1], bytes: Uint8Array.of(1, 2) };
    socket.emit("a", argument);
    argument.list.push(2);
    argument.bytes[0] = 9;
    stage.transport.receive(open4, '40{"sid":"s"}');

    expect(stage.transport.take().slice(1)).toEqual([
      '451-["a",{"list":[1],"bytes":{"_placeholder":true,"num":0}}]',
      [1, 2],
    ]);
  });

  it("are what they were when they were emitted, in a Buffer as well", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const bytes = Buffer.from([7]);
    socket.emit("a", bytes);
    bytes[0] = 9;
    stage.transport.receive(open4, '40{"sid":"s"}');

    expect(stage.transport.take().at(-1)).toEqual([7]);
  });

  it("keep what was said of compression", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    socket.compress(false).emit("a");
    socket.emit("b");
    stage.transport.receive(open4);
    stage.transport.take();
    stage.transport.receive('40{"sid":"s"}');

    expect(stage.transport.takeCompression()).toEqual([false, true]);
  });

  it("throw at once when they can't travel, and nothing is kept", async () => {
    const stage = new Stage();
    const socket = await stage.socket();

    expect(() => socket.emit("a", 1n)).toThrow("JSON");
    expect(() => socket.timeout(50).emit("a", 1n, () => undefined)).toThrow("JSON");
    expect(socket.sendBuffer).toEqual([]);
    expect(stage.clock.pending).toBe(1); // the attempt's timeout
  });

  it("that ask something are forgotten when their time is up", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const answers: unknown[] = [];
    socket.timeout(50).emit("a", (error: Error) => answers.push(error.message));
    socket.emit("b");
    stage.clock.advance(50);
    expect(answers).toEqual(["operation has timed out"]);
    expect(socket.sendBuffer.map(({ data }) => data)).toEqual([["b"]]);
    stage.transport.receive(open4, '40{"sid":"s"}');

    expect(stage.transport.take()).toEqual(["40", '42["b"]']);
  });

  it("wait on when they are emitted between disconnect and connect", async () => {
    const stage = new Stage();
    const socket = await stage.joined();
    socket.disconnect();
    socket.emit("a");
    expect(stage.clock.pending).toBe(0);
    socket.connect();
    await Promise.resolve();
    stage.transport.receive(open4, '40{"sid":"s"}');

    expect(stage.transport.take()).toEqual(["40", '42["a"]']);
  });
});

describe("the order of what is sent", () => {
  it("stays when who hears of connect emits more", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    socket.on("connect", () => socket.emit("c"));
    socket.emit("a");
    socket.emit("b");
    stage.transport.receive(open4, '40{"sid":"s"}');

    expect(stage.transport.take()).toEqual(["40", '42["a"]', '42["b"]', '42["c"]']);
  });

  it("is broken off when who hears of what is sent disconnects; the rest is kept", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const heard = heardBy(socket, "connect", "disconnect");
    socket.onAnyOutgoing(() => socket.disconnect());
    socket.emit("a");
    socket.emit("b");
    stage.transport.receive(open4, '40{"sid":"s"}');

    expect(stage.transport.take()).toEqual(["40", '42["a"]', "41"]);
    expect(socket.sendBuffer.map(({ data }) => data)).toEqual([["b"]]);
    expect(heard).toEqual([["disconnect", "io client disconnect", undefined]]);
  });

  it("stays when who hears of an early event emits more", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    socket.on("early", () => socket.emit("b"));
    socket.emit("a");
    stage.transport.receive(open4, '42["early"]', '40{"sid":"s"}');

    expect(stage.transport.take()).toEqual(["40", '42["a"]', '42["b"]']);
  });
});
