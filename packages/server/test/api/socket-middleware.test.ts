import { describe, expect, it } from "vitest";
import type { SocketMiddleware } from "../../src/api.js";
import { MemoryServer } from "../../src/testing/memory-server.js";
import { arrive, faultLog, revisions, settle } from "./guest.js";

describe.each(revisions)("middleware of a socket, $name", (revision) => {
  it("sees every event with its acknowledgement, in order, before the listeners", async () => {
    const { peer, socket } = await arrive(new MemoryServer(), revision);
    const heard: unknown[] = [];
    socket.use((event, next) => {
      heard.push(["first", event.map((part) => typeof part)]);
      next();
    });
    socket.use(([name], next) => {
      heard.push(["second", name]);
      next();
    });
    socket.on("say", (word) => heard.push(["listener", word]));

    peer.send('421["say","hi"]');

    expect(heard).toEqual([
      ["first", ["string", "string", "function"]],
      ["second", "say"],
      ["listener", "hi"],
    ]);
  });

  it("may change an event", async () => {
    const { peer, socket } = await arrive(new MemoryServer(), revision);
    const heard: unknown[] = [];
    socket.use((event, next) => {
      event[0] = "shout";
      event[1] = String(event[1]).toUpperCase();
      next();
    });
    socket.on("shout", (word) => heard.push(word));

    peer.send('42["say","hi"]');

    expect(heard).toEqual(["HI"]);
  });

  it("refuses an event, which becomes an error on the socket", async () => {
    const { faults, onError } = faultLog();
    const { peer, socket } = await arrive(new MemoryServer({ onError }), revision);
    const heard: unknown[] = [];
    socket.use(([name], next) => next(name === "forbidden" ? new Error("not for you") : undefined));
    socket.on("error", (error) => heard.push(error));
    socket.on("forbidden", () => heard.push("forbidden"));
    socket.on("allowed", () => heard.push("allowed"));

    peer.send('42["forbidden"]');
    peer.send('42["allowed"]');

    expect(heard).toEqual([new Error("not for you"), "allowed"]);
    expect(faults).toEqual([]);
    expect(socket.connected).toBe(true);
  });

  it("reports a refusal that no listener hears", async () => {
    const { faults, onError } = faultLog();
    const { peer, socket } = await arrive(new MemoryServer({ onError }), revision);
    socket.use((_event, next) => next(new Error("not for you")));

    peer.send('42["forbidden"]');

    expect(faults).toEqual([{ error: new Error("not for you"), hook: "socket middleware", source: socket }]);
    expect(peer.take()).toEqual([]);
  });
});

const failing: [string, SocketMiddleware][] = [
  [
    "throws",
    () => {
      throw new Error("oops");
    },
  ],
  ["rejects", async () => Promise.reject(new Error("oops"))],
];

describe.each(failing)("middleware of a socket that %s", (_how, middleware) => {
  it("stops the event, and the hook hears of it once", async () => {
    const { faults, onError } = faultLog();
    const { peer, socket } = await arrive(new MemoryServer({ onError }));
    const heard: string[] = [];
    socket.use(middleware);
    socket.on("say", () => heard.push("say"));

    peer.send('42["say"]');
    await settle();

    expect(heard).toEqual([]);
    expect(faults).toEqual([{ error: new Error("oops"), hook: "middleware", source: socket }]);
    expect(socket.connected).toBe(true);
  });

  it("makes a neutral error on the socket", async () => {
    const { faults, onError } = faultLog();
    const { peer, socket } = await arrive(new MemoryServer({ onError }));
    const heard: unknown[] = [];
    socket.use(middleware);
    socket.on("error", (error) => heard.push(error.message));

    peer.send('42["say"]');
    await settle();

    expect(heard).toEqual(["internal server error"]);
    expect(faults).toHaveLength(1);
  });
});

describe("an event in the middleware", () => {
  it("is delivered once however often next is called", async () => {
    const { peer, socket } = await arrive(new MemoryServer());
    const heard: unknown[] = [];
    socket.use((_event, next) => {
      next();
      next();
      next(new Error("no"));
    });
    socket.on("say", (word) => heard.push(word));
    socket.on("error", (error) => heard.push(error));

    peer.send('42["say","hi"]');

    expect(heard).toEqual(["hi"]);
  });

  it("is dropped when the client leaves meanwhile", async () => {
    const { peer, socket } = await arrive(new MemoryServer());
    const waiting: (() => void)[] = [];
    const heard: string[] = [];
    socket.use((_event, next) => waiting.push(next));
    socket.on("say", () => heard.push("say"));
    peer.send('42["say"]');

    peer.drop();
    waiting[0]?.();

    expect(heard).toEqual([]);
  });

  it("can be overtaken by one that needs no wait", async () => {
    const { peer, socket } = await arrive(new MemoryServer());
    const heard: unknown[] = [];
    socket.use(async ([, isSlow], next) => {
      if (isSlow) {
        await settle();
      }
      next();
    });
    socket.on("say", (isSlow) => heard.push(isSlow));

    peer.send('42["say",true]');
    peer.send('42["say",false]');
    await settle();
    await settle();

    expect(heard).toEqual([false, true]);
  });

  it("can still be acknowledged by its listener", async () => {
    const { peer, socket } = await arrive(new MemoryServer());
    socket.use((_event, next) => next());
    socket.on("ask", (answer) => answer("yes"));

    peer.send('427["ask"]');

    expect(peer.take()).toEqual(['437["yes"]']);
  });
});
