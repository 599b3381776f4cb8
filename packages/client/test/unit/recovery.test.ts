import { describe, expect, it } from "vitest";
import { open4, Stage } from "./stage.js";

describe("a server that can recover sessions", () => {
  it("is told the secret and how far its events have come", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    stage.transport.receive(
      open4,
      '40{"sid":"a","pid":"secret"}',
      '42["a",1,"offset-1"]',
      '42["b","offset-2"]',
    );
    expect(socket.recovered).toBe(false);
    stage.transport.take();
    await stage.reconnect();
    stage.transport.receive(open4);
    expect(stage.transport.take()).toEqual(['40{"pid":"secret","offset":"offset-2"}']);
    stage.transport.receive('40{"sid":"a","pid":"secret"}');

    expect(socket.recovered).toBe(true);
    expect(socket.id).toBe("a");
  });

  it("is told the secret alone when no event has come", async () => {
    const stage = new Stage();
    await stage.socket();
    stage.transport.receive(open4, '40{"sid":"a","pid":"secret"}', '42["offset-1"]', '42["a",1]');
    stage.transport.take();
    await stage.reconnect();
    stage.transport.receive(open4);

    expect(stage.transport.take()).toEqual(['40{"pid":"secret"}']);
  });

  it("is told them beside the auth, and counts the events that come before the grant", async () => {
    const stage = new Stage();
    await stage.socket({ auth: { token: 1 } });
    stage.transport.receive(open4, '42["a","offset-1"]', '40{"sid":"a","pid":"secret"}');
    stage.transport.take();
    await stage.reconnect();
    stage.transport.receive(open4);

    expect(stage.transport.take()).toEqual(['40{"pid":"secret","offset":"offset-1","token":1}']);
  });

  it("has not recovered with another secret, and is told that the next time", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    stage.transport.receive(open4, '40{"sid":"a","pid":"secret"}');
    await stage.reconnect();
    stage.transport.receive(open4, '40{"sid":"b","pid":"other"}');
    stage.transport.take();
    expect(socket.recovered).toBe(false);
    await stage.reconnect();
    stage.transport.receive(open4);

    expect(stage.transport.take()).toEqual(['40{"pid":"other"}']);
  });

  it("is not told how far the events of a time came when it gave no secret", async () => {
    const stage = new Stage();
    await stage.socket();
    stage.transport.receive(open4, '40{"sid":"a"}', '42["a","text"]');
    await stage.reconnect();
    stage.transport.receive(open4, '40{"sid":"b","pid":"secret"}');
    stage.transport.take();
    await stage.reconnect();
    stage.transport.receive(open4);

    expect(stage.transport.take()).toEqual(['40{"pid":"secret"}']);
  });

  it("is not told how far the events of another secret had come", async () => {
    const stage = new Stage();
    await stage.socket();
    stage.transport.receive(open4, '40{"sid":"a","pid":"first"}', '42["a","offset-1"]');
    await stage.reconnect();
    stage.transport.receive(open4, '40{"sid":"b","pid":"second"}');
    stage.transport.take();
    await stage.reconnect();
    stage.transport.receive(open4);

    expect(stage.transport.take()).toEqual(['40{"pid":"second"}']);
  });

  it("delivers what was missed before it tells connect", async () => {
    const stage = new Stage();
    const socket = await stage.socket();
    stage.transport.receive(open4, '40{"sid":"a","pid":"secret"}');
    const heard: unknown[] = [];
    socket.on("missed", (value) => heard.push([value, socket.recovered]));
    socket.on("connect", () => heard.push("connect"));
    await stage.reconnect();
    stage.transport.receive(open4, '42["missed",1,"o"]', '40{"sid":"a","pid":"secret"}');

    expect(heard).toEqual([[1, true], "connect"]);
  });
});

describe("a server that can't", () => {
  it.each([['40{"sid":"a"}'], ['40{"sid":"a","pid":1}']])("is told nothing: %s", async (frame) => {
    const stage = new Stage();
    const socket = await stage.socket();
    stage.transport.receive(open4, frame, '42["a","text"]');
    stage.transport.take();
    await stage.reconnect();
    stage.transport.receive(open4);

    expect(stage.transport.take()).toEqual(["40"]);
    stage.transport.receive(frame);
    expect(socket.recovered).toBe(false);
  });
});
