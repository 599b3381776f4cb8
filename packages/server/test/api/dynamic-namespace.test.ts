import { describe, expect, it } from "vitest";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, childrenOf, connect, faultLog, revision4, revisions, settle } from "./guest.js";

const invalid = '44/room-1,{"message":"Invalid namespace"}';

describe.each(revisions)("a pattern, $name", (revision) => {
  it("lets clients call matching namespaces into being", async () => {
    const io = new MemoryServer();
    const parent = io.of(/^\/room-\d+$/);

    const { socket } = await arrive(io, revision, "/room-1");

    expect(socket.nsp.name).toBe("/room-1");
    expect(childrenOf(parent)).toContain(socket.nsp);
  });

  it("with the g flag matches every time", async () => {
    const io = new MemoryServer();
    io.of(/^\/room-\d+$/g);

    for (const name of ["/room-1", "/room-2", "/room-3"]) {
      const { socket } = await arrive(io, revision, name);
      expect(socket.nsp.name).toBe(name);
    }
  });

  it("does not match part of what it does not match", async () => {
    const io = new MemoryServer();
    io.of(/^\/room-\d+$/);
    const peer = await connect(io, revision);
    peer.take();

    peer.send("40/room-x,");

    expect(peer.take()).toEqual([`44/room-x,${revision.refusal({ message: "Invalid namespace" })}`]);
    expect([...io._nsps.keys()]).toEqual(["/"]);
  });
});

describe("a function that decides on names", () => {
  it("gets the name and the auth", async () => {
    const io = new MemoryServer();
    const asked: unknown[] = [];
    io.of((name, auth, next) => {
      asked.push([name, auth]);
      next(null, auth["token"] === "secret");
    });
    const peer = await connect(io, revision4);

    peer.send('40/room-1,{"token":"wrong"}');
    peer.send('40/room-1,{"token":"secret"}');

    expect(asked).toEqual([
      ["/room-1", { token: "wrong" }],
      ["/room-1", { token: "secret" }],
    ]);
    expect(peer.take()).toEqual([invalid, expect.stringMatching(/^40\/room-1,\{"sid"/)]);
  });

  it("may take its time", async () => {
    const io = new MemoryServer();
    io.of(async (_name, _auth, next) => {
      await settle();
      next(null, true);
    });
    const peer = await connect(io, revision4);
    peer.send("40/room-1,");
    expect(peer.take()).toEqual([]);

    await settle();
    await settle();

    expect(peer.take()[0]).toMatch(/^40\/room-1,/);
  });

  it.each<[string, Parameters<MemoryServer["of"]>[0]]>([
    [
      "throws",
      () => {
        throw new Error("oops");
      },
    ],
    ["rejects", async () => Promise.reject(new Error("oops"))],
  ])("refuses when it %s, and its error is reported once", async (_how, decide) => {
    const { faults, onError } = faultLog();
    const io = new MemoryServer({ onError });
    io.of(decide);
    const peer = await connect(io, revision4);

    peer.send("40/room-1,");
    await settle();

    expect(peer.take()).toEqual([invalid]);
    expect(faults).toEqual([
      expect.objectContaining({ error: new Error("oops"), hook: "namespace function" }),
    ]);
  });

  it("refuses when it answers with an error", async () => {
    const io = new MemoryServer();
    io.of((_name, _auth, next) => next(new Error("no such tenant"), true));
    const peer = await connect(io, revision4);

    peer.send("40/room-1,");

    expect(peer.take()).toEqual([invalid]);
  });

  it.each([
    ["yes, then no", true],
    ["no, then yes", false],
  ])("counts only its first answer: %s", async (_order, first) => {
    const io = new MemoryServer();
    io.of((_name, _auth, next) => {
      next(null, first);
      next(null, !first);
    });
    const peer = await connect(io, revision4);

    peer.send("40/room-1,");

    expect(peer.take()).toEqual([first ? expect.stringMatching(/^40\/room-1,/) : invalid]);
  });

  it("keeps its first answer when it throws after that", async () => {
    const { faults, onError } = faultLog();
    const io = new MemoryServer({ onError });
    io.of((_name, _auth, next) => {
      next(null, true);
      throw new Error("oops");
    });
    const peer = await connect(io, revision4);

    peer.send("40/room-1,");

    expect(peer.take()).toEqual([expect.stringMatching(/^40\/room-1,/)]);
    expect(faults).toHaveLength(1);
  });

  it("is passed by for the next that says yes", async () => {
    const io = new MemoryServer();
    io.of((_name, _auth, next) => next(null, false));
    const second = io.of((_name, _auth, next) => next(null, true));

    const { socket } = await arrive(io, revision4, "/room-1");

    expect(childrenOf(second)).toContain(socket.nsp);
  });

  it("leaves nothing behind for a client that has gone before it answers", async () => {
    const io = new MemoryServer();
    const answers: ((error: null, isMatch: boolean) => void)[] = [];
    io.of((_name, _auth, next) => answers.push(next));
    const peer = await connect(io, revision4);
    peer.send("40/room-1,");

    peer.drop();
    answers[0]?.(null, true);

    expect([...io._nsps.keys()]).toEqual(["/"]);
    expect(io.clock.pending).toBe(0);
  });

  it("may say yes to two clients at once, who then share the namespace", async () => {
    const io = new MemoryServer();
    const answers: ((error: null, isMatch: boolean) => void)[] = [];
    io.of((_name, _auth, next) => answers.push(next));
    for (const revision of revisions) {
      const peer = await connect(io, revision);
      peer.send("40/room-1,");
    }

    for (const answer of answers) {
      answer(null, true);
    }

    expect(io._nsps.get("/room-1")?.sockets.size).toBe(2);
  });
});
