import { expect, test } from "vitest";
import { MemoryServer } from "../../src/testing/memory-server.js";

test("a client of the early generation opens, is welcomed, pings, and sends an upgrade in vain", async () => {
  const io = new MemoryServer({ pingTimeout: 5000 });
  io.engine.generateId = () => "sid-1";

  const peer = await io.connect({ query: "EIO=3&transport=websocket" });
  expect(peer.take()).toEqual([
    '0{"sid":"sid-1","upgrades":[],"pingInterval":25000,"pingTimeout":5000}',
    "40",
  ]);

  io.emit("welcome", { message: "Welcome!" });
  expect(peer.take()).toEqual(['42["welcome",{"message":"Welcome!"}]']);

  peer.send("2");
  expect(peer.take()).toEqual(["3"]);

  peer.send("5");
  expect(peer.take()).toEqual([]);

  peer.send("2");
  io.emit("welcome", { message: "Welcome!" });
  expect(peer.take()).toEqual(["3", '42["welcome",{"message":"Welcome!"}]']);
  expect(peer.closing).toBeUndefined();
});

test("a client of the present generation opens, joins, is welcomed, and answers a ping", async () => {
  const io = new MemoryServer();
  io.engine.generateId = () => "sid-1";

  const peer = await io.connect({ query: "EIO=4&transport=websocket" });
  expect(peer.take()).toEqual([
    '0{"sid":"sid-1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}',
  ]);

  peer.send("40");
  expect(peer.take()).toEqual([expect.stringMatching(/^40\{"sid":"[\w-]{20}"\}$/)]);

  io.emit("welcome", { message: "Welcome!" });
  expect(peer.take()).toEqual(['42["welcome",{"message":"Welcome!"}]']);

  io.clock.advance(25_000);
  expect(peer.take()).toEqual(["2"]);

  peer.send("3");
  io.clock.advance(25_000);
  expect(peer.take()).toEqual(["2"]);
  expect(peer.closing).toBeUndefined();
});
