import { describe, expect, it } from "vitest";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, revisions, settle, taken } from "./guest.js";

describe.each(revisions)("an acknowledgement that the client asked for, $name", (revision) => {
  it("carries what the listener answers", async () => {
    const { peer, socket } = await arrive(new MemoryServer(), revision);
    socket.on("ask", (question, answer) => answer(question, 2, Uint8Array.of(3)));

    peer.send('4213["ask",1]');

    expect(taken(peer)).toEqual(['461-13[1,2,{"_placeholder":true,"num":0}]', [...revision.binary(3)]]);
  });

  it("is sent once however often it is answered", async () => {
    const { peer, socket } = await arrive(new MemoryServer(), revision);
    socket.on("ask", (answer) => {
      answer(1);
      answer(2);
    });

    peer.send('420["ask"]');

    expect(peer.take()).toEqual(["430[1]"]);
  });

  it("is not sent when the client has left", async () => {
    const { peer, socket } = await arrive(new MemoryServer(), revision);
    const answers: ((...args: unknown[]) => void)[] = [];
    socket.on("ask", (answer) => answers.push(answer));
    peer.send('420["ask"]');
    peer.send("41");

    answers[0]?.(1);

    expect(peer.take()).toEqual([]);
  });

  it("throws for an answer that can't travel, and can be given again", async () => {
    const { peer, socket } = await arrive(new MemoryServer(), revision);
    const caught: unknown[] = [];
    socket.on("ask", (answer) => {
      try {
        answer(1n);
      } catch (error) {
        caught.push(error);
        answer("sorry");
      }
    });

    peer.send('420["ask"]');

    expect(caught).toMatchObject([{ name: "EncodeError" }]);
    expect(peer.take()).toEqual(['430["sorry"]']);
  });
});

describe.each(revisions)("an acknowledgement that the server asks for, $name", (revision) => {
  it("comes to the callback with all that the client answers", async () => {
    const { peer, socket } = await arrive(new MemoryServer(), revision);
    const answers: unknown[] = [];
    socket.emit("ask", 1, (...answer: unknown[]) => answers.push(answer));
    expect(peer.take()).toEqual(['420["ask",1]']);

    peer.send('461-0["a",{"_placeholder":true,"num":0}]');
    peer.send(revision.binary(5));

    expect(answers).toEqual([["a", Uint8Array.of(5)]]);
    expect(socket.acks.size).toBe(0);
  });

  it("comes to emitWithAck, the first value of it", async () => {
    const { peer, socket } = await arrive(new MemoryServer(), revision);
    const promise = socket.emitWithAck("ask");

    peer.send('430["a","b"]');

    await expect(promise).resolves.toBe("a");
  });

  it("comes behind null where there is a timeout, which is then cancelled", async () => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io, revision);
    const before = io.clock.pending;
    const answers: unknown[] = [];
    socket.timeout(1000).emit("ask", (...answer: unknown[]) => answers.push(answer));

    peer.send('430["a"]');
    io.clock.advance(2000);

    expect(answers).toEqual([[null, "a"]]);
    expect(io.clock.pending).toBe(before);
  });

  it("is an error when the time is up, and late it counts for nothing", async () => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io, revision);
    const answers: unknown[] = [];
    socket.timeout(1000).emit("ask", (...answer: unknown[]) => answers.push(answer));
    const promise = socket.timeout(500).emitWithAck("ask");
    promise.catch(() => undefined);

    io.clock.advance(999);
    expect(answers).toEqual([]);
    io.clock.advance(1);
    peer.send('430["late"]');
    peer.send('431["late"]');

    expect(answers).toEqual([[new Error("operation has timed out")]]);
    await expect(promise).rejects.toThrow("operation has timed out");
    expect(socket.acks.size).toBe(0);
    expect(peer.closing).toBeUndefined();
  });

  it("counts once when it comes twice", async () => {
    const { peer, socket } = await arrive(new MemoryServer(), revision);
    const answers: unknown[] = [];
    socket.emit("ask", (answer: unknown) => answers.push(answer));

    peer.send("430[1]");
    peer.send("430[2]");

    expect(answers).toEqual([1]);
  });
});

describe("acknowledgements that are awaited when the socket leaves", () => {
  it.each([
    ["the client drops", false],
    ["the server disconnects it", true],
  ])("are rejected at once, before disconnect: %s", async (_how, byServer) => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io);
    const heard: unknown[] = [];
    socket.on("disconnect", () => heard.push("disconnect"));
    const promise = socket.emitWithAck("ask");
    promise.catch(() => undefined);
    socket.timeout(60_000).emit("ask", (error: Error) => heard.push(error.message));
    socket.emit("ask", () => heard.push("never called"));

    if (byServer) {
      socket.disconnect(true);
    } else {
      peer.drop();
    }

    expect(heard).toEqual(["socket has been disconnected", "disconnect"]);
    await expect(promise).rejects.toMatchObject({ name: "DisconnectedError", code: "DISCONNECTED" });
    expect(socket.acks.size).toBe(0);
    expect(io.clock.pending).toBe(0);
  });

  it("are rejected at once when they are asked for after that", async () => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io);
    peer.drop();

    await expect(socket.emitWithAck("ask")).rejects.toMatchObject({ code: "DISCONNECTED" });
    await expect(socket.timeout(5).emitWithAck("ask")).rejects.toMatchObject({ code: "DISCONNECTED" });
    expect(socket.acks.size).toBe(0);
    expect(io.clock.pending).toBe(0);
  });
});

describe("the number of acknowledgements that one socket awaits", () => {
  it("is at most 1,024, and has room again after an answer", async () => {
    const { peer, socket } = await arrive(new MemoryServer());
    for (let index = 0; index < 1024; index += 1) {
      socket.emit("ask", () => undefined);
    }
    const tooMany = expect.objectContaining({ name: "TooManyAcksError", code: "TOO_MANY_ACKS" });
    peer.take();

    expect(() => socket.emit("ask", () => undefined)).toThrow(tooMany);
    expect(() => socket.timeout(5).emit("ask", () => undefined)).toThrow(tooMany);
    await expect(socket.emitWithAck("ask")).rejects.toEqual(tooMany);
    expect(peer.take()).toEqual([]);
    socket.emit("tell");
    peer.send("430[]");
    socket.emit("ask", () => undefined);

    expect(peer.take()).toEqual(['42["tell"]', expect.stringMatching(/^42\d+\["ask"\]$/)]);
    expect(socket.acks.size).toBe(1024);
  });
});

describe("a question that can't travel", () => {
  it("throws, and nothing is awaited for it", async () => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io);
    const before = io.clock.pending;

    expect(() => socket.emit("ask", 1n, () => undefined)).toThrow("JSON");
    expect(() => socket.timeout(1000).emit("ask", 1n, () => undefined)).toThrow("JSON");
    await expect(socket.emitWithAck("ask", 1n)).rejects.toMatchObject({ name: "EncodeError" });
    await expect(socket.timeout(5).emitWithAck("ask", 1n)).rejects.toMatchObject({ name: "EncodeError" });
    await settle();

    expect(socket.acks.size).toBe(0);
    expect(io.clock.pending).toBe(before);
    expect(peer.take()).toEqual([]);
  });
});
