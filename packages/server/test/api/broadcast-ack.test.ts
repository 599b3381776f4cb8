import { describe, expect, it } from "vitest";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, revision3, revision4, revisions, settle } from "./guest.js";

describe.each(revisions)("answers to a broadcast, $name", (revision) => {
  it("come to the callback when all have answered", async () => {
    const io = new MemoryServer();
    const guests = [await arrive(io, revision), await arrive(io, revision4), await arrive(io, revision3)];
    const results: unknown[] = [];
    io.timeout(1000).emit("ask", 1, (...result: unknown[]) => results.push(result));
    await settle();

    for (const [index, { peer }] of guests.entries()) {
      expect(results).toEqual([]);
      expect(peer.take()).toEqual(['420["ask",1]']);
      peer.send(`430[${index},"more"]`);
    }

    expect(results).toEqual([[null, [0, 1, 2]]]);
  });

  it("come to emitWithAck, bytes included", async () => {
    const io = new MemoryServer();
    const { peer } = await arrive(io, revision);
    const promise = io.timeout(1000).emitWithAck("ask");

    peer.send('461-0[{"_placeholder":true,"num":0}]');
    peer.send(revision.binary(7));

    await expect(promise).resolves.toEqual([Uint8Array.of(7)]);
  });

  it("that come until the time is up come with an error", async () => {
    const io = new MemoryServer();
    const [quick, slow] = [await arrive(io, revision), await arrive(io, revision)];
    const results: unknown[] = [];
    io.timeout(1000).emit("ask", (...result: unknown[]) => results.push(result));
    const promise = io.timeout(1000).emitWithAck("ask");
    promise.catch(() => undefined);
    await settle();
    quick.peer.send('430["a"]');
    quick.peer.send('431["a"]');

    io.clock.advance(1000);
    slow.peer.send('430["late"]');

    expect(results).toEqual([[new Error("operation has timed out"), ["a"]]]);
    await expect(promise).rejects.toMatchObject({ message: "operation has timed out", responses: ["a"] });
    expect(slow.socket.acks.size).toBe(0);
    expect(slow.peer.closing).toBeUndefined();
  });

  it("count once for each client", async () => {
    const io = new MemoryServer();
    const [one, two] = [await arrive(io, revision), await arrive(io, revision)];
    const results: unknown[] = [];
    io.timeout(1000).emit("ask", (...result: unknown[]) => results.push(result));
    await settle();

    one.peer.send('430["a"]');
    one.peer.send('430["b"]');
    expect(results).toEqual([]);
    two.peer.send('430["c"]');

    expect(results).toEqual([[null, ["a", "c"]]]);
  });
});

describe("a broadcast that asks for answers", () => {
  it("has an empty list when there is nobody, at once", async () => {
    const io = new MemoryServer();
    await arrive(io);

    await expect(io.to("nowhere").timeout(1000).emitWithAck("ask")).resolves.toEqual([]);
    await expect(io.to("nowhere").emitWithAck("ask")).resolves.toEqual([]);
  });

  it("waits without a timeout until all have answered", async () => {
    const io = new MemoryServer({ pingInterval: 1_000_000_000 });
    const [one, two] = [await arrive(io), await arrive(io)];
    const results: unknown[] = [];
    io.emit("ask", (...result: unknown[]) => results.push(result));
    await settle();
    one.peer.send("430[1]");
    io.clock.advance(999_999_999);
    expect(results).toEqual([]);

    two.peer.send("430[2]");

    expect(results).toEqual([[null, [1, 2]]]);
  });

  it("asks those whom it reaches, and not its own socket", async () => {
    const io = new MemoryServer();
    const [one, two] = [await arrive(io), await arrive(io)];
    const promise = one.socket.timeout(1000).broadcast.emitWithAck("ask");

    two.peer.send('430["a"]');

    await expect(promise).resolves.toEqual(["a"]);
    expect(one.peer.take()).toEqual([]);
  });

  it("that can't travel throws, and nothing is awaited for it", async () => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io);
    const before = io.clock.pending;

    expect(() => io.timeout(1000).emit("ask", 1n, () => undefined)).toThrow("JSON");
    await expect(io.timeout(1000).emitWithAck("ask", 1n)).rejects.toMatchObject({ name: "EncodeError" });

    expect(socket.acks.size).toBe(0);
    expect(io.clock.pending).toBe(before);
    expect(peer.take()).toEqual([]);
  });

  it("leaves nothing behind when the time is up", async () => {
    const io = new MemoryServer();
    const { socket } = await arrive(io);
    const before = io.clock.pending;
    io.timeout(1000).emit("ask", () => undefined);
    await settle();
    expect(socket.acks.size).toBe(1);

    io.clock.advance(1000);

    expect(socket.acks.size).toBe(0);
    expect(io.clock.pending).toBe(before);
  });

  it("has those that left before they answered missing when the time is up", async () => {
    const io = new MemoryServer();
    const [one, two] = [await arrive(io), await arrive(io)];
    const promise = io.timeout(1000).emitWithAck("ask");
    promise.catch(() => undefined);
    await settle();

    one.peer.drop();
    two.peer.send("430[2]");
    io.clock.advance(1000);

    await expect(promise).rejects.toMatchObject({ responses: [2] });
  });
});
