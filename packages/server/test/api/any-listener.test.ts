import { describe, expect, it } from "vitest";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, faultLog, revisions, settle } from "./guest.js";

describe.each(revisions)("onAny, $name", (revision) => {
  it("hears every incoming event before its listeners, the acknowledgement last", async () => {
    const { peer, socket } = await arrive(new MemoryServer(), revision);
    const heard: unknown[] = [];
    socket.on("say", () => heard.push("listener"));
    socket.onAny((...event) => heard.push(["any", ...event]));
    socket.prependAny((name) => heard.push(["first", name]));

    peer.send('421["say","hi"]');
    peer.send('42["unheard"]');

    expect(heard).toEqual([
      ["first", "say"],
      ["any", "say", "hi", expect.any(Function)],
      "listener",
      ["first", "unheard"],
      ["any", "unheard"],
    ]);
  });

  it("hears nothing that the server emits", async () => {
    const io = new MemoryServer();
    const { socket } = await arrive(io, revision);
    const heard: unknown[] = [];
    socket.onAny((...event) => heard.push(event));

    socket.emit("say");
    io.emit("say");

    expect(heard).toEqual([]);
  });
});

describe.each(revisions)("onAnyOutgoing, $name", (revision) => {
  it("hears every event to the client, broadcasts included, without the acknowledgement", async () => {
    const io = new MemoryServer();
    const { socket } = await arrive(io, revision);
    const heard: unknown[] = [];
    socket.onAnyOutgoing((...event) => heard.push(event));
    socket.prependAnyOutgoing((name) => heard.push(`first ${name}`));

    socket.emit("one", 1, () => undefined);
    io.to(socket.id).emit("two", 2);
    io.timeout(10).emit("three", () => undefined);
    void socket.emitWithAck("four").catch(() => undefined);

    expect(heard).toEqual([
      "first one",
      ["one", 1],
      "first two",
      ["two", 2],
      "first three",
      ["three"],
      "first four",
      ["four"],
    ]);
  });

  it("hears nothing of what was not sent", async () => {
    const io = new MemoryServer();
    const { peer, socket } = await arrive(io, revision);
    const heard: unknown[] = [];
    socket.onAnyOutgoing((...event) => heard.push(event));

    expect(() => socket.emit("say", 1n)).toThrow();
    io.except(socket.id).emit("say");
    peer.drop();
    socket.emit("say");

    expect(heard).toEqual([]);
  });
});

const kinds = [
  { on: "onAny", off: "offAny", list: "listenersAny", what: "incoming" },
  { on: "onAnyOutgoing", off: "offAnyOutgoing", list: "listenersAnyOutgoing", what: "outgoing" },
] as const;

describe.each(kinds)("$off", ({ on, off, list }) => {
  it("removes one listener once, or all", async () => {
    const { socket } = await arrive(new MemoryServer());
    const [one, two] = [() => undefined, () => undefined];
    expect(socket[off](one)[list]()).toEqual([]);
    socket[on](one)[on](two)[on](one);

    expect(socket[off](one)[list]()).toEqual([two, one]);
    expect(socket[off](() => undefined)[list]()).toEqual([two, one]);
    expect(socket[off]()[list]()).toEqual([]);
  });

  it("leaves the list that was asked for alone", async () => {
    const { socket } = await arrive(new MemoryServer());
    const one = (): void => undefined;
    socket[on](one);

    socket[list]().pop();

    expect(socket[list]()).toEqual([one]);
  });

  it("can be called by the listener, and the next is still called", async () => {
    const { peer, socket } = await arrive(new MemoryServer());
    const heard: string[] = [];
    const first = (): void => {
      heard.push("first");
      socket[off](first);
    };
    socket[on](first);
    socket[on](() => heard.push("second"));

    for (let index = 0; index < 2; index += 1) {
      peer.send('42["say"]');
      socket.emit("say");
    }

    expect(heard.slice(0, 3)).toEqual(["first", "second", "second"]);
  });
});

describe.each(kinds)("a listener of $on that fails", ({ on }) => {
  it.each([
    ["throws", (): unknown => raise()],
    ["rejects", async (): Promise<unknown> => raise()],
  ])("and %s is reported once, and the event goes on", async (_how, listener) => {
    const { faults, onError } = faultLog();
    const { peer, socket } = await arrive(new MemoryServer({ onError }));
    const heard: string[] = [];
    socket[on](listener);
    socket[on](() => heard.push("next"));
    socket.on("say", () => socket.emit("answer"));

    peer.send('42["say"]');
    await settle();

    expect(heard).toEqual(["next"]);
    expect(peer.take()).toEqual(['42["answer"]']);
    expect(faults).toMatchObject([{ error: new Error("oops"), hook: "any-listener" }]);
  });
});

function raise(): never {
  throw new Error("oops");
}
