import { afterEach, describe, expect, it, vi } from "vitest";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, faultLog, settle } from "./guest.js";

const failing: [string, () => unknown][] = [
  ["throws", (): unknown => raise()],
  ["rejects", async (): Promise<unknown> => raise()],
];

describe.each(failing)("an event listener that %s", (_how, listener) => {
  it("is reported once, its neighbours are called, the socket stays", async () => {
    const { faults, onError } = faultLog();
    const { peer, socket } = await arrive(new MemoryServer({ onError }));
    const heard: string[] = [];
    socket.on("say", () => heard.push("before"));
    socket.on("say", listener);
    socket.on("say", () => heard.push("after"));

    peer.send('42["say"]');
    await settle();

    expect(heard).toEqual(["before", "after"]);
    expect(faults).toEqual([{ error: new Error("oops"), hook: "listener", event: "say", source: socket }]);
    expect(socket.connected).toBe(true);
  });

  it("makes the server answer with an error, where an answer is asked for", async () => {
    const { faults, onError } = faultLog();
    const { peer, socket } = await arrive(new MemoryServer({ onError }));
    socket.on("ask", listener);

    peer.send('420["ask"]');
    await settle();

    expect(peer.take()).toEqual(['430[{"error":"internal server error"}]']);
    expect(faults).toHaveLength(1);
  });

  it("leaves the answer to another listener, where there is one", async () => {
    const { faults, onError } = faultLog();
    const { peer, socket } = await arrive(new MemoryServer({ onError }));
    socket.on("ask", listener);
    socket.on("ask", (answer) => answer("fine"));

    peer.send('420["ask"]');
    await settle();

    expect(peer.take()).toEqual(['430["fine"]']);
    expect(faults).toHaveLength(1);
  });

  it("of once is gone after it, and is reported once", async () => {
    const { faults, onError } = faultLog();
    const { peer, socket } = await arrive(new MemoryServer({ onError }));
    socket.once("say", listener);

    peer.send('42["say"]');
    peer.send('42["say"]');
    await settle();

    expect(faults).toHaveLength(1);
    expect(socket.listenerCount("say")).toBe(0);
  });
});

describe("an event listener that has answered", () => {
  it.each([
    [
      "throws",
      (answer: (value: string) => void): unknown => {
        answer("fine");
        return raise();
      },
    ],
    [
      "rejects",
      async (answer: (value: string) => void): Promise<unknown> => {
        answer("fine");
        return raise();
      },
    ],
  ])("and then %s has the answer stand", async (_how, listener) => {
    const { faults, onError } = faultLog();
    const { peer, socket } = await arrive(new MemoryServer({ onError }));
    socket.on("ask", listener);

    peer.send('420["ask"]');
    await settle();

    expect(peer.take()).toEqual(['430["fine"]']);
    expect(faults).toHaveLength(1);
  });

  it("with what can't travel has the server answer with an error", async () => {
    const { faults, onError } = faultLog();
    const { peer, socket } = await arrive(new MemoryServer({ onError }));
    socket.on("ask", (answer) => answer(1n));

    peer.send('420["ask"]');

    expect(peer.take()).toEqual(['430[{"error":"internal server error"}]']);
    expect(faults).toMatchObject([{ error: { name: "EncodeError" } }]);
  });
});

describe("without the hook", () => {
  afterEach(() => vi.restoreAllMocks());

  it("a fault is printed, and the process goes on", async () => {
    const print = vi.spyOn(console, "error").mockReturnValue();
    const { peer, socket } = await arrive(new MemoryServer());
    socket.on("say", () => raise());

    peer.send('42["say"]');

    expect(print.mock.calls).toEqual([[expect.stringContaining('listener of "say"'), new Error("oops")]]);
    expect(socket.connected).toBe(true);
  });
});

function raise(): never {
  throw new Error("oops");
}
