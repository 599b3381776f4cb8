import { describe, expect, it } from "vitest";
import type { BroadcastOperator } from "../../src/core/broadcast/broadcast-operator.js";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, type Guest, revision3, revision4, revisions, taken } from "./guest.js";

/** Four clients of both revisions: `a` and `b` are in `red`, `b` and `c` in `blue`, `d` is in none. */
async function stage(): Promise<{ io: MemoryServer; a: Guest; heardBy: () => string }> {
  const io = new MemoryServer();
  const [a, b, c, d] = [
    await arrive(io, revision4),
    await arrive(io, revision3),
    await arrive(io, revision4),
    await arrive(io, revision3),
  ];
  a.socket.join("red");
  b.socket.join(["red", "blue"]);
  c.socket.join("blue");
  const guests = Object.entries({ a, b, c, d });
  const heardBy = (): string => guests.map(([name, { peer }]) => name.repeat(peer.take().length)).join("");
  return { io, a, heardBy };
}

type Choose = (io: MemoryServer, a: Guest) => Pick<BroadcastOperator, "emit">;

const choices: [string, string, Choose][] = [
  ["io", "abcd", (io) => io],
  ["io.sockets", "abcd", (io) => io.sockets],
  ["io.local", "abcd", (io) => io.local],
  ["io.volatile", "abcd", (io) => io.volatile],
  ["io.compress(false)", "abcd", (io) => io.compress(false)],
  ["io.to(red)", "ab", (io) => io.to("red")],
  ["io.in(red)", "ab", (io) => io.in("red")],
  ["io.to(red).to(blue)", "abc", (io) => io.to("red").to("blue")],
  ["io.to([red, blue])", "abc", (io) => io.to(["red", "blue"])],
  ["io.to(red).in(blue).to(red)", "abc", (io) => io.to("red").in("blue").to("red")],
  ["io.to(nowhere)", "", (io) => io.to("nowhere")],
  ["io.except(red)", "cd", (io) => io.except("red")],
  ["io.except([red, blue])", "d", (io) => io.except(["red", "blue"])],
  ["io.except(red).except(blue)", "d", (io) => io.except("red").except("blue")],
  ["io.to(red).except(blue)", "a", (io) => io.to("red").except("blue")],
  ["io.except(blue).to(red)", "a", (io) => io.except("blue").to("red")],
  ["io.except(nowhere)", "abcd", (io) => io.except("nowhere")],
  ["io.sockets.to(blue).except(red)", "c", (io) => io.sockets.to("blue").except("red")],
  ["io.to(id)", "a", (io, a) => io.to(a.socket.id)],
  ["io.to([])", "abcd", (io) => io.to([])],
  ["socket.broadcast", "bcd", (_io, a) => a.socket.broadcast],
  ["socket.local", "bcd", (_io, a) => a.socket.local],
  ["socket.to(red)", "b", (_io, a) => a.socket.to("red")],
  ["socket.in([red, blue])", "bc", (_io, a) => a.socket.in(["red", "blue"])],
  ["socket.except(blue)", "d", (_io, a) => a.socket.except("blue")],
  ["socket.broadcast.to(red).except(blue)", "", (_io, a) => a.socket.broadcast.to("red").except("blue")],
  ["socket.volatile.broadcast", "bcd", (_io, a) => a.socket.volatile.broadcast],
  ["socket.compress(false).to(blue)", "bc", (_io, a) => a.socket.compress(false).to("blue")],
];

