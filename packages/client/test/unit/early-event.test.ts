import { describe, expect, it } from "vitest";
import { heardBy, open4, Stage, settled } from "./stage.js";

describe("events that come before the grant", () => {
  it("are heard after it, in order, before connect", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const heard = heardBy(socket, "a", "b", "connect");
    stage.transport.receive(open4, '42["a",1]', '42["b",{"c":2}]');
    expect(heard).toEqual([]);
    expect(socket.receiveBuffer).toEqual([
      ["a", 1],
      ["b", { c: 2 }],
    ]);
    stage.transport.receive('40{"sid":"s"}', '42["a",3]');

    expect(heard).toEqual([["a", 1], ["b", { c: 2 }], ["connect"], ["a", 3]]);
    expect(socket.receiveBuffer).toEqual([]);
  });

  it("find the socket connected, and can be answered", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const found: unknown[] = [];
    socket.on("ask", (answer) => {
      found.push(socket.connected, socket.id);
      answer(1);
    });
    stage.transport.receive(open4, '425["ask"]', '40{"sid":"s"}');

    expect(found).toEqual([true, "s"]);
    expect(stage.transport.take()).toEqual(["40", "435[1]"]);
  });

  it("are shown in a copy", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const heard = heardBy(socket, "a");
    stage.transport.receive(open4, '42["a",1]');
    socket.receiveBuffer[0]?.push("x");
    socket.receiveBuffer.pop();
    stage.transport.receive('40{"sid":"s"}');

    expect(heard).toEqual([["a", 1]]);
  });

  it("are forgotten when the connection ends", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const heard = heardBy(socket, "a");
    stage.transport.receive(open4, '42["a"]');
    await stage.reconnect();
    stage.grant();

    expect(heard).toEqual([]);
  });

  it("are kept up to 1,000; one more is a violation", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    stage.transport.receive(open4);
    for (let count = 0; count < 1_000; count += 1) {
      stage.transport.receive('42["a"]');
    }
    expect(socket.receiveBuffer).toHaveLength(1_000);
    expect(stage.transport.ending).toBeUndefined();
    stage.transport.receive('42["a"]');

    expect(stage.transport.ending).toEqual({ code: 4002, reason: "NAMESPACE_NOT_JOINED" });
    expect(socket.receiveBuffer).toEqual([]);
  });

  it("are not kept for a namespace that was not asked for", async () => {
    const stage = new Stage();
    const { io } = await stage.joined();
    const other = io.socket("/other");
    other.disconnect();
    stage.transport.receive('42/other,["a"]', '42/unknown,["a"]');

    expect(other.receiveBuffer).toEqual([]);
    expect(stage.transport.ending).toBeUndefined();
  });

  it("are forgotten when the last socket leaves with the connection", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const heard = heardBy(socket, "a");
    stage.transport.receive(open4, '42["a"]');
    socket.disconnect();
    socket.connect();
    await settled();
    stage.grant();

    expect(heard).toEqual([]);
  });

  it("are forgotten when the namespace is refused", async () => {
    const stage = new Stage();
    const { io } = await stage.joined();
    const other = io.socket("/other");
    const heard = heardBy(other, "a");
    stage.transport.receive('42/other,["a"]', '44/other,{"message":"no"}');
    other.connect();
    stage.transport.receive('40/other,{"sid":"b"}');

    expect(heard).toEqual([]);
  });

  it("are not heard any more once one of them had the socket disconnect", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    const heard: unknown[] = [];
    socket.on("a", (value) => {
      heard.push(value);
      socket.disconnect();
    });
    stage.transport.receive(open4, '42["a",1]', '42["a",2]', '40{"sid":"s"}');

    expect(heard).toEqual([1]);
    expect(socket.receiveBuffer).toEqual([]);
  });
});
