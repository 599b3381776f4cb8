import { describe, expect, it } from "vitest";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, revisions, taken } from "./guest.js";

const reserved = ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"];

describe.each(revisions)("an event, $name", (revision) => {
  it("goes to the client with all its arguments", async () => {
    const { peer, socket } = await arrive(new MemoryServer(), revision);

    expect(socket.emit("say", 1, "two", { three: [null, true] })).toBe(true);

    expect(peer.take()).toEqual(['42["say",1,"two",{"three":[null,true]}]']);
  });

  it("goes with its bytes behind it", async () => {
    const { peer, socket } = await arrive(new MemoryServer(), revision);

    socket.emit("file", { name: "a", body: Uint8Array.of(1, 2) });

    expect(taken(peer)).toEqual([
      '451-["file",{"name":"a","body":{"_placeholder":true,"num":0}}]',
      [...revision.binary(1, 2)],
    ]);
  });

  it("comes to its listeners with all its arguments, bytes included", async () => {
    const { peer, socket } = await arrive(new MemoryServer(), revision);
    const heard: unknown[] = [];
    socket.on("file", (...args) => heard.push(args));

    peer.send('451-["file","a",{"_placeholder":true,"num":0}]');
    peer.send(revision.binary(1, 2));

    expect(heard).toEqual([["a", Uint8Array.of(1, 2)]]);
  });

  it.each(["send", "write"] as const)("named message is what %s makes", async (method) => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io, revision);

    expect(socket[method]("a", 1)).toBe(socket);
    expect(io[method]("b")).toBe(io);
    expect(io.sockets[method]("c")).toBe(io.sockets);

    expect(peer.take()).toEqual(['42["message","a",1]', '42["message","b"]', '42["message","c"]']);
  });

  it.each(["error", "connection", "__proto__", "constructor", "toString"])(
    "may be called %s, and harms nothing",
    async (name) => {
      const { peer, socket } = await arrive(new MemoryServer(), revision);
      const heard: unknown[] = [];

      peer.send(JSON.stringify([name, 0]).replace(/^/, "42"));
      socket.on(name, (value) => heard.push(value));
      peer.send(JSON.stringify([name, 1]).replace(/^/, "42"));

      expect(heard).toEqual([1]);
      expect(socket.connected).toBe(true);
    },
  );
});

describe("emit", () => {
  it.each(reserved)("throws for the reserved name %s, wherever it is called", async (name) => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io);

    for (const emitter of [socket, io, io.sockets, io.to("room"), socket.broadcast]) {
      expect(() => emitter.emit(name)).toThrow(`"${name}" is a reserved event name`);
    }

    expect(peer.take()).toEqual([]);
  });

  it.each([undefined, null, 1, Symbol("say"), ["say"], {}])("throws for the name %s", async (name) => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io);

    for (const emitter of [socket, io, io.to("room")]) {
      expect(() => Reflect.apply(emitter.emit, emitter, [name])).toThrow(TypeError);
    }

    expect(peer.take()).toEqual([]);
  });

  it("rejects emitWithAck for a reserved name", async () => {
    const io = new MemoryServer();
    const { socket } = await arrive(io);

    await expect(socket.emitWithAck("disconnect")).rejects.toThrow("reserved");
    await expect(io.timeout(1).emitWithAck("disconnect")).rejects.toThrow("reserved");
    expect(socket.acks.size).toBe(0);
  });

  it("does not touch the arguments", async () => {
    const { socket } = await arrive(new MemoryServer());
    const bytes = Uint8Array.of(1);
    const argument = Object.freeze({ deep: Object.freeze({ bytes }) });

    socket.emit("say", argument);

    expect(argument).toEqual({ deep: { bytes: Uint8Array.of(1) } });
  });

  it.each([
    ["a BigInt", 1n],
    ["a circle", circle()],
    ["a toJSON that throws", { toJSON: () => raise() }],
    ["a look-alike of a placeholder", [{ _placeholder: true, num: 0 }, Uint8Array.of(1)]],
  ])("throws EncodeError for %s and sends nothing; the next one is fine", async (_what, value) => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io);

    for (const emitter of [socket, io, io.to(socket.id)]) {
      expect(() => emitter.emit("say", value)).toThrow(expect.objectContaining({ name: "EncodeError" }));
    }
    socket.emit("say", "next");

    expect(peer.take()).toEqual(['42["say","next"]']);
    expect(socket.connected).toBe(true);
  });
});

describe("a listener", () => {
  it("of once hears one event", async () => {
    const { peer, socket } = await arrive(new MemoryServer());
    const heard: unknown[] = [];
    socket.once("say", (word) => heard.push(word));

    peer.send('42["say",1]');
    peer.send('42["say",2]');

    expect(heard).toEqual([1]);
    expect(socket.listenerCount("say")).toBe(0);
  });

  it("has the socket as this", async () => {
    const { peer, socket } = await arrive(new MemoryServer());
    const heard: unknown[] = [];
    socket.on("say", function (this: unknown) {
      heard.push(this);
    });

    peer.send('42["say"]');

    expect(heard).toEqual([socket]);
  });

  it("can remove itself, and the next is still called", async () => {
    const { peer, socket } = await arrive(new MemoryServer());
    const heard: string[] = [];
    const first = (): void => {
      heard.push("first");
      socket.off("say", first);
    };
    socket.on("say", first);
    socket.on("say", () => heard.push("second"));

    peer.send('42["say"]');
    peer.send('42["say"]');

    expect(heard).toEqual(["first", "second", "second"]);
  });
});

function circle(): object {
  const value: { self?: unknown } = {};
  value.self = value;
  return value;
}

function raise(): never {
  throw new Error("oops");
}