describe("a broadcast", () => {
  it.each(choices)("by %s reaches %s, each once", async (_by, receivers, choose) => {
    const { io, a, heardBy } = await stage();

    expect(choose(io, a).emit("flash", 1)).toBe(true);

    expect(heardBy()).toBe(receivers);
  });

  it.each(choices)("with bytes by %s reaches %s", async (_by, receivers, choose) => {
    const { io, a, heardBy } = await stage();

    choose(io, a).emit("flash", Uint8Array.of(1));

    expect(heardBy()).toBe([...receivers].map((name) => name + name).join(""));
  });

  it.each(revisions)("has bytes in the form of the receiver, $name", async (revision) => {
    const io = new MemoryServer();
    await arrive(io, revision === revision3 ? revision4 : revision3); // its frames come first
    const { peer } = await arrive(io, revision);

    io.emit("file", { body: Uint8Array.of(1, 2) });

    expect(taken(peer)).toEqual([
      '451-["file",{"body":{"_placeholder":true,"num":0}}]',
      [...revision.binary(1, 2)],
    ]);
  });

  it("has bytes as base64 for a client that asked for it", async () => {
    const io = new MemoryServer();
    const peer = await io.connect({ query: `${revision3.query}&b64=1` });
    peer.take();

    io.emit("file", Uint8Array.of(1, 2));

    expect(peer.take()).toEqual(['451-["file",{"_placeholder":true,"num":0}]', "b4AQI="]);
  });

  it("does not reach a socket that has left", async () => {
    const { io, a, heardBy } = await stage();
    a.peer.send("41");

    io.to("red").emit("flash");

    expect(heardBy()).toBe("b");
  });

  it("that can't travel throws, nobody gets it, and the next one is fine", async () => {
    const { io, heardBy } = await stage();

    expect(() => io.to("red").emit("flash", 1n)).toThrow(expect.objectContaining({ name: "EncodeError" }));
    expect(heardBy()).toBe("");
    io.to("red").emit("flash");

    expect(heardBy()).toBe("ab");
  });
});

describe("an operator", () => {
  it("is not changed by what is made from it", async () => {
    const { io, heardBy } = await stage();
    const red = io.to("red");

    red.to("blue");
    red.except("blue");
    red.volatile.compress(false).timeout(5).local;
    red.emit("flash");
    expect(heardBy()).toBe("ab");
    red.emit("flash");

    expect(heardBy()).toBe("ab");
  });

  it("leaves the next emit of its socket alone", async () => {
    const { a, heardBy } = await stage();

    a.socket.to("red");
    a.socket.emit("flash");
    a.socket.broadcast.emit("flash");
    a.socket.emit("flash");

    expect(heardBy()).toBe("aabcd");
  });

  it("keeps the list of rooms that it was given", async () => {
    const { io, heardBy } = await stage();
    const rooms = ["red"];
    const operator = io.to(rooms);

    rooms.push("blue");
    operator.emit("flash");

    expect(heardBy()).toBe("ab");
  });
});

describe.each(revisions)("a volatile event, $name", (revision) => {
  it("is dropped while the client does not read, others wait", async () => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io, revision);
    peer.pause();
    socket.emit("first");

    socket.volatile.emit("position", 1);
    io.volatile.emit("position", 2);
    io.to(socket.id).volatile.emit("position", 3, Uint8Array.of(1));
    socket.emit("last");
    peer.resume();

    expect(peer.take()).toEqual(['42["first"]', '42["last"]']);
  });

  it("is sent when the client reads, right after another too", async () => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io, revision);

    socket.emit("first");
    socket.volatile.emit("position", 1);
    io.volatile.emit("position", 2);

    expect(peer.take()).toEqual(['42["first"]', '42["position",1]', '42["position",2]']);
  });

  it("is one: the next is not volatile", async () => {
    const { peer, socket } = await arrive(new MemoryServer(), revision);
    peer.pause();
    socket.emit("first");
    socket.volatile.emit("position");

    socket.emit("next");
    peer.resume();

    expect(peer.take()).toEqual(['42["first"]', '42["next"]']);
  });
});

describe("compress", () => {
  it("is passed on to the transport, for one event", async () => {
    const io = new MemoryServer();
    const { socket } = await arrive(io);
    const flags: unknown[] = [];
    socket.conn.sendFrame = (_frame, { compress }) => flags.push(compress);
    socket.conn.sendShared = (_shared, { compress }) => flags.push(compress);

    socket.compress(false).emit("a");
    socket.emit("b");
    io.compress(false).emit("c");
    io.compress(true).emit("d");

    expect(flags).toEqual([false, true, false, true]);
  });
});
